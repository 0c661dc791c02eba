/** One move of a plan: the registry row that rules and history see, and the case beside it, or a refusal that says why not. */
import type { Bilingual } from '../../domain/bilingual';
import { cstDate, cstInstant } from '../../domain/calendar/cst';
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

/** Says which body acted last and when, not which person. */
export const planConflict = (plan: PlanCase): Refusal => {
  const { planNo, state, revision, filedAt, decidedAt } = plan;
  const { zh, en } = PLAN_STATE_TEXTS[state];
  const at = cstInstant(decidedAt ?? filedAt);
  const by = lastActor(plan);
  return refuse('PLAN_STATE_CONFLICT', {
    existingId: planNo,
    places: [
      {
        record: null,
        field: 'state',
        message: {
          zh: `计划${zh},修订号 ${revision};${by.zh}于 ${at} 办理`,
          en: `The plan: ${en}; revision ${revision}; by ${by.en} at ${at}`,
        },
      },
    ],
  });
};

const ACTORS = {
  INSTITUTION: { zh: '评价机构', en: 'the institution' },
  CITY: { zh: '市州主管部门', en: 'the city' },
  PROVINCE: { zh: '省级主管部门', en: 'the province' },
  OFFICE: { zh: '主管部门', en: 'a regulator' },
} as const;

function lastActor({ throughHub, cityBy, decidedAct, decidedBy }: PlanCase): Bilingual {
  if (decidedAct === null || decidedAct === 'CANCELLED') return throughHub ? ACTORS.INSTITUTION : ACTORS.OFFICE;
  // A document may have brought it in half-way, and a recall is a matter of either.
  if (decidedAct === 'VOIDED' || !throughHub) return ACTORS.OFFICE;
  // What the city sends back keeps nobody's approval; what it approves keeps its own.
  return cityBy === null || cityBy === decidedBy ? ACTORS.CITY : ACTORS.PROVINCE;
}

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
