/** A plan voided whole, by whoever decides of recalls: for the verb that voids, in its own transaction. */
import { mayMovePlan } from '../../domain/plan/plan-state';
import type { Stores, Hub } from '../ports';
import type { Refusal } from '../refusal';
import { movePlan, planConflict } from './move-plan';
import { newsOfVoiding } from './plan-news';
import type { PlanCase } from './plan-ports';
import { planRow } from './plan-row';

/**
 * `before` comes from `stores.plans.caseOf` after `stores.registry.lock`; the caller has seen to territory and four eyes, and
 * notes the decision, and ends the terms of the plan after it has locked its batches. `undefined` when done.
 */
export async function voidPlan(
  hub: Hub,
  stores: Stores,
  before: PlanCase,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<Refusal | undefined> {
  if (!mayMovePlan(before.state, 'VOIDED')) return planConflict(before);
  const at = hub.now();
  const after = { ...before, state: 'VOIDED', decidedAct: 'VOIDED', decidedBy: by, decidedAt: at, reason } as const;
  const lost = await movePlan(stores, await planRow(stores, before), { before, after, by, at });
  if (lost) return lost;
  await newsOfVoiding(hub, stores, after);
  return undefined;
}
