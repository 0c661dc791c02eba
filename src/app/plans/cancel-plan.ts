/** An institution gives up an exam that nothing has come of yet. */
import { mayMovePlan } from '../../domain/plan/plan-state';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { ownPlan, useRefusal } from './change-plan';
import { movedTo, movePlan, planConflict, type PlanMoved } from './move-plan';
import { noteDecision } from './note-decision';
import { newsOfCancelling } from './plan-news';
import { planRow } from './plan-row';
import { reasonGiven } from './reason-given';

export async function cancelPlan(
  hub: Hub,
  caller: Caller,
  given: { readonly planNo: string; readonly reason: string },
): Promise<PlanMoved | Refusal> {
  if (caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  const reason = reasonGiven(given.reason);
  if (reason === undefined) return refuse('REASON_MISSING');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const before = await ownPlan(stores, caller, given.planNo);
    if (!before) return refuse('PLAN_NOT_FOUND');
    if (before.state === 'CANCELLED') return movedTo(before, true);
    if (!mayMovePlan(before.state, 'CANCELLED')) return planConflict(before);
    const inUse = await useRefusal(stores, given.planNo);
    if (inUse) return inUse;
    const at = hub.now();
    const by = caller.clientId;
    const after = {
      ...before,
      state: 'CANCELLED',
      decidedAct: 'CANCELLED',
      decidedBy: by,
      decidedAt: at,
      reason,
    } as const;
    const lost = await movePlan(stores, await planRow(stores, before), { before, after, by, at });
    if (lost) return lost;
    await noteDecision(hub, stores, caller, { plan: after, act: 'CANCELLED', reason, basis: [] });
    await newsOfCancelling(hub, stores, after);
    return movedTo(after, false);
  });
}
