import { Field, ID, InputType } from 'type-graphql';
import { MEASURE_BASIS_MAX, MEASURE_FILINGS_MAX } from '../../src/app/publications/given-measure';
import type { MeasureKind, MeasureReason, MeasureState } from '../../src/domain/filing/measure';
import { MeasureKinds, MeasureReasons, MeasureStates } from './type';

@InputType({ description: '拟采取的处理措施 / A measure to be taken' })
export class MeasureInput {
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => MeasureKinds, { description: '类别 / Kind' })
  readonly kind: MeasureKind;
  @Field(() => [ID], {
    defaultValue: [],
    description: `备案编号,最多 ${MEASURE_FILINGS_MAX} 项;空为全部适用的备案 / Filings, at most ${MEASURE_FILINGS_MAX}; empty: all to which it applies`,
  })
  readonly filingIds: string[];
  @Field(() => String, {
    nullable: true,
    description:
      '起始日,今日或以后,终止不得晚于今日;空为确认之日 / First day, today or later, of a termination no later than today; by default the day of the confirmation',
  })
  readonly from?: string | null;
  @Field(() => String, {
    nullable: true,
    description: '暂停截止日;空为恢复之前 / Last day of a suspension; by default until it is resumed',
  })
  readonly to?: string | null;
  @Field(() => MeasureReasons, { description: '事由代码 / Code of the reason' })
  readonly reasonCode: MeasureReason;
  @Field(() => String, { description: '事由 / Reason' })
  readonly reason: string;
  @Field(() => [String], {
    description: `依据:文件与条款,1 至 ${MEASURE_BASIS_MAX} 项 / Documents and articles, 1 to ${MEASURE_BASIS_MAX}`,
  })
  readonly basis: string[];
}

@InputType({ description: '处理措施筛选 / Filter of measures' })
export class MeasureFilterInput {
  @Field(() => ID, { nullable: true, description: '机构代码 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => MeasureStates, { nullable: true, description: '状态 / State' })
  readonly state?: MeasureState | null;
  @Field(() => Boolean, {
    nullable: true,
    description: '只看待省级公示的终止 / Only ends of which the province is still to open the notice',
  })
  readonly awaitsNotice?: boolean | null;
}
