import type { EntityManager } from 'typeorm';
import type { Activity, Measure, MeasureStore, WorkInHand } from '../app/publications/measure-ports';
import { endsFilings, MEASURE_KINDS } from '../domain/filing/measure';
import { PLAN_MOVES, PLAN_STATES } from '../domain/plan/plan-state';
import { filedSince } from './filed-since';
import { row, rows } from './rows';

/** A row as the verbs know it; views read the same. */
export const MEASURE = `measure.id, measure.kind, measure.state, measure.institution_code AS "institutionCode",
  measure.region_code AS "regionCode", measure.filing_ids AS "filingIds", measure.from_day AS "from",
  measure.to_day AS "to", measure.reason_code AS "reasonCode", measure.reason, measure.basis,
  measure.proposed_by AS "proposedBy", measure.proposed_role AS "proposedRole", measure.proposed_at AS "proposedAt", measure.decided_by AS "decidedBy",
  measure.decided_role AS "decidedRole", measure.decided_at AS "decidedAt", measure.decision_reason AS "decisionReason",
  measure.notice_from AS "noticeFrom", measure.notice_to AS "noticeTo", measure.taken_back_ids AS "takenBackIds"`;

const ACTIVITY = `
SELECT filed.since AS "filedSince",
       (SELECT (max(batch.decided_at) AT TIME ZONE 'Asia/Shanghai')::date FROM batch
         WHERE batch.institution_code = $1 AND batch.state = 'APPROVED') AS "lastApprovedOn"
  FROM (${filedSince('$1', '$2::date')}) AS filed`;

/** A resumption leaves the row of the suspension as it is: what was resumed since does not hold any more. */
const SUSPENDED_BY_PROVINCE = `
SELECT FROM measure AS held CROSS JOIN unnest(held.filing_ids) AS filing (id)
 WHERE held.institution_code = $1 AND held.kind = 'SUSPENSION' AND held.state = 'CONFIRMED' AND filing.id = ANY ($2::text[])
   AND held.from_day <= $3::date AND (held.to_day IS NULL OR held.to_day >= $3::date)
   AND 'PROVINCE' IN (held.proposed_role, held.decided_role)
   AND NOT EXISTS (SELECT FROM measure AS ended
                    WHERE ended.institution_code = $1 AND ended.kind = 'RESUMPTION' AND ended.state = 'CONFIRMED'
                      AND ended.reason_code <> 'GROUND_WRONG'
                      AND filing.id = ANY (ended.filing_ids) AND ended.decided_at >= held.decided_at
                      AND ended.from_day BETWEEN held.from_day AND $3::date)
 LIMIT 1`;

const OPEN = `
SELECT ${MEASURE} FROM measure
 WHERE state = 'PROPOSED'
   AND (kind = $1 AND filing_ids && $2 OR $4 AND institution_code = $3 AND kind <> $1 AND kind = ANY ($5))
 ORDER BY kind <> $1, id LIMIT 1`;

/** Plans in these states wait for nobody but the institution, or for nothing. */
const GOING_PLAN_ENDS = PLAN_STATES.filter((state) => state === 'RETURNED' || PLAN_MOVES[state].length === 0);

/**
 * An exam inside the months is work, however early its plan was filed. What an institution has asked an office for is decided first,
 * but for its own exit. A plan of a registry document may carry a state of its own (`planStateOf`), and has no day of approval but that of its
 * filing.
 */
