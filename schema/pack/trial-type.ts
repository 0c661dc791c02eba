import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { PackTrialView, TrialFlipFilter, TrialFlipView, TrialInstitutionView } from '../../src/app/pack-views';
import type { TrialState } from '../../src/app/packs/pack-ports';
import type { Verdict } from '../../src/domain/rules/rule';
import { InstitutionName } from '../batch/type';
import { codeType } from '../codes';
import { pageType } from '../page';
import { Verdicts } from '../record/type';

const TrialStates = codeType('PackTrialState', '试算状态 / State of a what-if', [
  { code: 'RUNNING', zh: '进行中' },
  { code: 'DONE', zh: '已完成' },
  { code: 'CANCELLED', zh: '已取消' },
]);

@ObjectType({ description: '一条规则造成的结论变化 / What one rule has to do with the flips', simpleResolvers: true })
export class TrialRule {
  @Field(() => String, { description: '规则代码 / Code' })
  readonly code: string;
  @Field(() => Int, { description: '结论变化的记录中,该规则加重的 / Flipped records in which it weighs more' })
  readonly appeared: number;
  @Field(() => Int, { description: '结论变化的记录中,该规则减轻的 / Flipped records in which it weighs less' })
  readonly gone: number;
}

/** What a whole what-if and one institution of it have in common; no type of the schema by itself. */
@ObjectType({ simpleResolvers: true })
class TrialFigures {
  @Field(() => Int, { description: '已试算批次 / Batches looked at' })
  readonly batches: number;
  @Field(() => Int, { description: '已试算记录 / Records looked at' })
  readonly records: number;
  @Field(() => Int, { description: '问题有变化的记录 / Records about which the two sets say anything different' })
  readonly changed: number;
  @Field(() => Int, { description: '结论变化的记录 / Records whose verdict would be another' })
  readonly flipped: number;
  @Field(() => Int, { description: '其中变为通过 / Of these to PASSED' })
  readonly toPassed: number;
  @Field(() => Int, { description: '其中变为待说明 / Of these to HELD' })
  readonly toHeld: number;
  @Field(() => Int, { description: '其中变为退回 / Of these to RETURNED' })
  readonly toReturned: number;
}

@ObjectType({
  description:
    '试算:以拟发布规则包重查已存批次,不影响任何现有结论 / A what-if over stored batches; nothing live is touched',
  simpleResolvers: true,
})
export class PackTrial extends TrialFigures implements PackTrialView {
  @Field(() => ID, { description: '试算编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '规则包编号 / Pack' })
  readonly packId: string;
  @Field(() => TrialStates, { description: '状态 / State' })
  readonly state: TrialState;
  @Field(() => Int, { description: '天数 / Days' })
  readonly days: number;
  @Field(() => Boolean, {
    description:
      '仅按其自身适用日期试算;否则视同一直适用 / Tried on its own days only; otherwise as if it had always governed',
  })
  readonly onItsDaysOnly: boolean;
  @Field(() => GraphQLISODateTime, { description: '封存时刻起 / Batches sealed from' })
  readonly sealedFrom: Date;
  @Field(() => GraphQLISODateTime, { description: '封存时刻止 / Batches sealed before' })
  readonly sealedTo: Date;
  @Field(() => String, { description: '发起人(客户端) / Client that began it' })
  readonly startedBy: string;
  @Field(() => GraphQLISODateTime, { description: '开始时刻 / Began at' })
  readonly startedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '结束时刻 / Ended at' })
  readonly endedAt: Date | null;
  @Field(() => Int, { description: '批次总数 / Batches in all' })
  readonly batchesTotal: number;
  @Field(() => Int, { description: '记录总数 / Records in all' })
  readonly recordsTotal: number;
  @Field(() => Int, { description: '有结论变化的批次 / Batches with a flip' })
  readonly batchesFlipped: number;
  @Field(() => Int, { description: '有结论变化的机构 / Institutions with a flip' })
  readonly institutionsFlipped: number;
  @Field(() => [TrialRule], { description: '按规则 / By rule' })
  readonly byRule: readonly TrialRule[];
  @Field(() => [String], {
    description:
      '不重新检查的规则:沿用已存结果,仅按两套规则包的开关计轻重 / ' +
      'Rules that are not asked anew: what they found is taken as stored, and the switches of both sets weigh it',
  })
  readonly skipped: readonly string[];
}

@ObjectType({ description: '一家机构的试算结果 / What a what-if found of one institution', simpleResolvers: true })
export class TrialInstitution extends TrialFigures implements TrialInstitutionView {
  @Field(() => InstitutionName, { description: '机构 / Institution' })
  readonly institution: InstitutionName;
}
export const TrialInstitutionPage = pageType('TrialInstitutionPage', TrialInstitution);

@ObjectType({ description: '结论会变化的一条记录 / One record whose verdict would be another', simpleResolvers: true })
export class TrialFlip implements TrialFlipView {
  @Field(() => String, { description: '机构编码 / Institution' })
  readonly institutionCode: string;
  @Field(() => ID, { description: '批次编号 / Batch' })
  readonly batchId: string;
  @Field(() => Int, { description: '行号 / Line' })
  readonly line: number;
  @Field(() => Verdicts, { description: '按现行规则包 / Under the packs in force' })
  readonly before: Verdict;
  @Field(() => Verdicts, { description: '按拟发布规则包 / Under the tried pack' })
  readonly after: Verdict;
  @Field(() => [String], { description: '出现或加重的规则 / Rules that weigh more' })
  readonly appeared: readonly string[];
  @Field(() => [String], { description: '消失或减轻的规则 / Rules that weigh less' })
  readonly gone: readonly string[];
}
export const TrialFlipPage = pageType('TrialFlipPage', TrialFlip);

@InputType({ description: '试算记录筛选 / Filter of flips' })
export class TrialFlipFilterInput implements TrialFlipFilter {
  @Field(() => String, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => String, { nullable: true, description: '加重或减轻的规则 / A rule that weighs more, or less' })
  readonly code?: string | null;
  @Field(() => Verdicts, { nullable: true, description: '变化后的结论 / New verdict' })
  readonly after?: Verdict | null;
}
