import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Decision as DecisionRow, Subject } from '../../src/app/decisions/decision-ports';
import { ROLE_LABELS } from '../caller/resolver';
import { codeType } from '../codes';
import { pageType } from '../page';
import { WorkSubject } from './subject-type';

export const DeciderRoles = codeType('DeciderRole', '由谁作出 / Who decided', [
  ...ROLE_LABELS,
  { code: 'CLOCK', zh: '期满,由系统作出' },
]);

@ObjectType('Decision', { description: '一项决定,不再更改 / One decision; it never changes', simpleResolvers: true })
export class Decision implements DecisionRow {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => WorkSubject, { description: '对象 / What it is about' })
  readonly subject: Subject;
  @Field(() => ID, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode: string | null;
  @Field(() => String, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '决定代码 / Code of the decision' })
  readonly act: string;
  @Field(() => String, {
    description: '理由;通过而未附言的,为核对结果 / Reason; of an approval without words, what was found',
  })
  readonly reason: string;
  @Field(() => [String], { description: '依据 / Documents and articles' })
  readonly basis: readonly string[];
  @Field(() => ID, { description: '作出决定的客户端;期满为 clock / Client that decided; clock where a term ended' })
  readonly decidedBy: string;
  @Field(() => DeciderRoles, { description: '身份 / Role' })
  readonly role: DecisionRow['role'];
  @Field(() => GraphQLISODateTime, { description: '时刻 / When' })
  readonly decidedAt: Date;
}

export const DecisionPage = pageType('DecisionPage', Decision);
