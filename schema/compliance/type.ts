import { Field, Float, Int, ObjectType } from 'type-graphql';
import { REVIEW_WORKING_DAYS_MAX, type ComplianceView } from '../../src/app/views';
import { InstitutionName } from '../batch/type';
import { pageType } from '../page';

@ObjectType('Compliance', { description: '一家机构的合规情况 / How one institution stands', simpleResolvers: true })
export class Compliance implements ComplianceView {
  @Field(() => InstitutionName, { description: '机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => Int, { description: '未办结批次 / Batches under check or review' })
  readonly openBatches: number;
  @Field(() => Int, { description: '批次总数 / Batches' })
  readonly batches: number;
  @Field(() => Int, { description: '已有结论的记录 / Records that have their verdict' })
  readonly records: number;
  @Field(() => Int, { description: '其中退回 / Of these returned' })
  readonly recordsReturned: number;
  @Field(() => Float, { nullable: true, description: '退回率,0 至 1 / Return rate, 0 to 1' })
  readonly returnRate: number | null;
  @Field(() => Int, {
    description:
      `审核超期批次(TIM-008):规则包规定期限的按期限,未规定的按在同一环节等待超过 ${REVIEW_WORKING_DAYS_MAX} 个工作日 / ` +
      `Batches whose review is overdue (TIM-008): by the term of the pack, or, where it sets none, after waiting for one regulator ` +
      `for more than ${REVIEW_WORKING_DAYS_MAX} Chinese working days`,
  })
  readonly overdueReviews: number;
  @Field(() => Int, {
    description: '上级拒绝且尚无新版本的证书 / Certificates that a feed refused and that have no newer version',
  })
  readonly openRefusals: number;
}

export const CompliancePage = pageType('CompliancePage', Compliance);
