import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { resultOf } from '../refusal/type';

@ObjectType({ description: '草案已保存 / The draft is stored', simpleResolvers: true })
export class PackDrafted {
  @Field(() => ID, { description: '规则包编号 / Pack id' })
  readonly packId: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '规范化 JSON 的 SHA-256 / SHA-256 of the canonical JSON' })
  readonly digest: string;
  @Field(() => Boolean, { description: '此前已提交相同内容 / The same content had been drafted before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '试算已开始 / The what-if is under way', simpleResolvers: true })
export class TrialStarted {
  @Field(() => ID, { description: '试算编号 / Trial id' })
  readonly trialId: string;
  @Field(() => Boolean, { description: '此前已开始 / It was under way already' })
  readonly repeated: boolean;
}

@ObjectType({ description: '规则包已审定并签名 / The pack is approved and signed', simpleResolvers: true })
export class PackApproved {
  @Field(() => ID, { description: '规则包编号 / Pack id' })
  readonly packId: string;
  @Field(() => GraphQLISODateTime, { description: '生效时刻 / Active from' })
  readonly activeFrom: Date;
  @Field(() => String, { description: 'Ed25519 签名,base64 / Signature' })
  readonly signature: string;
  @Field(() => String, { description: '签名密钥编号 / Key' })
  readonly keyId: string;
}

@ObjectType({ description: '规则包已撤回 / The pack is withdrawn', simpleResolvers: true })
export class PackWithdrawn {
  @Field(() => ID, { description: '规则包编号 / Pack id' })
  readonly packId: string;
}

export const DraftPackResult = resultOf('DraftPackResult', PackDrafted, '提交草案的结果 / Answer to draftPack');
export const TryPackResult = resultOf('TryPackResult', TrialStarted, '开始试算的结果 / Answer to tryPack');
export const ApprovePackResult = resultOf('ApprovePackResult', PackApproved, '审定的结果 / Answer to approvePack');
export const WithdrawPackResult = resultOf('WithdrawPackResult', PackWithdrawn, '撤回的结果 / Answer to withdrawPack');
