/**
 * Two people of the offices stand behind every objection that is upheld, because it changes results. Who wrote it down for
 * an office is the first of them. Where the institution wrote it down, no office has had a hand in it yet: then the first
 * one proposes that it be upheld, and another confirms.
 */
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import type { ProposalNoun } from '../proposals/proposal-noun';
import { propose, proposedBefore, type Proposed, type ToPropose } from '../proposals/propose';
import { type Refusal, refuse } from '../refusal';
import type { Objection } from './results-ports';
import { objectionSubject, type ObjectionVerdict, settleObjection } from './settle-objection';

export const needsSecondHand = ({ objection, decision }: ObjectionVerdict): boolean =>
  decision === 'UPHELD' && objection.raisedRole === 'INSTITUTION';

/** The objection stays open, and its notice with it, until another hand decides the proposal. */
export async function proposeUpheld(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { objection, reason, basis }: ObjectionVerdict,
): Promise<Proposed | Refusal> {
  const { id: subjectId, institutionCode, regionCode } = objection;
  const upheld: ToPropose = { kind: 'OBJECTION_UPHELD', subjectId, institutionCode, regionCode, reason, basis };
  const before = await proposedBefore(stores, caller, upheld);
  if (before) return before;
  if (objection.state !== 'OPEN') return refuse('OBJECTION_DECIDED', { existingId: subjectId });
  return propose(hub, stores, caller, upheld, objectionSubject(subjectId));
}

/** What waits for a second hand is decided first. */
export async function upheldWaits({ proposals }: Stores, { id }: Objection): Promise<Refusal | undefined> {
  const latest = await proposals.latest('OBJECTION_UPHELD', id);
  return latest?.state === 'PROPOSED' ? refuse('PROPOSAL_OPEN', { existingId: latest.id }) : undefined;
}

export const OBJECTION_UPHELD: ProposalNoun = {
  hold: async ({ results }, id) => {
    const noticeId = (await results.objection(id))?.resultsId;
    if (noticeId === undefined) throw new Error('An objection that a proposal names is gone.');
    await results.lock(noticeId);
    return { noted: objectionSubject(id), noticeId };
  },

  follow: async (hub, stores, caller, { subjectId, reason, basis }) => {
    const objection = await stores.results.objection(subjectId);
    const results = objection && (await stores.results.lock(objection.resultsId));
    if (!objection || !results) throw new Error('An objection without its results.');
    if (objection.raisedBy === caller.clientId) return refuse('FOUR_EYES');
    return settleObjection(hub, stores, caller, { objection, results, decision: 'UPHELD', reason, basis });
  },
};
