import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';
import { alarmTitle } from '../../src/app/forwarding/alarm-titles';
import type { FeedAlarmFilter, FeedAlarmView } from '../../src/app/forwarding/feed-views';
import { pageType } from '../page';
import { Text } from '../text/type';

@ObjectType({
  description: '告警的一项数据:数量或代码 / One fact of an alarm: a count or a code',
  simpleResolvers: true,
})
export class FeedFact {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '值 / Value' })
  readonly value: string;
}

@ObjectType({ description: '接收方的一次告警 / An alarm about a feed', simpleResolvers: true })
export class FeedAlarm {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => String, { description: '种类 / Kind' })
  readonly kind: string;
  @Field(() => Text, { description: '说明 / In words' })
  readonly title: Text;
  @Field(() => GraphQLISODateTime, { description: '自何时 / Since when it is so' })
  readonly since: Date;
  @Field(() => GraphQLISODateTime, { description: '告警时刻 / Raised at' })
  readonly raisedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '解除时刻 / Ended at' })
  readonly endedAt: Date | null;
  @Field(() => [FeedFact], { description: '数量与代码 / Counts and codes' })
  readonly facts: readonly FeedFact[];
}
export const FeedAlarmPage = pageType('FeedAlarmPage', FeedAlarm);

export const alarmOf = ({ facts, ...alarm }: FeedAlarmView): FeedAlarm => ({
  ...alarm,
  title: alarmTitle(alarm.kind),
  facts: Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }])),
});

@InputType({ description: '告警筛选 / Filter of alarms' })
export class FeedAlarmFilterInput implements FeedAlarmFilter {
  @Field(() => String, { nullable: true, description: '接收方 / Feed' })
  readonly feed?: string | null;
  @Field(() => String, { nullable: true, description: '种类 / Kind' })
  readonly kind?: string | null;
  @Field(() => Boolean, { nullable: true, description: '是否未解除 / Whether it has not ended' })
  readonly open?: boolean | null;
}
