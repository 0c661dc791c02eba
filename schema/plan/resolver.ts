import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import { cancelPlan } from '../../src/app/plans/cancel-plan';
import { changePlan } from '../../src/app/plans/change-plan';
import { approvePlan, refusePlan, returnPlan } from '../../src/app/plans/decide-plan';
import { filePlan } from '../../src/app/plans/file-plan';
import type { PlanCertificateView, PlanOutcomeView, PlanQueueItemView } from '../../src/app/plans/plan-views';
import type { Page } from '../../src/app/paging';
import { Access, READERS, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { PlanFilingInput, PlanQueueFilterInput } from './input';
import { PlanCertificatePage, PlanOutcome } from './outcome-type';
import { PlanResult } from './result';
import { PlanDetail, PlanQueuePage } from './type';

const ALL_PLANS: PlanQueueFilterInput = { state: null, mine: false, institutionCode: null, text: null };

const PLAN_NO = { description: '计划编号 / Plan number' };
const PLAN = { description: '计划内容 / The plan' };
const REASON = { description: '理由,不得含个人号码 / Reason, without numbers of persons' };

@Resolver()
export class PlanResolver {
  @Access(...READERS)
  @Query(() => PlanQueuePage, {
    description: '经本平台报送的计划,待本人办理的在前 / Plans filed through the hub, what waits for the caller first',
  })
  planQueue(
    @Arg('filter', () => PlanQueueFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: PlanQueueFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<PlanQueueItemView>> {
    return hub.views.planQueue({ role: caller.role, territory }, filter ?? ALL_PLANS, pageOf(page, info));
  }

  @Access(...READERS)
  @Query(() => PlanDetail, { description: '一个认定计划 / One plan' })
  async plan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<PlanDetail> {
    return Object.assign(new PlanDetail(), found(await hub.views.plan(territory, planNo)));
  }

  @Access(...READERS)
  @Query(() => PlanOutcome, { description: '计划的结果 / What a plan led to' })
  async planOutcome(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<PlanOutcomeView> {
    const outcome = found(await hub.views.planOutcome(territory, planNo));
    return { ...outcome, plan: Object.assign(new PlanDetail(), outcome.plan) };
  }

  @Access(...RECORD_READERS)
  @Query(() => PlanCertificatePage, { description: '计划的证书,已脱敏 / The certificates of a plan, masked' })
  async certificatesOfPlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<PlanCertificateView>> {
    return found(await hub.views.certificatesOfPlan(territory, planNo, pageOf(page, info)));
  }

  @Access('INSTITUTION')
  @Mutation(() => PlanResult, { description: '报送认定计划 / Files a plan' })
  filePlan(
    @Arg('plan', () => PlanFilingInput, PLAN) plan: PlanFilingInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return filePlan(hub, caller, plan);
  }

  @Access('INSTITUTION')
  @Mutation(() => PlanResult, {
    description: '变更认定计划,按新报送重新审批 / Changes a plan, which then stands as filed anew',
  })
  changePlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Arg('revision', () => Int, { description: '所依据的修订号 / The revision that was looked at' }) revision: number,
    @Arg('plan', () => PlanFilingInput, PLAN) filing: PlanFilingInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return changePlan(hub, caller, { planNo, revision, filing });
  }

  @Access('INSTITUTION')
  @Mutation(() => PlanResult, { description: '取消尚无数据的计划 / Cancels a plan that nothing has come of' })
  cancelPlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return cancelPlan(hub, caller, { planNo, reason });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => PlanResult, { description: '审核通过或批准计划 / Approves a plan' })
  approvePlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return approvePlan(hub, caller, { planNo });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => PlanResult, { description: '退回计划,由机构更正 / Returns a plan to be mended' })
  returnPlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return returnPlan(hub, caller, { planNo, reason });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => PlanResult, { description: '不予批准计划 / Refuses a plan' })
  refusePlan(
    @Arg('planNo', () => ID, PLAN_NO) planNo: string,
    @Arg('reason', () => String, REASON) reason: string,
    @Arg('basis', () => [String], { description: '文件与条款 / Documents and articles' }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PlanResult> {
    return refusePlan(hub, caller, { planNo, reason, basis });
  }
}
