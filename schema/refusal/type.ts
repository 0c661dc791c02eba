import { createUnionType, Field, ID, Int, ObjectType, type ClassType } from 'type-graphql';
import { PLACES_MAX, REFUSAL_CODES, refuse, type RefusalCode } from '../../src/app/refusal';
import { codeType } from '../codes';
import { Text } from '../text/type';

const RefusalCodes = codeType(
  'RefusalCode',
  '拒绝代码 / Code of a refusal',
  REFUSAL_CODES.map((code) => {
    const { zh, en } = refuse(code).message;
    return { code, zh: `${zh} / ${en}` };
  }),
);

@ObjectType({
  description: '出错位置,不含所报数据 / A place at fault; never repeats what was sent',
  simpleResolvers: true,
})
export class Place {
  @Field(() => Int, { nullable: true, description: '记录序号,从 1 起 / 1-based record' })
  readonly record: number | null;
  @Field(() => String, { nullable: true, description: '字段 / Field' })
  readonly field: string | null;
  @Field(() => Text, { description: '问题 / What is wrong' })
  readonly message: Text;
}

@ObjectType({
  description: '可预期的拒绝:说明原因与更正办法 / An expected refusal: what is wrong and how to mend it',
  simpleResolvers: true,
})
export class Refusal {
  @Field(() => RefusalCodes, { description: '代码 / Code' })
  readonly code: RefusalCode;
  @Field(() => Text, { description: '原因 / What is wrong' })
  readonly message: Text;
  @Field(() => Text, { description: '更正办法 / How to mend it' })
  readonly remedy: Text;
  @Field(() => [Place], { description: `出错位置,最多 ${PLACES_MAX} 处 / Places at fault, at most ${PLACES_MAX}` })
  readonly places: readonly Place[];
  @Field(() => Int, { description: '出错位置总数 / How many places are at fault in all' })
  readonly placesTotal: number;
  @Field(() => ID, { nullable: true, description: '已存在的上传或批次 / The upload or batch that already stands' })
  readonly existingId: string | null;
}

/** The union that a mutation answers with; verbs mark a refusal by its kind. */
export const resultOf = <Type extends object>(name: string, type: ClassType<Type>, description: string) =>
  createUnionType({
    name,
    description,
    types: () => [type, Refusal] as const,
    resolveType: (answer) => ('kind' in answer && answer.kind === 'refused' ? Refusal : type),
  });