const WORK_IN_HAND = `
SELECT 'BATCH' AS kind, id::text AS id, NULL::date AS "examTo" FROM batch
 WHERE institution_code = $1 AND state IN ('CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW')
UNION ALL
SELECT 'PLAN', plan.plan_no, plan.exam_to FROM plan LEFT JOIN plan_case ON plan_case.plan_no = plan.plan_no
 WHERE plan.institution_code = $1 AND plan.status <> ALL ($3)
   AND (plan.exam_to >= $2::date OR plan.filed_on >= $2::date
        OR (plan_case.decided_act = 'APPROVED' AND (plan_case.decided_at AT TIME ZONE 'Asia/Shanghai')::date >= $2::date))
UNION ALL
SELECT 'RESULTS', id::text, NULL FROM results WHERE institution_code = $1 AND state IN ('SUBMITTED', 'ON_NOTICE')
UNION ALL
SELECT 'APPLICATION', id::text, NULL FROM application
 WHERE institution_code = $1 AND state IN ('SUBMITTED', 'APPROVED') AND kind <> 'TERMINATION'
 ORDER BY kind, id LIMIT 1`;

export const measureStore = (manager: EntityManager): MeasureStore => ({
  insertMeasure: async (measure) => {
    await rows(
      manager,
      `INSERT INTO measure (id, kind, state, institution_code, region_code, filing_ids, from_day, to_day, reason_code,
                            reason, basis, proposed_by, proposed_role, proposed_at, taken_back_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        measure.id,
        measure.kind,
        measure.state,
        measure.institutionCode,
        measure.regionCode,
        measure.filingIds,
        measure.from,
        measure.to,
        measure.reasonCode,
        measure.reason,
        measure.basis,
        measure.proposedBy,
        measure.proposedRole,
        measure.proposedAt,
        measure.takenBackIds,
      ],
    );
  },

  measure: (id) => row<Measure>(manager, `SELECT ${MEASURE} FROM measure WHERE id = $1`, [id]),

  openMeasure: ({ kind, institutionCode, filingIds }) =>
    row<Measure>(manager, OPEN, [
      kind,
      filingIds,
      institutionCode,
      endsFilings(kind),
      MEASURE_KINDS.filter(endsFilings),
    ]),

  endings: (institutionCode) =>
    rows<Measure>(
      manager,
      `SELECT ${MEASURE} FROM measure WHERE institution_code = $1 AND kind = 'TERMINATION' AND state = 'CONFIRMED'
        ORDER BY from_day, id`,
      [institutionCode],
    ),

  isSuspendedByProvince: async (institutionCode, filingIds, day) =>
    (await rows(manager, SUSPENDED_BY_PROVINCE, [institutionCode, filingIds, day])).length > 0,

  decideMeasure: async (id, { to, from, by, role, at, reason }) => {
    const decided = await rows(
      manager,
      `UPDATE measure SET state = $2, from_day = $3, decided_by = $4, decided_at = $5, decision_reason = $6,
              decided_role = $7
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, to, from, by, at, reason, role],
    );
    return decided.length === 1;
  },

  showEnding: async (id, { noticeFrom, noticeTo, basis }) => {
    const shown = await rows(
      manager,
      `UPDATE measure SET notice_from = $2, notice_to = $3, notice_basis = $4
        WHERE id = $1 AND state = 'CONFIRMED' AND notice_from IS NULL RETURNING id`,
      [id, noticeFrom, noticeTo, basis],
    );
    return shown.length === 1;
  },

  takeBackEnding: async (id, filingIds) => {
    await rows(manager, `UPDATE measure SET taken_back_ids = taken_back_ids || $2::text[] WHERE id = $1`, [
      id,
      filingIds,
    ]);
  },

  bar: async ({ measureId, creditCode, from, to, reason }) => {
    await rows(
      manager,
      `INSERT INTO application_bar (measure_id, credit_code, from_day, to_day, reason) VALUES ($1, $2, $3, $4, $5)`,
      [measureId, creditCode, from, to, reason],
    );
  },

  activityOf: async (institutionCode, today) => {
    const activity = await row<Activity>(manager, ACTIVITY, [institutionCode, today]);
    return activity ?? { filedSince: null, lastApprovedOn: null };
  },

  workInHand: (institutionCode, since) =>
    row<WorkInHand>(manager, WORK_IN_HAND, [institutionCode, since, GOING_PLAN_ENDS]),
});
