/** What is written and told when an objection is decided, and what follows when it is upheld. The caller holds the results. */
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { ObjectionDecision } from '../../domain/results/results-state';
import type { Objection, Results } from './results-ports';
import { tellInstitution } from './tell';
import { withdraw } from './withdraw-results';

export interface ObjectionVerdict {
  readonly objection: Objection;
  readonly results: Results;
  readonly decision: ObjectionDecision;
  readonly reason: string;
  readonly basis: readonly string[];
}

/** Refused where it is no longer open. */
export async function settleObjection(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  verdict: ObjectionVerdict,
): Promise<Refusal | undefined> {
  const { objection, results, decision, reason, basis } = verdict;
  const { id } = objection;
  const subject = objectionSubject(id);
  const at = hub.now();
  const decided = { decision, by: caller.clientId, role: caller.role, at, reason, basis };
  if (!(await stores.results.decideObjection(id, decided))) return refuse('OBJECTION_DECIDED', { existingId: id });
  await note(hub, stores, caller, verdict);
  await endTerms(stores, subject, 'MET', at);
  await tellInstitution(hub, stores, results, `OBJECTION_${decision}`, TEXTS[decision], subject);
  if (decision === 'DISMISSED') return undefined;
  if (objection.entryNo !== null) await stores.results.strike(results.id, objection.entryNo, at);
  else await withdraw(hub, stores, results, { caller, reason, basis });
  return undefined;
}

const TEXTS = {
  UPHELD: { zh: '一项异议成立', en: 'An objection was upheld' },
  DISMISSED: { zh: '一项异议不成立', en: 'An objection was dismissed' },
} as const;

export const objectionSubject = (id: string) => ({ kind: 'OBJECTION', id }) as const;

const note = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { objection, decision, reason, basis }: ObjectionVerdict,
): Promise<void> =>
  stores.decisions.note({
    id: hub.newId(),
    subject: objectionSubject(objection.id),
    institutionCode: objection.institutionCode,
    regionCode: objection.regionCode,
    act: `OBJECTION_${decision}`,
    reason,
    basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: hub.now(),
  });
