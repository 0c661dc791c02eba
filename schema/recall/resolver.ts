import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Float, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { confirmRecall, withdrawRecall } from '../../src/app/certificates/confirm-recall';
import { proposeRecall } from '../../src/app/certificates/propose-recall';
import type {
  RecallCertificateView,
  RecallFeedView,
  RecallView,
  SubsidyPage,
  SubsidyTotalsView,
} from '../../src/app/certificates/recall-ports';
import { settleSubsidies, type SubsidiesGiven } from '../../src/app/certificates/settle-subsidies';
import type { Page } from '../../src/app/paging';
import type { RecallGround } from '../../src/domain/recall/recall-state';
import { Access, READERS, RECORD_READERS } from '../access';
import { found } from '../errors';
import { gathered } from '../gather';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { EndRecallResult, ProposeRecallResult, SettleSubsidiesResult } from './result';
import {
  Recall,
  RecallCertificatePage,
  RecallFeed,
  RecallFilterInput,
  RecallGrounds,
  RecallPage,
  RecallScopeInput,
  SubsidyFilterInput,
  SubsidyOutcomes,
  SubsidyRecoveryPage,
  SubsidyTotals,
} from './type';

const RECALL_ID = { description: '作废决定编号 / Recall id' };
const REASON = { description: '理由,不得含个人号码 / Reason, without numbers of persons' };

const feedsOf = gathered(({ hub, territory }, ids) => hub.views.feedsOfRecalls(territory, ids));
const subsidyTotalsOf = gathered(({ hub, territory }, ids) => hub.views.subsidyTotals(territory, ids));
const NO_SUBSIDIES: SubsidyTotalsView = { certificates: 0, open: 0, recovered: 0, notPaid: 0, recoveredYuan: 0 };

@Resolver(() => Recall)
export class RecallResolver {
  @Access(...READERS)
  @Query(() => Recall, { description: '证书作废决定 / A recall' })
  async recall(
    @Arg('id', () => ID, { description: '作废决定编号 / Recall id' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<RecallView> {
    return found(await hub.views.recall(territory, id));
  }

  @Access(...READERS)
  @Query(() => RecallPage, { description: '证书作废决定,最近的在前 / Recalls, the latest first' })
  recalls(
    @Arg('filter', () => RecallFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: RecallFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<RecallView>> {
    const mine = filter?.mine ? { clientId: caller.clientId, role: caller.role } : null;
    return hub.views.recalls(territory, { ...filter, mine }, pageOf(page, info));
  }

  @FieldResolver(() => [RecallFeed], { description: '各接收方的撤回情况 / The revocations, feed by feed' })
  async told(@Root() { id }: RecallView, @Ctx() context: RequestContext): Promise<readonly RecallFeedView[]> {
    return (await feedsOf(context, id)) ?? [];
  }

  @FieldResolver(() => SubsidyTotals, { description: '补贴追回合计 / Subsidies in sum' })
  async subsidies(@Root() { id }: RecallView, @Ctx() context: RequestContext): Promise<SubsidyTotalsView> {
    return (await subsidyTotalsOf(context, id)) ?? NO_SUBSIDIES;
  }

  @Access(...RECORD_READERS)
  @Query(() => RecallCertificatePage, { description: '作废范围内的证书 / The certificates that a recall covers' })
  async recallCertificates(
    @Arg('recallId', () => ID, RECALL_ID) recallId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<RecallCertificateView>> {
    return found(await hub.views.recallCertificates(territory, recallId, pageOf(page, info)));
  }

  @Access(...RECORD_READERS)
  @Query(() => SubsidyRecoveryPage, { description: '补贴追回清单 / Subsidies to recover' })
  subsidyRecoveries(
    @Arg('filter', () => SubsidyFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: SubsidyFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<SubsidyPage> {
    return hub.views.subsidyRecoveries(territory, filter ?? {}, pageOf(page, info));
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ProposeRecallResult, { description: '提出作废证书 / Proposes that certificates be void' })
  proposeRecall(
    @Arg('scope', () => RecallScopeInput, { description: '作废范围 / What is recalled' })
    { certificateNos, batchId, lines, planNo }: RecallScopeInput,
    @Arg('ground', () => RecallGrounds, { description: '作废事由 / Ground' }) ground: RecallGround,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], { description: '文件与条款,或裁判文书 / Documents and articles, or a judgment' })
    basis: string[],
    @Arg('evidence', () => [ID], { description: '附件编号 / Ids of attachments' }) evidence: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ProposeRecallResult> {
    const scope = {
      certificateNos: certificateNos ?? null,
      batchId: batchId ?? null,
      lines: lines ?? null,
      planNo: planNo ?? null,
    };
    return proposeRecall(hub, caller, { scope, ground, reason, basis, evidence });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => EndRecallResult, {
    description:
      '第二人确认作废:所列证书作废并向上级撤回 / A second person confirms: the certificates are void, and every feed is told',
  })
  confirmRecall(
    @Arg('recallId', () => ID, RECALL_ID) recallId: string,
    @Arg('digest', () => String, { description: '所见范围的摘要 / Digest of what was looked at' }) digest: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof EndRecallResult> {
    return confirmRecall(hub, caller, { id: recallId, digest });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => EndRecallResult, { description: '撤回未确认的作废 / Withdraws what is not confirmed' })
  withdrawRecall(
    @Arg('recallId', () => ID, RECALL_ID) recallId: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof EndRecallResult> {
    return withdrawRecall(hub, caller, { id: recallId, reason });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => SettleSubsidiesResult, { description: '登记补贴追回结果 / Enters what became of subsidies' })
  settleSubsidies(
    @Arg('recallId', () => ID, RECALL_ID) recallId: string,
    @Arg('certificateNos', () => [ID], { nullable: true, description: '空为全部待追回的 / Null for all open ones' })
    certificateNos: string[] | null | undefined,
    @Arg('outcome', () => SubsidyOutcomes, { description: '追回结果 / What became of the subsidies' })
    outcome: SubsidiesGiven['outcome'],
    @Arg('amountYuan', () => Float, { nullable: true, description: '每本金额(元) / For each certificate, in yuan' })
    amountYuan: number | null | undefined,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SettleSubsidiesResult> {
    return settleSubsidies(hub, caller, {
      recallId,
      certificateNos: certificateNos ?? null,
      outcome,
      amountYuan: amountYuan ?? null,
      reason,
    });
  }
}
