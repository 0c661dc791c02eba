/**
 * The office decides on an objection, never by the hand that wrote it down. Upheld against an entry it strikes the entry, so
 * that no certificate comes of it; upheld against the notice as a whole it withdraws the results.
 */
import { reasonFault } from '../../domain/decision/declared-reason';
import type { ObjectionDecision } from '../../domain/results/results-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { basisFaults } from './basis';
import type { Objection, Results } from './results-ports';
import { tellInstitution } from './tell';
import { withdraw } from './withdraw-results';

export interface GivenDecision {
  readonly id: string;
  readonly decision: ObjectionDecision;
  readonly reason: string;
  readonly basis: readonly string[];
}
export interface ObjectionDecided {
  readonly kind: 'decided';
  readonly objection: Objection;
  /** This caller had decided so before. */
  readonly repeated: boolean;
}

export async function decideObjection(
  hub: Hub,
  caller: Caller,
  given: GivenDecision,
): Promise<ObjectionDecided | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const unfit = reasonFault(given.reason);
  const places = [
    ...(unfit === undefined ? [] : [{ record: null, field: 'reason', message: unfit }]),
    ...basisFaults(given.basis),
  ];
  if (places.length > 0) return refuse('OBJECTION_INVALID', { places });
  const outcome = await hub.transaction((stores) => decide(hub, stores, caller, given));
  if (outcome.kind === 'decided') {
    await hub.reminders.remind('close-notices', [{ resultsId: outcome.objection.resultsId }]);
  }
  return outcome;
}

async function decide(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  given: GivenDecision,
): Promise<ObjectionDecided | Refusal> {
  const seen = await stores.results.objection(given.id);
  if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('OBJECTION_NOT_FOUND');
  const results = await stores.results.lock(seen.resultsId);
  // Read again under the lock: somebody may have decided meanwhile.
  const objection = await stores.results.objection(given.id);
  if (!results || !objection) throw new Error('An objection without its results.');
  const reason = given.reason.trim();
  if (objection.state !== 'OPEN') {
    const isOwn = objection.decidedBy === caller.clientId && objection.state === given.decision;
    return isOwn
      ? { kind: 'decided', objection, repeated: true }
      : refuse('OBJECTION_DECIDED', { existingId: given.id });
  }
  if (objection.raisedBy === caller.clientId) return refuse('FOUR_EYES');
  const at = hub.now();
  const decided = { decision: given.decision, by: caller.clientId, role: caller.role, at, reason, basis: given.basis };
  if (!(await stores.results.decideObjection(given.id, decided))) {
    return refuse('OBJECTION_DECIDED', { existingId: given.id });
  }
  await note(hub, stores, { objection, caller, given: { ...given, reason }, at });
  await endTerms(stores, { kind: 'OBJECTION', id: given.id }, 'MET', at);
  await tellInstitution(
    hub,
    stores,
    results,
    `OBJECTION_${given.decision}`,
    TEXTS[given.decision],
    subjectOf(objection),
  );
  if (given.decision === 'UPHELD')
    await follow(hub, stores, { objection, results, caller, given: { ...given, reason } });
  const after = await stores.results.objection(given.id);
  return { kind: 'decided', objection: after ?? objection, repeated: false };
}

const TEXTS = {
  UPHELD: { zh: '一项异议成立', en: 'An objection was upheld' },
  DISMISSED: { zh: '一项异议不成立', en: 'An objection was dismissed' },
} as const;

const subjectOf = ({ id }: Objection) => ({ kind: 'OBJECTION', id }) as const;

interface Decided {
  readonly objection: Objection;
  readonly caller: Caller;
  readonly given: GivenDecision;
}

const note = (
  hub: Hub,
  stores: Stores,
  { objection, caller, given, at }: Decided & { readonly at: Date },
): Promise<void> =>
  stores.decisions.note({
    id: hub.newId(),
    subject: subjectOf(objection),
    institutionCode: objection.institutionCode,
    regionCode: objection.regionCode,
    act: `OBJECTION_${given.decision}`,
    reason: given.reason,
    basis: given.basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });

async function follow(
  hub: Hub,
  stores: Stores,
  { objection, results, caller, given }: Decided & { readonly results: Results },
): Promise<void> {
  if (objection.entryNo !== null) await stores.results.strike(results.id, objection.entryNo, hub.now());
  else await withdraw(hub, stores, results, { caller, reason: given.reason, basis: given.basis });
}
