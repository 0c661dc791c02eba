import { Field, ID, ObjectType } from 'type-graphql';
import { resultOf } from '../refusal/type';

@ObjectType({ description: '对账已开始 / The comparison begins', simpleResolvers: true })
export class ReconciliationAsked {
  @Field(() => ID, { description: '对账编号 / Id' })
  readonly reconciliationId: string;
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Boolean, {
    description: '是否新开始;否则为该接收方正在进行的对账 / Whether it is a new one; else one of the feed is under way',
  })
  readonly isNew: boolean;
}

export const ReconcileFeedResult = resultOf(
  'ReconcileFeedResult',
  ReconciliationAsked,
  '发起对账的结果 / Answer to reconcileFeed',
);
