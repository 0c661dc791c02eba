/** One move of a plan: the registry row that rules and history see, and the case beside it, or a refusal that says why not. */
import { cstDate } from '../../domain/calendar/cst';
import type { PlanRemark } from '../../domain/plan/plan-remarks';
import { PLAN_STATE_TEXTS, type PlanState } from '../../domain/plan/plan-state';
import type { RegistryPlan } from '../../domain/registry/document';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { PlanCase } from './plan-ports';

export interface PlanMoved {
  readonly kind: 'moved';
  readonly planNo: string;
  readonly state: PlanState;
  readonly revision: number;
  /** Day in China of what stands now. */
  readonly filedOn: string;
  readonly remarks: readonly PlanRemark[];
  /** The same had been said before; nothing was done. */
  readonly repeated: boolean;
}

export const movedTo = (kept: PlanCase, repeated: boolean): PlanMoved => ({
  kind: 'moved',
  planNo: kept.planNo,
  state: kept.state,
  revision: kept.revision,
  filedOn: cstDate(kept.filedAt),
  remarks: kept.remarks,
  repeated,
});

export const planConflict = ({ planNo, state, revision }: PlanCase): Refusal => {
  const { zh, en } = PLAN_STATE_TEXTS[state];
  return refuse('PLAN_STATE_CONFLICT', {
    existingId: planNo,
    places: [
      {
        record: null,
        field: 'state',
        message: { zh: `计划${zh},修订号 ${revision}`, en: `The plan: ${en}; revision ${revision}` },
      },
    ],
  });
};

/** `registry.lock` comes first, before anything is read. */
export async function movePlan(
  stores: Stores,
  row: RegistryPlan,
  {
    before,
    after,
    by,
    at,
  }: { readonly before: PlanCase | null; readonly after: PlanCase; readonly by: string; readonly at: Date },
): Promise<Refusal | undefined> {
  await stores.registry.save({ plans: [{ ...row, status: after.state }] }, { at, by });
  return (await stores.plans.saveCase(after, before)) ? undefined : planConflict(before ?? after);
}
