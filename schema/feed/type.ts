import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { alarmTitle } from '../../src/app/forwarding/alarm-titles';
import type { FeedView } from '../../src/app/forwarding/feed-standings';
import type {
  FeedBreakerView,
  FeedPauseView,
  FeedReconciliationView,
  FeedReportsView,
} from '../../src/app/forwarding/feed-views';
import type { OpenDeliveries } from '../../src/domain/forwarding/alarms';
import { BREAKER_STATES } from '../../src/domain/forwarding/breaker';
import type { FeedCargo } from '../../src/domain/forwarding/feed';
import { codeType } from '../codes';
import { Text } from '../text/type';

const BREAKER_LABELS: { readonly [state in FeedBreakerView['state']]: string } = {
  CLOSED: '正常报送',
  OPEN: '无法连通,暂停报送,等待试探',
  HALF_OPEN: '正在试探',
};
const BreakerStates = codeType(
  'BreakerState',
  '断路器 / Whether parcels go to a feed, or only probes',
  BREAKER_STATES.map((code) => ({ code, zh: BREAKER_LABELS[code] })),
);
@ObjectType({ description: '某一状态的报送 / Deliveries of a feed in one state', simpleResolvers: true })
export class FeedDepth implements OpenDeliveries {
  @Field(() => Int, { description: '报送任务数 / Deliveries' })
  readonly deliveries: number;
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '其中最早的时刻 / Since when the oldest is there' })
  readonly since: Date | null;
}

@ObjectType({ description: '暂停 / A pause', simpleResolvers: true })
export class FeedPause implements FeedPauseView {
  @Field(() => GraphQLISODateTime, { description: '自何时 / Since' })
  readonly since: Date;
  @Field(() => ID, { description: '由谁 / By which client' })
  readonly by: string;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
}

@ObjectType({ description: '断路器 / The breaker of a feed', simpleResolvers: true })
export class FeedBreaker implements FeedBreakerView {
  @Field(() => BreakerStates, { description: '状态 / State' })
  readonly state: FeedBreakerView['state'];
  @Field(() => Int, { description: '连续未连通次数 / Attempts in a row that reached nobody' })
  readonly failures: number;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '断开时刻 / Open since' })
  readonly openedAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '下次试探时刻 / Next probe' })
  readonly probeAt: Date | null;
}

@ObjectType({ description: '统计报告 / Reports of counts', simpleResolvers: true })
export class FeedReports implements FeedReportsView {
  @Field(() => Int, { description: '待报送 / Due' })
  readonly due: number;
  @Field(() => Int, { description: '待答复 / Taken and not answered' })
  readonly unanswered: number;
  @Field(() => Int, { description: '已拒绝 / Refused' })
  readonly refused: number;
  @Field(() => Int, { description: '已放弃 / Given up' })
  readonly givenUp: number;
}

@ObjectType({ description: '最近一次对账 / The last reconciliation', simpleResolvers: true })
export class FeedReconciliation implements FeedReconciliationView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => String, {
    description: '结果:RUNNING、EQUAL、HEALED、DIFFERENT、FAILED、UNSUPPORTED / How it ended',
  })
  readonly state: string;
  @Field(() => GraphQLISODateTime, { description: '开始时刻 / Started at' })
  readonly startedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '结束时刻 / Ended at' })
  readonly endedAt: Date | null;
  @Field(() => Int, { description: '对方缺少 / The feed lacks' })
  readonly missing: number;
  @Field(() => Int, { description: '对方多出 / The feed holds and was never handed' })
  readonly extra: number;
  @Field(() => Int, { description: '内容不同 / Held with other content' })
  readonly differing: number;
  @Field(() => Int, { description: '应报未报 / Wanted and never sent' })
  readonly owed: number;
  @Field(() => Int, { description: '已重新报送 / Sent again' })
  readonly healed: number;
}

@ObjectType({ description: '未解除的告警 / An alarm that has not ended', simpleResolvers: true })
export class OpenAlarm {
  @Field(() => String, { description: '种类 / Kind' })
  readonly kind: string;
  @Field(() => Text, { description: '说明 / In words' })
  readonly title: Text;
  @Field(() => GraphQLISODateTime, { description: '自何时 / Since' })
  readonly since: Date;
}

@ObjectType({ description: '一个接收方及其当前状况 / A receiver above, and how it stands', simpleResolvers: true })
export class Feed implements Omit<FeedView, 'window' | 'alarms'> {
  @Field(() => ID, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => Text, { description: '显示名称 / Title' })
  readonly title: Text;
  @Field(() => String, { description: '连接方式 / Connector' })
  readonly connector: string;
  @Field(() => String, { description: '区划;000000 为全国 / Region; 000000 is everywhere' })
  readonly regionCode: string;
  @Field(() => String, { description: '报送内容:certificates 逐证、tallies 统计 / What it carries' })
  readonly cargo: FeedCargo;
  @Field(() => Boolean, { description: '是否在用 / In the feeds file' })
  readonly enabled: boolean;
  @Field(() => FeedPause, { nullable: true, description: '暂停 / Pause' })
  readonly pause: FeedPause | null;
  @Field(() => FeedBreaker, { description: '断路器 / Breaker' })
  readonly breaker: FeedBreaker;
  @Field(() => Boolean, { description: '当前是否在报送时段内 / Inside its hours now' })
  readonly isOpen: boolean;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '下次开放时刻 / When its hours begin' })
  readonly opensAt: Date | null;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: '限速:此前不开始 / Nothing begins before: its rate, or its own word',
  })
  readonly freeAt: Date | null;
  @Field(() => FeedDepth, { description: '待报送 / Due' })
  readonly due: FeedDepth;
  @Field(() => FeedDepth, { description: '已送达,待答复 / Taken and not answered' })
  readonly unanswered: FeedDepth;
  @Field(() => FeedDepth, { description: '已放弃 / Given up' })
  readonly givenUp: FeedDepth;
  @Field(() => Int, { description: '滞后秒数 / Seconds that the oldest waits to be handed over or answered' })
  readonly lagSeconds: number;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '最近一次被接收 / A parcel was last taken' })
  readonly takenAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '最近一次答复 / Answers last came' })
  readonly heardAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '最近一次失败 / An attempt last failed' })
  readonly failedAt: Date | null;
  @Field(() => String, { nullable: true, description: '最近失败的代码 / Code of that failure' })
  readonly failure: string | null;
  @Field(() => Int, { description: '尚未更正的拒绝 / Refused certificates that nothing later took the place of' })
  readonly refusalsOpen: number;
  @Field(() => Int, { description: '无法识别的答复 / Answers that nothing could be made of' })
  readonly oddities: number;
  @Field(() => FeedReports, { description: '统计报告 / Reports of counts' })
  readonly reports: FeedReports;
  @Field(() => FeedReconciliation, { nullable: true, description: '最近一次对账 / Last reconciliation' })
  readonly lastReconciliation: FeedReconciliation | null;
  @Field(() => [OpenAlarm], { description: '未解除的告警 / Alarms that have not ended' })
  readonly alarms: readonly OpenAlarm[];
}

/** Alarms get their words here. */
export const feedOf = ({ window: _window, alarms, ...feed }: FeedView): Feed => ({
  ...feed,
  alarms: alarms.map((alarm) => ({ ...alarm, title: alarmTitle(alarm.kind) })),
});
