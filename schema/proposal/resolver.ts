import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import { type Proposal as ProposalRow, subjectOf } from '../../src/app/proposals/proposal-ports';
import { Access, REGULATORS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { DecideProposalResult } from './result';
import { type Proposal, ProposalFilterInput, ProposalPage } from './type';

const PROPOSAL_ID = { description: '提议编号 / Proposal id' };

const shown = (row: ProposalRow): Proposal => ({ ...row, subject: subjectOf(row) });

@Resolver()
export class ProposalResolver {
  @Access(...REGULATORS)
  @Query(() => ProposalPage, {
    description:
      '解除禁止、撤回成绩、异议成立、撤下管理办法的提议,最近的在前 / Proposals to lift a bar, withdraw results, uphold an objection, take a bylaw down; the latest first',
  })
  async proposals(
    @Arg('filter', () => ProposalFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ProposalFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<Proposal>> {
    const { kind = null, state = null, subjectId = null, mine = false } = filter ?? {};
    const asked = { kind, state, subjectId, mine: mine ? caller : null };
    const found = await hub.views.proposals(territory, asked, pageOf(page, info));
    return { ...found, items: found.items.map(shown) };
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideProposalResult, {
    description: '第二人确认提议,即时生效 / A second person confirms a proposal; it holds at once',
  })
  confirmProposal(
    @Arg('proposalId', () => ID, PROPOSAL_ID) proposalId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideProposalResult> {
    return confirmProposal(hub, caller, { proposalId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => DecideProposalResult, {
    description: '不予确认,或由提出人撤回 / Dismisses a proposal; its proposer may take it back',
  })
  dismissProposal(
    @Arg('proposalId', () => ID, PROPOSAL_ID) proposalId: string,
    @Arg('reason', () => String, { description: '理由,不得含个人号码 / Reason, without numbers of persons' })
    reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DecideProposalResult> {
    return dismissProposal(hub, caller, { proposalId, reason });
  }
}
