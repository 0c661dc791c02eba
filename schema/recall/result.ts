import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { RecallState } from '../../src/domain/recall/recall-state';
import { resultOf } from '../refusal/type';
import { RecallStates } from './type';

@ObjectType({
  description: '作废已提出,待第二人确认 / The recall is proposed and waits for a second person',
  simpleResolvers: true,
})
export class RecallProposed {
  @Field(() => ID, { description: '编号 / Id' })
  readonly recallId: string;
  @Field(() => RecallStates, { description: '状态 / State' })
  readonly state: RecallState;
  @Field(() => ID, { description: '评价机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => Int, { description: '有效证书,将被作废 / Live certificates, which it makes void' })
  readonly live: number;
  @Field(() => Int, { description: '已作废的 / Revoked already' })
  readonly revoked: number;
  @Field(() => Int, { description: '已换发的 / Replaced already' })
  readonly replaced: number;
  @Field(() => Int, { description: '收到过其数据的接收方数 / Feeds that ever got one of them' })
  readonly feeds: number;
  @Field(() => String, { description: '范围摘要 / Digest of what it covers' })
  readonly digest: string;
  @Field(() => Boolean, { description: '相同内容此前已提出 / The same was proposed already' })
  readonly repeated: boolean;
}

@ObjectType({ description: '作废已确认或撤回 / The recall is confirmed or withdrawn', simpleResolvers: true })
export class RecallEnded {
  @Field(() => ID, { description: '编号 / Id' })
  readonly recallId: string;
  @Field(() => RecallStates, { description: '新状态 / New state' })
  readonly state: RecallState;
  @Field(() => Int, { description: '作废的证书数 / Certificates that it made void' })
  readonly certificates: number;
}

@ObjectType({ description: '补贴追回已登记 / What became of the subsidies is entered', simpleResolvers: true })
export class SubsidiesSettled {
  @Field(() => ID, { description: '作废决定 / Recall' })
  readonly recallId: string;
  @Field(() => Int, { description: '本次登记 / Entered now' })
  readonly settled: number;
  @Field(() => Int, { description: '此前已如此登记 / Those that stood so already' })
  readonly before: number;
}

export const ProposeRecallResult = resultOf(
  'ProposeRecallResult',
  RecallProposed,
  '提出作废的结果 / Answer to proposeRecall',
);
export const EndRecallResult = resultOf(
  'EndRecallResult',
  RecallEnded,
  '确认或撤回作废的结果 / Answer to confirmRecall and withdrawRecall',
);
export const SettleSubsidiesResult = resultOf(
  'SettleSubsidiesResult',
  SubsidiesSettled,
  '登记补贴追回的结果 / Answer to settleSubsidies',
);
