import type { PlanViews } from '../../app/plans/plan-ports';
import type { Sealer } from '../../app/sealer';
import type { PlanCaseViews, PlanDetailView, PlanOutcomeView } from '../../app/plans/plan-views';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { certificatesOfPlan, planOutcome } from './plan-outcome';
import { planQueue } from './plan-queue';
import { PLAN_ITEM, withPlanState, type PlanRow } from './plan-row';
import type { Query } from './query';
import { staffViews } from './staff';

const DETAIL = `${PLAN_ITEM}, plan.province_approved AS "provinceApproved", coalesce(plan_case.through_hub, false) AS "throughHub",
  plan.enrolment_closed_on AS "enrolmentClosedOn", coalesce(plan_case.audience, '{}') AS audience,
  jsonb_array_length(nullif(plan.roster, 'null')) AS "rosterLength", coalesce(plan_case.remarks, '[]') AS remarks,
  plan_case.decided_act AS "decidedAct", plan_case.decided_at AS "decidedAt", plan_case.reason,
  plan.assessors, plan.internal_supervisors AS "internalSupervisors", plan.invigilators, plan.trainers`;
const FROM_PLAN = `plan JOIN institution ON institution.code = plan.institution_code
  LEFT JOIN plan_case ON plan_case.plan_no = plan.plan_no`;

export const planViews = (query: Query, sealer: Sealer): PlanViews => ({
  ...planCaseViews(query, sealer),
  ...staffViews(query),
});

const planCaseViews = (query: Query, sealer: Sealer): PlanCaseViews => ({
  planQueue: (reader, filter, page) => planQueue(query, reader, filter, page),

  plan: (territory, planNo) => planDetail(query, territory, planNo),

  planOutcome: async (territory, planNo): Promise<PlanOutcomeView | undefined> => {
    const plan = await planDetail(query, territory, planNo);
    return plan && { plan, ...(await planOutcome(query, planNo)) };
  },

  certificatesOfPlan: async (territory, planNo, page) =>
    certificatesOfPlan({ query, sealer }, walledPlan(territory, planNo), page),
});

const walledPlan = (territory: Territory, planNo: string): Conditions =>
  new Conditions()
    .and('plan.plan_no = ?', planNo)
    .within(territory, 'plan.institution_code', 'institution.region_code');

async function planDetail(query: Query, territory: Territory, planNo: string): Promise<PlanDetailView | undefined> {
  const where = walledPlan(territory, planNo);
  const [row] = await query<PlanRow<PlanDetailView>>(
    `SELECT ${DETAIL} FROM ${FROM_PLAN} WHERE ${where.toSql()}`,
    where.parameters,
  );
  return row && withPlanState<PlanDetailView>(row);
}
