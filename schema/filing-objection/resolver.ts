import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { decideFilingObjection } from '../../src/app/applications/decide-filing-objection';
import type { FilingObjection as FilingObjectionRow } from '../../src/app/applications/filing-objection-ports';
import { recordFilingObjection } from '../../src/app/applications/record-filing-objection';
import type { Page } from '../../src/app/paging';
import type { ObjectionDecision } from '../../src/domain/results/results-state';
import { Access, RECORD_READERS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { ObjectionDecisions } from '../results/codes';
import { FilingObjectionFilterInput, FilingObjectionInput, FilingObjectionPage, FilingObjectionResult } from './type';

@Resolver()
export class FilingObjectionResolver {
  @Access(...RECORD_READERS)
  @Query(() => FilingObjectionPage, {
    description: '对拟备案的异议,最近登记在前 / Objections to proposed filings, the latest first',
  })
  filingObjections(
    @Arg('filter', () => FilingObjectionFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: FilingObjectionFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<FilingObjectionRow>> {
    const { applicationId = null, institutionCode = null, state = null } = filter ?? {};
    return hub.views.filingObjections(territory, { applicationId, institutionCode, state }, pageOf(page, info));
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => FilingObjectionResult, {
    description: '登记公示期内收到的对拟备案的异议 / Writes down an objection to a filing that is shown',
  })
  recordFilingObjection(
    @Arg('objection', () => FilingObjectionInput, { description: '异议 / The objection' })
    objection: FilingObjectionInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof FilingObjectionResult> {
    return recordFilingObjection(hub, caller, objection);
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => FilingObjectionResult, {
    description:
      '答复对拟备案的异议,由公示机关的另一人办理;成立的,该申请只能退回或不予核准 / Answers an objection, by another person of the ' +
      'office that shows the filing; one that is upheld leaves only to return the application or to refuse it',
  })
  decideFilingObjection(
    @Arg('objectionId', () => ID, { description: '异议编号 / Objection id' }) objectionId: string,
    @Arg('decision', () => ObjectionDecisions, { description: '答复 / Answer' }) decision: ObjectionDecision,
    @Arg('reason', () => String, { description: '理由,不得含个人号码 / Reason' }) reason: string,
    @Arg('basis', () => [String], { description: '依据文号与条款 / Documents and articles' }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof FilingObjectionResult> {
    return decideFilingObjection(hub, caller, { objectionId, decision, reason, basis });
  }
}
