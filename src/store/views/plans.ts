import type { PlanViews } from '../../app/plans/plan-ports';
import type {
  PlanCaseViews,
  PlanDetailView,
  PlanOutcomeView,
  PlanQueueFilter,
  PlanQueueItemView,
} from '../../app/plans/plan-views';
import type { Role } from '../../app/caller';
import { PLAN_STEPS, planStateOf, type PlanState } from '../../domain/plan/plan-state';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { listAll } from './listing';
import { certificatesOfPlan, planOutcome } from './plan-outcome';
import type { Query } from './query';
import { staffViews } from './staff';

/** The state of the registry row: a registry document may have replaced it since the case was written. */
const ITEM = `plan.plan_no AS "planNo", jsonb_build_object('code', institution.code, 'name', institution.name) AS institution,
  institution.region_code AS "regionCode", plan.status, coalesce(plan_case.revision, 1) AS revision,
  plan.occupation_code AS "occupationCode", plan.work_type AS "workType", plan.level, plan.site_code AS "siteCode",
  plan.exam_from AS "examFrom", plan.exam_to AS "examTo", plan.headcount, plan.filed_on AS "filedOn",
  coalesce(plan_case.filed_at, plan.filed_on::timestamp AT TIME ZONE '+08:00') AS "filedAt",
  (SELECT min(deadline.due_on) FROM deadline
    WHERE deadline.subject_kind = 'PLAN' AND deadline.subject_id = plan.plan_no
      AND deadline.state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')) AS "dueOn"`;
const DETAIL = `${ITEM}, plan.province_approved AS "provinceApproved", coalesce(plan_case.through_hub, false) AS "throughHub",
  plan.enrolment_closed_on AS "enrolmentClosedOn", coalesce(plan_case.audience, '{}') AS audience,
  jsonb_array_length(nullif(plan.roster, 'null')) AS "rosterLength", coalesce(plan_case.remarks, '[]') AS remarks,
  plan_case.decided_act AS "decidedAct", plan_case.decided_at AS "decidedAt", plan_case.reason,
  plan.assessors, plan.internal_supervisors AS "internalSupervisors", plan.invigilators, plan.trainers`;
const FROM_PLAN = `plan JOIN institution ON institution.code = plan.institution_code
  LEFT JOIN plan_case ON plan_case.plan_no = plan.plan_no`;
const FROM_CASE = `plan_case JOIN plan ON plan.plan_no = plan_case.plan_no
  JOIN institution ON institution.code = plan_case.institution_code`;

type Row<View> = Omit<View, 'state' | 'waitsFor'> & { readonly status: string };

const WAITS_FOR: { readonly [state in PlanState]: PlanQueueItemView['waitsFor'] } = {
  FILED: 'CITY',
  CITY_APPROVED: 'PROVINCE',
  RETURNED: 'INSTITUTION',
  APPROVED: null,
  REFUSED: null,
  CANCELLED: null,
  VOIDED: null,
};

function withState<View extends PlanQueueItemView>({ status, ...row }: Row<View>) {
  const state = planStateOf(status);
  return { ...row, state, waitsFor: WAITS_FOR[state] };
}

/** The state in which a plan waits for the role; for the nation and the operator none does. */
function waitingState(role: Role): PlanState | null {
  if (role === 'INSTITUTION') return 'RETURNED';
  return role === 'CITY' || role === 'PROVINCE' ? PLAN_STEPS[role].from : null;
}

export const planViews = (query: Query): PlanViews => ({
  ...planCaseViews(query),
  ...staffViews(query),
});

const planCaseViews = (query: Query): PlanCaseViews => ({
  planQueue: async ({ role, territory }, filter, page) => {
    const mine = waitingState(role);
    const where = queued(territory, filter, mine);
    const found = await listAll<Row<PlanQueueItemView>>(
      query,
      {
        select: ITEM,
        from: FROM_CASE,
        where,
        key: [
          { column: turnOf(mine), cast: 'integer' },
          { column: 'plan_case.filed_at', cast: 'timestamptz' },
          { column: 'plan_case.plan_no', cast: 'text' },
        ],
      },
      page,
    );
    return { ...found, items: found.items.map(withState) };
  },

  plan: (territory, planNo) => planDetail(query, territory, planNo),

  planOutcome: async (territory, planNo): Promise<PlanOutcomeView | undefined> => {
    const plan = await planDetail(query, territory, planNo);
    return plan && { plan, ...(await planOutcome(query, planNo)) };
  },

  certificatesOfPlan: async (territory, planNo, page) => certificatesOfPlan(query, walledPlan(territory, planNo), page),
});

/** 0 for what waits for the reader. The state is one of the hub's own words. */
const turnOf = (mine: PlanState | null): string =>
  mine === null ? '1' : `(CASE WHEN plan.status = '${mine}' THEN 0 ELSE 1 END)`;

function queued(
  territory: Territory,
  { state, mine, institutionCode, text }: PlanQueueFilter,
  waits: PlanState | null,
) {
  const where = new Conditions()
    .within(territory, 'plan_case.institution_code', 'plan_case.region_code')
    .andIf('plan_case.institution_code = ?', institutionCode)
    .andIf('plan.status = ?', state);
  if (mine) {
    if (waits === null) where.andPlain('FALSE');
    else where.and('plan.status = ?', waits).and('plan_case.state = ?', waits);
  }
  if (text === null || text === '') return where;
  const sought = where.parameter(text);
  return where.andPlain(
    `(strpos(plan.plan_no, ${sought}) > 0 OR plan.occupation_code = ${sought} OR strpos(institution.name, ${sought}) > 0)`,
  );
}

const walledPlan = (territory: Territory, planNo: string): Conditions =>
  new Conditions()
    .and('plan.plan_no = ?', planNo)
    .within(territory, 'plan.institution_code', 'institution.region_code');

async function planDetail(query: Query, territory: Territory, planNo: string): Promise<PlanDetailView | undefined> {
  const where = walledPlan(territory, planNo);
  const [row] = await query<Row<PlanDetailView>>(
    `SELECT ${DETAIL} FROM ${FROM_PLAN} WHERE ${where.toSql()}`,
    where.parameters,
  );
  return row && withState<PlanDetailView>(row);
}
