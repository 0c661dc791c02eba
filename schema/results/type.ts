import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { NoticeEntryView, NoticeView, ObjectionView, ResultsView } from '../../src/app/results/results-ports';
import type { ObjectionChannel, ObjectionState, ResultsState } from '../../src/domain/results/results-state';
import { pageType } from '../page';
import { Levels } from '../registry/codes';
import { ObjectionChannels, ObjectionStates, ResultsStates } from './codes';

@ObjectType({ description: '机构编号与名称 / Code and name of an institution', simpleResolvers: true })
export class NoticeInstitution {
  @Field(() => ID, { description: '编号 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
}

/** Not in the schema itself: nothing there refers to it. */
@ObjectType({ simpleResolvers: true })
abstract class ShownResults {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => NoticeInstitution, { description: '评价机构 / Institution' })
  readonly institution: NoticeInstitution;
  @Field(() => String, { description: '机构区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '工种 / Work type' })
  readonly workType: string;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => String, { description: '站点编码 / Site code' })
  readonly siteCode: string;
  @Field(() => String, { description: '首场考试日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '末场考试日 / Last exam day' })
  readonly examTo: string;
  @Field(() => Int, { description: '人数 / Candidates' })
  readonly candidates: number;
  @Field(() => Int, { description: '合格人数 / Candidates who passed' })
  readonly passed: number;
  @Field(() => Int, {
    description: '未办结的异议;未办结前公示不结束 / Open objections: they keep the notice from closing',
  })
  readonly openObjections: number;
}

@ObjectType({ description: '公示中的成绩,任何人可见 / Results on notice, for anybody to read', simpleResolvers: true })
export class Notice extends ShownResults implements NoticeView {
  @Field(() => String, { description: '公示首日 / First day' })
  readonly noticeFrom: string;
  @Field(() => String, { description: '公示末日 / Last day' })
  readonly noticeTo: string;
}

@ObjectType('ExamResults', {
  description: '一个计划的一次成绩 / Results of a plan, as submitted once',
  simpleResolvers: true,
})
export class ExamResults extends ShownResults implements ResultsView {
  @Field(() => ResultsStates, { description: '状态 / State' })
  readonly state: ResultsState;
  @Field(() => Int, { description: '第几次提交 / Which submission of the plan' })
  readonly revision: number;
  @Field(() => String, { nullable: true, description: '公示首日;空为无需公示 / First day; null: no notice' })
  readonly noticeFrom: string | null;
  @Field(() => String, { nullable: true, description: '公示末日 / Last day' })
  readonly noticeTo: string | null;
  @Field(() => Int, { description: '因异议撤销的条数 / Entries struck by objections' })
  readonly struck: number;
  @Field(() => GraphQLISODateTime, { description: '提交时刻 / Submitted at' })
  readonly submittedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '结束时刻 / Closed at' })
  readonly closedAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '撤回时刻 / Withdrawn at' })
  readonly withdrawnAt: Date | null;
  @Field(() => String, { nullable: true, description: '撤回理由 / Reason of the withdrawal' })
  readonly withdrawReason: string | null;
}

@ObjectType({ description: '公示名单的一条,姓名与号码为掩码 / One line of a notice, masked', simpleResolvers: true })
export class NoticeEntry implements NoticeEntryView {
  @Field(() => Int, { description: '序号,从 1 起 / 1-based number' })
  readonly entryNo: number;
  @Field(() => String, { description: '姓名(掩码) / Name, masked' })
  readonly name: string;
  @Field(() => String, { description: '证件号码(掩码) / Document number, masked' })
  readonly idNumber: string;
  @Field(() => Boolean, { description: '是否合格 / Whether the candidate passed' })
  readonly passed: boolean;
  @Field(() => Boolean, { description: '是否因异议撤销 / Whether an objection struck it' })
  readonly struck: boolean;
}

@ObjectType('Objection', { description: '公示异议 / An objection to a notice', simpleResolvers: true })
export class Objection implements Omit<ObjectionView, 'raisedRole' | 'decidedRole'> {
  @Field(() => ID, { description: '异议编号 / Objection id' })
  readonly id: string;
  @Field(() => ID, { description: '成绩编号 / Results id' })
  readonly resultsId: string;
  @Field(() => ID, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '机构区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => Int, { nullable: true, description: '序号;空为整个公示 / Entry; null for the whole notice' })
  readonly entryNo: number | null;
  @Field(() => ObjectionChannels, { description: '来源 / How it arrived' })
  readonly channel: ObjectionChannel;
  @Field(() => String, { description: '内容 / What was said' })
  readonly text: string;
  @Field(() => ObjectionStates, { description: '状态 / State' })
  readonly state: ObjectionState;
  @Field(() => ID, { description: '登记人(客户端编号) / Written down by, client id' })
  readonly raisedBy: string;
  @Field(() => GraphQLISODateTime, { description: '登记时刻 / Written down at' })
  readonly raisedAt: Date;
  @Field(() => ID, { nullable: true, description: '决定人(客户端编号) / Decided by, client id' })
  readonly decidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '决定时刻 / Decided at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '理由 / Reason' })
  readonly reason: string | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
}

export const NoticePage = pageType('NoticePage', Notice);
export const ExamResultsPage = pageType('ExamResultsPage', ExamResults);
export const NoticeEntryPage = pageType('NoticeEntryPage', NoticeEntry);
export const ObjectionPage = pageType('ObjectionPage', Objection);
