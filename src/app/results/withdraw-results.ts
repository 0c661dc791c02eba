/**
 * The institution takes its results back until their notice is closed; for an office see withdraw-by-office.ts. Nobody does
 * while certificates that came of the plan are live. A better text is submitted anew and shown anew; what was withdrawn stays,
 * with its reason.
 */
import type { Place } from '../../domain/intake/place';
import { reasonFault } from '../../domain/decision/declared-reason';
import { mayMoveResults } from '../../domain/results/results-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import { endProposal } from '../deadlines/proposal-term';
import type { Hub, Stores } from '../ports';
import { lapseProposals } from '../proposals/lapse-proposals';
import { type Refusal, refuse } from '../refusal';
import { reopenDataTerms } from '../review/data-terms';
import { basisFaults } from './basis';
import type { Results } from './results-ports';
import { tellInstitution, tellOffice } from './tell';

export interface GivenWithdrawal {
  readonly id: string;
  readonly reason: string;
  /** Documents and articles; an institution need not name any. */
  readonly basis: readonly string[];
}
export interface ResultsWithdrawn {
  readonly kind: 'withdrawn';
  readonly resultsId: string;
  readonly planNo: string;
}

export async function withdrawResults(
  hub: Hub,
  caller: Caller,
  { id, reason, basis }: GivenWithdrawal,
): Promise<ResultsWithdrawn | Refusal> {
  if (caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  const places = [...reasonPlaces(reason), ...(basis.length > 0 ? basisFaults(basis) : [])];
  if (places.length > 0) return refuse('RESULTS_INVALID', { places });
  return hub.transaction(async (stores) => {
    const results = await stores.results.lock(id);
    if (!results || !isWithin(caller, results)) return refuse('RESULTS_NOT_FOUND');
    const answer: ResultsWithdrawn = { kind: 'withdrawn', resultsId: results.id, planNo: results.planNo };
    if (results.state === 'WITHDRAWN' && results.withdrawnBy === caller.clientId) return answer;
    if (results.state === 'CLOSED') return refuse('RESULTS_STATE_CONFLICT', { existingId: results.id });
    const late = await unwithdrawable(stores, results);
    if (late) return late;
    await withdraw(hub, stores, results, { caller, reason: reason.trim(), basis });
    return answer;
  });
}

/** In every state: certificates may have come by the header of their batch before there were results. */
export async function unwithdrawable(stores: Stores, results: Results): Promise<Refusal | undefined> {
  const { id: existingId, state } = results;
  if (!mayMoveResults(state, 'WITHDRAWN')) return refuse('RESULTS_STATE_CONFLICT', { existingId });
  return (await stores.results.hasCertificates(results)) ? refuse('RESULTS_CERTIFIED', { existingId }) : undefined;
}

export function reasonPlaces(reason: string): readonly Place[] {
  const message = reasonFault(reason);
  return message === undefined ? [] : [{ record: null, field: 'reason', message }];
}

export const isWithin = (caller: Caller, { institutionCode, regionCode }: Results): boolean =>
  caller.institutionCode === null
    ? coversRegion(territoryOf(caller), regionCode)
    : caller.institutionCode === institutionCode;

/** Whoever decided it: two people of an office, unless the institution takes back its own. The caller holds the results. */
export async function withdraw(
  hub: Hub,
  stores: Stores,
  results: Results,
  { caller, reason, basis }: { readonly caller: Caller; readonly reason: string; readonly basis: readonly string[] },
): Promise<void> {
  const at = hub.now();
  const { id, institutionCode, regionCode, planNo } = results;
  await stores.results.move(id, results.state, 'WITHDRAWN', at);
  await stores.results.noteWithdrawal(id, caller.clientId, reason);
  await lapse(hub, stores, caller, id);
  // A batch that returns meanwhile has opened its terms by now, or waits and finds the results withdrawn.
  await stores.deadlines.hold({ kind: 'PLAN', id: planNo });
  await endTerms(stores, { kind: 'PLAN', id: planNo }, 'CANCELLED', at, 'CERTIFICATE_DATA');
  // Results by which nobody passed had ended the term of the upload; what comes in their place is waited for again.
  const hadEnded = results.state === 'CLOSED' && !(await stores.results.hasPassed(id));
  if (hadEnded) await reopenDataTerms(hub, stores, results);
  await stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'RESULTS', id },
    institutionCode,
    regionCode,
    act: 'RESULTS_WITHDRAWN',
    reason,
    basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });
  const text = {
    zh: '成绩已撤回;计划仍有效的,须重新提交并公示',
    en: 'The results were withdrawn; while the plan holds, they are submitted and shown anew',
  };
  await tellOffice(hub, stores, results, 'RESULTS_WITHDRAWN', text);
  if (caller.role !== 'INSTITUTION') await tellInstitution(hub, stores, results, 'RESULTS_WITHDRAWN', text);
}

/** What waits for a decision about results that are withdrawn. */
export async function lapse(hub: Hub, stores: Stores, caller: Caller, resultsId: string): Promise<void> {
  const at = hub.now();
  const objectionIds = await stores.results.lapseObjections(resultsId, at);
  for (const id of objectionIds) await endTerms(stores, { kind: 'OBJECTION', id }, 'CANCELLED', at);
  await lapseProposals(hub, stores, caller, { kind: 'OBJECTION_UPHELD', subjectIds: objectionIds });
  await lapseProposals(hub, stores, caller, { kind: 'RESULTS_WITHDRAWAL', subjectIds: [resultsId] });
  await endProposal(stores, { kind: 'RESULTS', id: resultsId }, 'CANCELLED', at);
}
