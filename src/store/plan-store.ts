import type { EntityManager } from 'typeorm';
import type { PlanCase, PlanCaseStore, PlanStore, PlanUse } from '../app/plans/plan-ports';
import { planStateOf, STANDING_PLAN_STATES } from '../domain/plan/plan-state';
import type { RegistryStaff } from '../domain/registry/document';
import { row, rows } from './rows';
import { staffStore, STAFF_COLUMNS } from './staff-store';

/** A plan of a registry document has no case: what can be said of it comes from its row. */
const CASE = `
SELECT plan.plan_no AS "planNo", plan.institution_code AS "institutionCode", institution.region_code AS "regionCode",
       plan.status, coalesce(plan_case.revision, 1) AS revision, coalesce(plan_case.through_hub, false) AS "throughHub",
       coalesce(plan_case.audience, '{}') AS audience, plan_case.content_key AS "contentKey",
       coalesce(plan_case.remarks, '[]') AS remarks, coalesce(plan_case.filed_by, 'registry') AS "filedBy",
       coalesce(plan_case.filed_at, plan.filed_on::timestamp AT TIME ZONE '+08:00') AS "filedAt",
       plan_case.city_by AS "cityBy", plan_case.decided_act AS "decidedAct", plan_case.decided_by AS "decidedBy",
       plan_case.decided_at AS "decidedAt", plan_case.reason
  FROM plan JOIN institution ON institution.code = plan.institution_code
  LEFT JOIN plan_case ON plan_case.plan_no = plan.plan_no`;

type CaseRow = Omit<PlanCase, 'state'> & { readonly status: string };
const caseFrom = ({ status, ...kept }: CaseRow): PlanCase => ({ ...kept, state: planStateOf(status) });

/** The state in the table may be older than the registry row (`caseOf`), so the revision and the last act decide. */
const SAVE_CASE = `
INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, content_key, remarks,
                       filed_by, filed_at, city_by, decided_act, decided_by, decided_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (plan_no) DO UPDATE SET state = excluded.state, revision = excluded.revision, through_hub = excluded.through_hub,
  audience = excluded.audience, content_key = excluded.content_key, remarks = excluded.remarks, filed_by = excluded.filed_by,
  filed_at = excluded.filed_at, city_by = excluded.city_by, decided_act = excluded.decided_act,
  decided_by = excluded.decided_by, decided_at = excluded.decided_at, reason = excluded.reason
WHERE plan_case.revision = $17 AND plan_case.decided_at IS NOT DISTINCT FROM $18
RETURNING plan_no`;

const NEXT_SERIAL = `
INSERT INTO given_serial (noun, region_code, year, last_serial) VALUES ($1, $2, $3, 1)
ON CONFLICT (noun, region_code, year) DO UPDATE SET last_serial = given_serial.last_serial + 1
RETURNING last_serial AS "serial"`;

/** The expression is that of the index `plan_staff_ix`. */
const NAMED_ELSEWHERE = `
SELECT DISTINCT named.id FROM plan
 CROSS JOIN LATERAL unnest(plan.assessors || plan.internal_supervisors || plan.invigilators || plan.trainers) AS named (id)
 WHERE (plan.assessors || plan.internal_supervisors || plan.invigilators || plan.trainers) && $1::text[]
   AND named.id = ANY($1) AND plan.exam_from <= $3 AND plan.exam_to >= $2 AND plan.site_code <> $4
   AND plan.plan_no IS DISTINCT FROM $5 AND plan.status = ANY($6)
 ORDER BY named.id`;

const USE = `
SELECT (SELECT id FROM batch WHERE plan_no = $1 AND origin = 'INSTITUTION' ORDER BY sealed_at LIMIT 1) AS "batchId",
       EXISTS (SELECT FROM results WHERE plan_no = $1 AND state <> 'WITHDRAWN') AS "hasResults"`;

export const planStore = (manager: EntityManager): PlanStore => ({
  ...planCases(manager),
  ...staffStore(manager),
});

const planCases = (manager: EntityManager): PlanCaseStore => ({
  nextSerial: async (noun, regionCode, year) => {
    const given = await row<{ serial: number }>(manager, NEXT_SERIAL, [noun, regionCode, year]);
    if (given === undefined) throw new Error('A serial was not given.');
    return given.serial;
  },

  caseOf: async (planNo) => {
    const found = await row<CaseRow>(manager, `${CASE} WHERE plan.plan_no = $1`, [planNo]);
    return found && caseFrom(found);
  },

  sameContent: async (institutionCode, contentKey) => {
    const found = await row<CaseRow>(
      manager,
      `${CASE} WHERE plan_case.institution_code = $1 AND plan_case.content_key = $2 AND plan.status = ANY($3)
        ORDER BY plan_case.filed_at LIMIT 1`,
      [institutionCode, contentKey, STANDING_PLAN_STATES],
    );
    return found && caseFrom(found);
  },

  saveCase: async (after, before) => {
    const saved = await rows(manager, SAVE_CASE, [
      after.planNo,
      after.institutionCode,
      after.regionCode,
      after.state,
      after.revision,
      after.throughHub,
      after.audience,
      after.contentKey,
      JSON.stringify(after.remarks),
      after.filedBy,
      after.filedAt,
      after.cityBy,
      after.decidedAct,
      after.decidedBy,
      after.decidedAt,
      after.reason,
      before?.revision ?? null,
      before?.decidedAt ?? null,
    ]);
    return saved.length === 1;
  },

  namedElsewhere: async ({ planNo, siteCode, examFrom, examTo, ids }) => {
    if (ids.length === 0) return [];
    const found = await rows<{ id: string }>(manager, NAMED_ELSEWHERE, [
      ids,
      examFrom,
      examTo,
      siteCode,
      planNo,
      STANDING_PLAN_STATES,
    ]);
    return found.map(({ id }) => id);
  },

  useOf: async (planNo) => {
    const use = await row<PlanUse>(manager, USE, [planNo]);
    return use ?? { batchId: null, hasResults: false };
  },

  register: async (ids) => {
    if (ids.length === 0) return new Map();
    const found = await rows<RegistryStaff>(manager, `SELECT ${STAFF_COLUMNS} FROM assessor WHERE id = ANY($1)`, [ids]);
    return new Map(found.map((member) => [member.id, member]));
  },
});
