/**
 * One person of an office proposes; nothing holds before another confirms it (confirm-proposal.ts). Verbs come here under the
 * lock of what they are about: first `proposedBefore`, then the state of the subject, then `propose`.
 */
import type { ProposalKind, ProposalState } from '../../domain/proposal/proposal-state';
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import { openProposal } from '../deadlines/proposal-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { noteOfProposal } from './note-of-proposal';
import { type Proposal, subjectOf } from './proposal-ports';
import { tellOfProposal } from './tell-of-proposal';

export interface Proposed {
  readonly kind: 'proposed';
  readonly proposalId: string;
  readonly state: ProposalState;
  /** The same person had proposed the same before. */
  readonly repeated: boolean;
}

export interface ToPropose {
  readonly kind: ProposalKind;
  readonly subjectId: string;
  readonly institutionCode: string | null;
  readonly regionCode: string;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

const isSame = (one: Proposal, { clientId }: Caller, { reason, basis }: ToPropose): boolean =>
  one.proposedBy === clientId &&
  one.reason === reason &&
  one.basis.length === basis.length &&
  one.basis.every((entry, index) => entry === basis[index]);

/** The answer where the same was said already, or another proposal waits; `undefined` where none stands in the way. */
export async function proposedBefore(
  { proposals }: Stores,
  caller: Caller,
  given: ToPropose,
): Promise<Proposed | Refusal | undefined> {
  const latest = await proposals.latest(given.kind, given.subjectId);
  if (latest === undefined) return undefined;
  const holds = latest.state === 'PROPOSED' || latest.state === 'CONFIRMED';
  if (holds && isSame(latest, caller, given)) return proposedOf(latest, true);
  return latest.state === 'PROPOSED' ? refuse('PROPOSAL_OPEN', { existingId: latest.id }) : undefined;
}

/** `noted`: what decisions about it are noted under. */
export async function propose(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  given: ToPropose,
  noted: Subject,
): Promise<Proposed> {
  const at = hub.now();
  const proposal: Proposal = {
    ...given,
    id: hub.newId(),
    state: 'PROPOSED',
    proposedBy: caller.clientId,
    proposedRole: caller.role,
    proposedAt: at,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  };
  await stores.proposals.insert(proposal);
  const { regionCode } = proposal;
  const office = proposal.proposedRole === 'PROVINCE' ? 'PROVINCE' : 'CITY';
  await openProposal(hub, stores, { subject: subjectOf(proposal), office, institutionCode: null, regionCode });
  await noteOfProposal(hub, stores, caller, { proposal, noted, act: 'PROPOSED', reason: proposal.reason });
  await tellOfProposal(hub, stores, proposal, 'PROPOSED');
  return proposedOf(proposal, false);
}

const proposedOf = ({ id, state }: Proposal, repeated: boolean): Proposed => ({
  kind: 'proposed',
  proposalId: id,
  state,
  repeated,
});
