import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { OddityFilter, OddityView } from '../../src/app/forwarding/oddity-ports';
import { pageType } from '../page';

@ObjectType({
  description: '接收方答复中无法识别之处,按种类计数 / What a feed said that nothing could be made of, counted by kind',
  simpleResolvers: true,
})
export class FeedOddity implements OddityView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => String, { description: '种类代码 / Code of the kind' })
  readonly code: string;
  @Field(() => Int, { description: '次数 / How often' })
  readonly count: number;
  @Field(() => GraphQLISODateTime, { description: '首次时刻 / First seen at' })
  readonly firstAt: Date;
  @Field(() => GraphQLISODateTime, { description: '最近时刻 / Last seen at' })
  readonly lastAt: Date;
  @Field(() => ID, { nullable: true, description: '最近一次所涉报送 / Delivery of the last one' })
  readonly deliveryId: string | null;
}
export const FeedOddityPage = pageType('FeedOddityPage', FeedOddity);

@InputType({ description: '筛选 / Filter of oddities' })
export class FeedOddityFilterInput implements OddityFilter {
  @Field(() => String, { nullable: true, description: '接收方 / Feed' })
  readonly feed?: string | null;
  @Field(() => String, { nullable: true, description: '种类代码 / Code of the kind' })
  readonly code?: string | null;
}
