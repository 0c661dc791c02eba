/** A plan as lists and details show it. */
import type { PlanQueueItemView } from '../../app/plans/plan-views';
import { planStateOf, type PlanState } from '../../domain/plan/plan-state';

/** The state of the registry row: a registry document may have replaced it since the case was written. */
export const PLAN_ITEM = `plan.plan_no AS "planNo", jsonb_build_object('code', institution.code, 'name', institution.name) AS institution,
  institution.region_code AS "regionCode", plan.status, coalesce(plan_case.revision, 1) AS revision,
  plan.occupation_code AS "occupationCode", plan.work_type AS "workType", plan.level, plan.site_code AS "siteCode",
  plan.exam_from AS "examFrom", plan.exam_to AS "examTo", plan.headcount, plan.filed_on AS "filedOn",
  coalesce(plan_case.filed_at, plan.filed_on::timestamp AT TIME ZONE '+08:00') AS "filedAt",
  (SELECT min(deadline.due_on) FROM deadline
    WHERE deadline.subject_kind = 'PLAN' AND deadline.subject_id = plan.plan_no
      AND deadline.state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')) AS "dueOn"`;

export type PlanRow<View> = Omit<View, 'state' | 'waitsFor'> & { readonly status: string };

const WAITS_FOR: { readonly [state in PlanState]: PlanQueueItemView['waitsFor'] } = {
  FILED: 'CITY',
  CITY_APPROVED: 'PROVINCE',
  RETURNED: 'INSTITUTION',
  APPROVED: null,
  REFUSED: null,
  CANCELLED: null,
  VOIDED: null,
};

export function withPlanState<View extends PlanQueueItemView>({ status, ...row }: PlanRow<View>) {
  const state = planStateOf(status);
  return { ...row, state, waitsFor: WAITS_FOR[state] };
}
