/**
 * A second person of the office confirms what another proposed, or it is dismissed. In: the proposal. Out: what became of it.
 * What it undoes is undone in the same transaction; locks come in the order subject, proposal, as in every verb about the
 * subject.
 */
import { reasonFault } from '../../domain/decision/declared-reason';
import { isUuid } from '../../domain/intake/check-header';
import {
  PROPOSAL_STATE_TEXTS,
  type ProposalKind,
  type ProposalOutcome,
  type ProposalState,
  secondHand,
} from '../../domain/proposal/proposal-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import { BYLAW_WITHDRAWAL } from '../bylaws/withdraw-by-office';
import type { Caller } from '../caller';
import { endProposal } from '../deadlines/proposal-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { OBJECTION_UPHELD } from '../results/uphold-objection';
import { RESULTS_WITHDRAWAL } from '../results/withdraw-by-office';
import { BAR_LIFT } from '../staff/lift-bar';
import { stateNow } from '../state-now';
import { noteOfProposal } from './note-of-proposal';
import type { HeldSubject, ProposalNoun } from './proposal-noun';
import { type Proposal, subjectOf } from './proposal-ports';
import { tellOfProposal } from './tell-of-proposal';

const NOUNS: Readonly<Record<ProposalKind, ProposalNoun>> = {
  BAR_LIFT,
  RESULTS_WITHDRAWAL,
  OBJECTION_UPHELD,
  BYLAW_WITHDRAWAL,
};

export interface ProposalDecided {
  readonly kind: 'decided';
  readonly proposalId: string;
  readonly state: ProposalState;
  /** This caller had decided so before. */
  readonly repeated: boolean;
}

export const confirmProposal = (
  hub: Hub,
  caller: Caller,
  { proposalId }: { readonly proposalId: string },
): Promise<ProposalDecided | Refusal> => decide(hub, caller, { proposalId, to: 'CONFIRMED', reason: null });

export async function dismissProposal(
  hub: Hub,
  caller: Caller,
  { proposalId, reason }: { readonly proposalId: string; readonly reason: string },
): Promise<ProposalDecided | Refusal> {
  if (reasonFault(reason)) return refuse('REASON_MISSING');
  return decide(hub, caller, { proposalId, to: 'DISMISSED', reason: reason.trim() });
}

interface Given {
  readonly proposalId: string;
  readonly to: ProposalOutcome;
  readonly reason: string | null;
}

async function decide(hub: Hub, caller: Caller, given: Given): Promise<ProposalDecided | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  let noticeId: string | null = null;
  const outcome = await hub.transaction(async (stores) => {
    const seen = await inSight(stores, caller, given.proposalId);
    if (seen === undefined) return refuse('PROPOSAL_NOT_FOUND');
    const held = await NOUNS[seen.kind].hold(stores, seen.subjectId);
    // Read again under the lock: somebody may have decided meanwhile.
    const proposal = (await stores.proposals.find(seen.id)) ?? seen;
    const met = metBy(proposal, caller, given.to);
    if (met !== undefined) return met;
    ({ noticeId } = held);
    return settle(hub, stores, caller, { ...given, proposal, held });
  });
  if (outcome.kind === 'decided' && !outcome.repeated) {
    const { proposalId, state } = outcome;
    hub.log.info({ by: caller.clientId, proposalId, state }, 'A proposal was decided.');
    if (noticeId !== null && state === 'CONFIRMED')
      await hub.reminders.remind('close-notices', [{ resultsId: noticeId }]);
  }
  return outcome;
}

async function inSight({ proposals }: Stores, caller: Caller, id: string): Promise<Proposal | undefined> {
  const seen = isUuid(id) ? await proposals.find(id) : undefined;
  return seen && coversRegion(territoryOf(caller), seen.regionCode) ? seen : undefined;
}

function metBy(proposal: Proposal, caller: Caller, to: ProposalOutcome): ProposalDecided | Refusal | undefined {
  switch (secondHand(proposal, caller, to)) {
    case 'MAY':
      return undefined;
    case 'SAID_BEFORE':
      return decidedOf(proposal, to, true);
    case 'DECIDED_MEANWHILE':
      return conflict(proposal);
    case 'PROVINCES_TO_DECIDE':
      return refuse('FORBIDDEN');
    case 'SAME_HAND':
      return refuse('FOUR_EYES');
  }
}

interface Settled extends Given {
  readonly proposal: Proposal;
  readonly held: HeldSubject;
}

async function settle(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { proposal, held, to, reason }: Settled,
): Promise<ProposalDecided | Refusal> {
  const at = hub.now();
  if (!(await stores.proposals.decide(proposal.id, { to, by: caller.clientId, at, reason }))) return conflict(proposal);
  await endProposal(stores, subjectOf(proposal), to === 'CONFIRMED' ? 'MET' : 'CANCELLED', at);
  if (reason !== null) {
    await noteOfProposal(hub, stores, caller, { proposal, noted: held.noted, act: 'DISMISSED', reason });
  } else {
    // A refusal takes back what was written above.
    const lost = await NOUNS[proposal.kind].follow(hub, stores, caller, proposal);
    if (lost) return lost;
  }
  await tellOfProposal(hub, stores, proposal, to);
  return decidedOf(proposal, to, false);
}

const decidedOf = ({ id }: Proposal, state: ProposalOutcome, repeated: boolean): ProposalDecided => ({
  kind: 'decided',
  proposalId: id,
  state,
  repeated,
});

/** The loser of a race hears where the proposal stands. */
const conflict = ({ id, state }: Proposal): Refusal =>
  refuse('PROPOSAL_STATE_CONFLICT', { existingId: id, places: [stateNow(PROPOSAL_STATE_TEXTS[state])] });
