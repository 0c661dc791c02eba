import { Field, ID, ObjectType } from 'type-graphql';
import type { TallyReportView } from '../../src/app/forwarding/tally-report-views';
import { resultOf } from '../refusal/type';
import { TallyReportStates } from './type';

@ObjectType({
  description: '将核对该接收方各期统计 / The periods of the feed will be looked at',
  simpleResolvers: true,
})
export class TallyReportsAsked {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => String, {
    description: '日期,此前已结束的各月将被核对 / Months that ended before this day are looked at',
  })
  readonly day: string;
}
export const MakeTallyReportsResult = resultOf(
  'MakeTallyReportsResult',
  TallyReportsAsked,
  '核对统计的结果 / Answer to makeTallyReports',
);

@ObjectType({ description: '统计报送已重新排入 / The report is due again', simpleResolvers: true })
export class TallyReportResent {
  @Field(() => ID, { description: '统计报送编号 / Id' })
  readonly reportId: string;
  @Field(() => TallyReportStates, { description: '新状态 / New state' })
  readonly state: TallyReportView['state'];
}
export const ResendTallyReportResult = resultOf(
  'ResendTallyReportResult',
  TallyReportResent,
  '重新报送统计的结果 / Answer to resendTallyReport',
);
