/**
 * An institution changes a plan: it stands as filed anew, its lead counts from today, and the offices decide again. Once
 * results or a batch exist the exam has been held as it was approved, and only its voiding can undo it.
 */
import { cstDate } from '../../domain/calendar/cst';
import { filingPlaces } from '../../domain/plan/judge-plan';
import type { PlanFiling } from '../../domain/plan/plan-filing';
import { mayMovePlan } from '../../domain/plan/plan-state';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { contentKeyOf, standAnew } from './file-plan';
import { movedTo, planConflict, type PlanMoved } from './move-plan';
import type { PlanCase } from './plan-ports';

export interface PlanChange {
  readonly planNo: string;
  /** The revision that the institution looked at. */
  readonly revision: number;
  /** Its own `planNo` is not read: a plan keeps its number. */
  readonly filing: PlanFiling;
}

export async function changePlan(hub: Hub, caller: Caller, given: PlanChange): Promise<PlanMoved | Refusal> {
  if (caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  const { planNo, revision } = given;
  const filing = { ...given.filing, planNo };
  const contentKey = contentKeyOf(hub, filing);
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const before = await ownPlan(stores, caller, planNo);
    if (!before) return refuse('PLAN_NOT_FOUND');
    if (isSaidAgain(before, { revision, contentKey })) return movedTo(before, true);
    if (before.revision !== revision || !mayMovePlan(before.state, 'FILED')) return planConflict(before);
    const inUse = await useRefusal(stores, planNo);
    if (inUse) return inUse;
    const places = filingPlaces(filing, cstDate(hub.now()));
    if (places.length > 0) return refuse('PLAN_INVALID', { places });
    const { institutionCode, regionCode } = before;
    const draft = { planNo, institutionCode, regionCode, revision: revision + 1, contentKey };
    return standAnew(hub, stores, caller, { filing, draft, before });
  });
}

const isSaidAgain = (before: PlanCase, { revision, contentKey }: { revision: number; contentKey: Buffer }): boolean =>
  before.state === 'FILED' && before.revision === revision + 1 && before.contentKey?.equals(contentKey) === true;

/** What belongs to another institution is not there. */
export async function ownPlan(stores: Stores, caller: Caller, planNo: string): Promise<PlanCase | undefined> {
  const found = await stores.plans.caseOf(planNo);
  return found?.institutionCode === caller.institutionCode ? found : undefined;
}

export async function useRefusal(stores: Stores, planNo: string): Promise<Refusal | undefined> {
  // A submission of results under way is waited for, and the next one finds the plan as it will be.
  await stores.results.lockPlan(planNo);
  const { batchId, hasResults } = await stores.plans.useOf(planNo);
  if (batchId === null && !hasResults) return undefined;
  return refuse('PLAN_IN_USE', batchId === null ? {} : { existingId: batchId });
}
