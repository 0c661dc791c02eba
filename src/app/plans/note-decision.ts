import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import type { PlanCase } from './plan-ports';

export interface PlanAct {
  readonly plan: PlanCase;
  readonly act: string;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

/** In the transaction of the act itself. */
export const noteDecision = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { plan, act, reason, basis }: PlanAct,
): Promise<void> =>
  stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'PLAN', id: plan.planNo },
    institutionCode: plan.institutionCode,
    regionCode: plan.regionCode,
    act,
    reason,
    basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: hub.now(),
  });
