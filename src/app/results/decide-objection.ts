/**
 * The office decides on an objection, never by the hand that wrote it down. Upheld against an entry it strikes the entry, so
 * that no certificate comes of it; upheld against the notice as a whole it withdraws the results. Upholding what the
 * institution wrote down is a proposal, which another hand confirms (uphold-objection.ts).
 */
import type { ObjectionDecision } from '../../domain/results/results-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import type { Proposed } from '../proposals/propose';
import { type Refusal, refuse } from '../refusal';
import { basisFaults } from './basis';
import type { Objection } from './results-ports';
import { type ObjectionVerdict, settleObjection } from './settle-objection';
import { needsSecondHand, proposeUpheld, upheldWaits } from './uphold-objection';
import { reasonPlaces } from './withdraw-results';

export interface GivenDecision {
  readonly id: string;
  readonly decision: ObjectionDecision;
  readonly reason: string;
  readonly basis: readonly string[];
}
export interface ObjectionDecided {
  readonly kind: 'decided';
  /** Still OPEN where a proposal waits. */
  readonly objection: Objection;
  /** The proposal that waits for a second hand; `null`: it is decided. */
  readonly proposalId: string | null;
  /** This caller had decided so before. */
  readonly repeated: boolean;
}

export async function decideObjection(
  hub: Hub,
  caller: Caller,
  given: GivenDecision,
): Promise<ObjectionDecided | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const places = [...reasonPlaces(given.reason), ...basisFaults(given.basis)];
  if (places.length > 0) return refuse('OBJECTION_INVALID', { places });
  const [reason, basis] = [given.reason.trim(), given.basis.map((entry) => entry.trim())];
  const outcome = await hub.transaction((stores) => decide(hub, stores, caller, { ...given, reason, basis }));
  if (outcome.kind === 'decided' && outcome.proposalId === null) {
    await hub.reminders.remind('close-notices', [{ resultsId: outcome.objection.resultsId }]);
  }
  return outcome;
}

async function decide(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { id, ...given }: GivenDecision,
): Promise<ObjectionDecided | Refusal> {
  const seen = await stores.results.objection(id);
  if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('OBJECTION_NOT_FOUND');
  const results = await stores.results.lock(seen.resultsId);
  // Read again under the lock: somebody may have decided meanwhile.
  const objection = await stores.results.objection(id);
  if (!results || !objection) throw new Error('An objection without its results.');
  const isOpen = objection.state === 'OPEN';
  if (!isOpen && objection.decidedBy === caller.clientId && objection.state === given.decision) {
    return { kind: 'decided', objection, proposalId: null, repeated: true };
  }
  if (isOpen && objection.raisedBy === caller.clientId) return refuse('FOUR_EYES');
  const verdict: ObjectionVerdict = { ...given, objection, results };
  if (needsSecondHand(verdict)) return proposedAs(objection, await proposeUpheld(hub, stores, caller, verdict));
  if (!isOpen) return refuse('OBJECTION_DECIDED', { existingId: id });
  const lost = (await upheldWaits(stores, objection)) ?? (await settleObjection(hub, stores, caller, verdict));
  if (lost) return lost;
  const after = await stores.results.objection(id);
  return { kind: 'decided', objection: after ?? objection, proposalId: null, repeated: false };
}

const proposedAs = (objection: Objection, proposed: Proposed | Refusal): ObjectionDecided | Refusal =>
  proposed.kind === 'refused'
    ? proposed
    : {
        kind: 'decided',
        objection,
        proposalId: proposed.state === 'PROPOSED' ? proposed.proposalId : null,
        repeated: proposed.repeated,
      };
