import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import {
  RECONCILIATION_STATES,
  type DifferenceView,
  type ReconciliationState,
  type ReconciliationView,
} from '../../src/app/forwarding/reconciliation-ports';
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../src/domain/forwarding/compare-ranges';
import { codeType } from '../codes';
import { pageType } from '../page';

const STATES: { readonly [state in ReconciliationState]: string } = {
  RUNNING: '正在核对',
  EQUAL: '一致,无差异',
  HEALED: '有缺失,已重新报送',
  DIFFERENT: '有差异,须人工处理',
  FAILED: '未能核对',
  UNSUPPORTED: '对方不支持核对;已检查应报未报的',
};
const KINDS: { readonly [kind in DifferenceKind]: string } = {
  MISSING: '已报送而对方没有',
  EXTRA: '对方有而平台从未报送',
  DIFFERING: '双方都有而内容不同',
  OWED: '应报而尚未生成报送',
};

export const ReconciliationStates = codeType(
  'ReconciliationState',
  '对账状态 / State of a reconciliation',
  RECONCILIATION_STATES.map((code) => ({ code, zh: STATES[code] })),
);
export const DifferenceKinds = codeType(
  'DifferenceKind',
  '差异类别 / Kind of a difference',
  DIFFERENCE_KINDS.map((code) => ({ code, zh: KINDS[code] })),
);

@ObjectType({
  description: '与一个接收方的一次对账 / One comparison of what a feed holds with what it was handed',
  simpleResolvers: true,
})
export class Reconciliation implements ReconciliationView {
  @Field(() => ID, { description: '对账编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => ReconciliationStates, { description: '状态 / State' })
  readonly state: ReconciliationState;
  @Field(() => String, { description: '发起的客户端;clock 为每日定时 / Client that asked, or clock' })
  readonly askedBy: string;
  @Field(() => Boolean, { description: '缺失的是否重新报送 / Whether what is lacking is sent again' })
  readonly heal: boolean;
  @Field(() => GraphQLISODateTime, { description: '开始时刻 / Started at' })
  readonly startedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '结束时刻 / Ended at' })
  readonly endedAt: Date | null;
  @Field(() => Int, { description: '平台已报送的证书版本数 / Versions that the hub handed over' })
  readonly hubVersions: number;
  @Field(() => Int, { description: '对方持有的证书版本数 / Versions that the feed holds' })
  readonly feedVersions: number;
  @Field(() => Int, { description: '对方缺失 / The feed lacks them' })
  readonly missing: number;
  @Field(() => Int, { description: '对方多出 / The hub never handed them over' })
  readonly extra: number;
  @Field(() => Int, { description: '内容不同 / With other content' })
  readonly differing: number;
  @Field(() => Int, { description: '应报未报 / No parcel was made of them' })
  readonly owed: number;
  @Field(() => Int, { description: '已重新排入报送 / Sent again' })
  readonly healed: number;
  @Field(() => Int, { description: '尚未送达,不计入差异 / Not handed over yet, no difference' })
  readonly waiting: number;
  @Field(() => Int, { description: '向对方提问次数 / Questions put to the feed' })
  readonly questions: number;
  @Field(() => Int, { description: '比较的区间数 / Ranges compared' })
  readonly rangesCompared: number;
  @Field(() => Int, { description: '逐条比较的版本数 / Versions compared one by one' })
  readonly itemsCompared: number;
  @Field(() => Int, { description: '平台读取的行数 / Rows that the hub read' })
  readonly hubRowsRead: number;
  @Field(() => Int, { description: '对方读取的行数 / Rows that the feed read' })
  readonly feedRowsRead: number;
  @Field(() => String, { nullable: true, description: '未能核对的原因代码 / Reason code of a failure' })
  readonly failure: string | null;
}
export const ReconciliationPage = pageType('ReconciliationPage', Reconciliation);

@ObjectType({ description: '一条差异 / One difference', simpleResolvers: true })
export class ReconciliationDifference implements DifferenceView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => Int, { description: '版本号 / Version' })
  readonly version: number;
  @Field(() => DifferenceKinds, { description: '类别 / Kind' })
  readonly kind: DifferenceKind;
  @Field(() => ID, { nullable: true, description: '重新报送的任务 / Delivery that mends it' })
  readonly deliveryId: string | null;
}
export const ReconciliationDifferencePage = pageType('ReconciliationDifferencePage', ReconciliationDifference);

@InputType({ description: '对账筛选 / Filter of reconciliations' })
export class ReconciliationFilterInput {
  @Field(() => String, { nullable: true, description: '接收方 / Feed' })
  readonly feed?: string | null;
  @Field(() => ReconciliationStates, { nullable: true, description: '状态 / State' })
  readonly state?: ReconciliationState | null;
}
