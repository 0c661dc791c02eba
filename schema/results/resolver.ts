import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { decideObjection } from '../../src/app/results/decide-objection';
import { raiseObjection } from '../../src/app/results/raise-objection';
import type { NoticeEntryView, NoticeView, ObjectionView, ResultsView } from '../../src/app/results/results-ports';
import { submitResults } from '../../src/app/results/submit-results';
import { proposeResultsWithdrawal } from '../../src/app/results/withdraw-by-office';
import { withdrawResults } from '../../src/app/results/withdraw-results';
import { cstDate } from '../../src/domain/calendar/cst';
import type { ObjectionChannel, ObjectionDecision } from '../../src/domain/results/results-state';
import { Access, READERS, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import { ProposeResult } from '../proposal/result';
import type { RequestContext } from '../request-context';
import { ObjectionChannels, ObjectionDecisions } from './codes';
import { givenResults, NoticeFilterInput, ObjectionFilterInput, ResultsFilterInput, ResultsInput } from './input';
import { DecideObjectionResult, RaiseObjectionResult, SubmitResultsResult, WithdrawResultsResult } from './result';
import { ExamResultsPage, Notice, NoticeEntryPage, NoticePage, ObjectionPage } from './type';

const REASON = { description: '理由,不得含个人号码 / Reason, without numbers of persons' };
const BASIS_TEXT = '依据文号与条款 / Documents and articles';

const NOTICE_ID = { description: '公示编号 / Notice id' };
const RESULTS_ID = { description: '成绩编号 / Results id' };

@Resolver()
export class ResultsResolver {
  @Access(...READERS)
  @Query(() => NoticePage, { description: '公示中的成绩,先结束者在前 / Results on notice, the first to end first' })
  notices(
    @Arg('filter', () => NoticeFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: NoticeFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<NoticeView>> {
    const { regionCode = null, institutionCode = null, planNo = null } = filter ?? {};
    return hub.views.notices(cstDate(hub.now()), { regionCode, institutionCode, planNo }, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => Notice, { description: '一个公示 / One notice' })
  async notice(
    @Arg('id', () => ID, { description: '公示编号 / Notice id' }) id: string,
    @Ctx() { hub }: RequestContext,
  ): Promise<NoticeView> {
    return found(await hub.views.notice(cstDate(hub.now()), id));
  }

  @Access(...READERS)
  @Query(() => NoticeEntryPage, { description: '公示名单(掩码) / The list of a notice, masked' })
  async noticeEntries(
    @Arg('noticeId', () => ID, NOTICE_ID) noticeId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub }: RequestContext,
  ): Promise<Page<NoticeEntryView>> {
    return found(await hub.views.noticeEntries(cstDate(hub.now()), noticeId, pageOf(page, info)));
  }

  @Access(...READERS)
  @Query(() => ExamResultsPage, { description: '成绩,最近提交在前 / Results in every state, the latest first' })
  results(
    @Arg('filter', () => ResultsFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ResultsFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<ResultsView>> {
    const { planNo = null, institutionCode = null, regionCode = null, state = null } = filter ?? {};
    return hub.views.results(territory, { planNo, institutionCode, regionCode, state }, pageOf(page, info));
  }

  @Access(...RECORD_READERS)
  @Query(() => NoticeEntryPage, { description: '成绩名单(掩码),各状态 / The list of results in any state, masked' })
  async resultsEntries(
    @Arg('resultsId', () => ID, RESULTS_ID) resultsId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<NoticeEntryView>> {
    return found(await hub.views.resultsEntries(territory, resultsId, pageOf(page, info)));
  }

  @Access(...RECORD_READERS)
  @Query(() => ObjectionPage, { description: '异议,最近登记在前 / Objections, the latest first' })
  objections(
    @Arg('filter', () => ObjectionFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ObjectionFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<ObjectionView>> {
    const { resultsId = null, institutionCode = null, state = null } = filter ?? {};
    return hub.views.objections(territory, { resultsId, institutionCode, state }, pageOf(page, info));
  }

  @Access('INSTITUTION')
  @Mutation(() => SubmitResultsResult, { description: '提交一个计划的成绩并公示 / Submits results and shows them' })
  submitResults(
    @Arg('results', () => ResultsInput, { description: '成绩 / The results' }) results: ResultsInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SubmitResultsResult> {
    return submitResults(hub, caller, givenResults(results));
  }

  @Access('INSTITUTION')
  @Mutation(() => WithdrawResultsResult, {
    description: '机构在公示结束前撤回成绩 / The institution withdraws its results until the notice closes',
  })
  withdrawResults(
    @Arg('resultsId', () => ID, RESULTS_ID) resultsId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], { nullable: true, description: BASIS_TEXT }) basis: string[] | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof WithdrawResultsResult> {
    return withdrawResults(hub, caller, { id: resultsId, reason, basis: basis ?? [] });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ProposeResult, {
    description:
      '主管部门在发证前提出撤回成绩,由另一人以 confirmProposal 确认 / An office proposes to withdraw results, until certificates follow; another confirms by confirmProposal',
  })
  proposeResultsWithdrawal(
    @Arg('resultsId', () => ID, RESULTS_ID) resultsId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], { description: BASIS_TEXT }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ProposeResult> {
    return proposeResultsWithdrawal(hub, caller, { id: resultsId, reason, basis });
  }

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => RaiseObjectionResult, {
    description: '登记公示期内收到的异议 / Writes down an objection to a notice',
  })
  raiseObjection(
    @Arg('noticeId', () => ID, NOTICE_ID) noticeId: string,
    @Arg('entryNo', () => Int, { nullable: true, description: '序号;空为整个公示 / Entry; null: the whole notice' })
    entryNo: number | null | undefined,
    @Arg('text', () => String, { description: '内容,不得含个人号码 / What was said' }) text: string,
    @Arg('channel', () => ObjectionChannels, { description: '来源 / How it arrived' }) channel: ObjectionChannel,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RaiseObjectionResult> {
    return raiseObjection(hub, caller, { noticeId, entryNo: entryNo ?? null, text, channel });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideObjectionResult, {
    description:
      '决定异议;机构登记的异议成立的,由另一人以 confirmProposal 确认 / Decides on an objection; upholding what the institution wrote down, another confirms by confirmProposal',
  })
  decideObjection(
    @Arg('objectionId', () => ID, { description: '异议编号 / Objection id' }) objectionId: string,
    @Arg('decision', () => ObjectionDecisions, { description: '决定 / Decision' }) decision: ObjectionDecision,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], { description: BASIS_TEXT }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideObjectionResult> {
    return decideObjection(hub, caller, { id: objectionId, decision, reason, basis });
  }
}
