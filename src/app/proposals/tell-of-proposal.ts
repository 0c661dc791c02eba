/** The office that proposed: hears that its proposal waits for a second person, and what became of it. */
import { PROPOSAL_STATE_TEXTS, type ProposalState } from '../../domain/proposal/proposal-state';
import { cityOf, provinceOf } from '../../domain/tenancy/office';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';
import { type Proposal, subjectOf } from './proposal-ports';

const WHAT = {
  BAR_LIFT: { zh: '解除禁止从业的提议', en: 'A proposal to lift a bar' },
  RESULTS_WITHDRAWAL: { zh: '撤回成绩的提议', en: 'A proposal to withdraw results' },
  OBJECTION_UPHELD: { zh: '认定异议成立的提议', en: 'A proposal to uphold an objection' },
  BYLAW_WITHDRAWAL: { zh: '撤下管理办法的提议', en: 'A proposal to take a bylaw down' },
} as const;

export function tellOfProposal(hub: Hub, stores: Stores, proposal: Proposal, now: ProposalState): Promise<void> {
  const what = WHAT[proposal.kind];
  const state = PROPOSAL_STATE_TEXTS[now];
  return stores.notifications.tell([
    {
      id: hub.newId(),
      audience: officeOf(proposal),
      topic: `${proposal.kind}_${now}`,
      subject: subjectOf(proposal),
      text: { zh: `${what.zh}:${state.zh}。`, en: `${what.en}: ${state.en}.` },
      at: hub.now(),
    },
  ]);
}

const officeOf = ({ proposedRole, regionCode }: Proposal): Audience =>
  proposedRole === 'PROVINCE'
    ? { role: 'PROVINCE', regionCode: provinceOf(regionCode) }
    : { role: 'CITY', regionCode: cityOf(regionCode) };
