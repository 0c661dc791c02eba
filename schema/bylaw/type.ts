import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { BylawView } from '../../src/app/bylaws/bylaw-ports';
import { BYLAW_KINDS, type BylawKind } from '../../src/domain/registry/bylaw';
import { codeType } from '../codes';
import { resultOf } from '../refusal/type';

export const BylawKinds = codeType(
  'BylawKind',
  '机构向社会公开的管理办法 / Bylaws that institutions publish',
  BYLAW_KINDS,
);

@ObjectType({ description: '机构公开的一项管理办法 / A bylaw that an institution published', simpleResolvers: true })
export class Bylaw implements BylawView {
  @Field(() => ID, { description: '编号;文件在 /public/bylaws/{编号} / Id; the file is at /public/bylaws/{id}' })
  readonly id: string;
  @Field(() => BylawKinds, { description: '种类 / Kind' })
  readonly kind: BylawKind;
  @Field(() => String, { description: '文件名 / File name' })
  readonly fileName: string;
  @Field(() => String, { description: '文件类型 / Media type' })
  readonly mediaType: string;
  @Field(() => Int, { description: '字节数 / Bytes' })
  readonly bytes: number;
  @Field(() => String, { description: 'SHA-256 摘要,十六进制 / SHA-256, hex' })
  readonly digest: string;
  @Field(() => GraphQLISODateTime, { description: '公开时刻 / Published at' })
  readonly publishedAt: Date;
}

@ObjectType({ description: '管理办法已公开 / The bylaw is published', simpleResolvers: true })
export class BylawPublished {
  @Field(() => ID, { description: '编号 / Id' })
  readonly bylawId: string;
  @Field(() => Boolean, { description: '此前已公开同一文件 / The same file stood there before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '管理办法已撤下 / The bylaw is taken down', simpleResolvers: true })
export class BylawWithdrawn {
  @Field(() => ID, { description: '编号 / Id' })
  readonly bylawId: string;
  @Field(() => Boolean, { description: '此前已由同一调用方撤下 / The same caller had taken it down before' })
  readonly repeated: boolean;
}

export const WithdrawBylawResult = resultOf(
  'WithdrawBylawResult',
  BylawWithdrawn,
  '撤下管理办法的结果 / Answer to withdrawBylaw',
);

export const PublishBylawResult = resultOf(
  'PublishBylawResult',
  BylawPublished,
  '公开管理办法的结果 / Answer to publishBylaw',
);
