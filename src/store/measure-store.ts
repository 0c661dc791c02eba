import type { EntityManager } from 'typeorm';
import type { Activity, Measure, MeasureStore } from '../app/publications/measure-ports';
import { filedSince } from './filed-since';
import { row, rows } from './rows';

/** A row as the verbs know it; views read the same. */
export const MEASURE = `measure.id, measure.kind, measure.state, measure.institution_code AS "institutionCode",
  measure.region_code AS "regionCode", measure.filing_ids AS "filingIds", measure.from_day AS "from",
  measure.to_day AS "to", measure.reason_code AS "reasonCode", measure.reason, measure.basis,
  measure.proposed_by AS "proposedBy", measure.proposed_role AS "proposedRole", measure.proposed_at AS "proposedAt", measure.decided_by AS "decidedBy",
  measure.decided_at AS "decidedAt", measure.decision_reason AS "decisionReason",
  measure.notice_from AS "noticeFrom", measure.notice_to AS "noticeTo"`;

const ACTIVITY = `
SELECT filed.since AS "filedSince",
       (SELECT (max(batch.decided_at) AT TIME ZONE 'Asia/Shanghai')::date FROM batch
         WHERE batch.institution_code = $1 AND batch.state = 'APPROVED') AS "lastApprovedOn"
  FROM (${filedSince('$1', '$2::date')}) AS filed`;

export const measureStore = (manager: EntityManager): MeasureStore => ({
  insertMeasure: async (measure) => {
    await rows(
      manager,
      `INSERT INTO measure (id, kind, state, institution_code, region_code, filing_ids, from_day, to_day, reason_code,
                            reason, basis, proposed_by, proposed_role, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
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
      ],
    );
  },

  measure: (id) => row<Measure>(manager, `SELECT ${MEASURE} FROM measure WHERE id = $1`, [id]),

  openMeasure: (kind, filingIds) =>
    row<Measure>(
      manager,
      `SELECT ${MEASURE} FROM measure WHERE kind = $1 AND filing_ids && $2 AND state = 'PROPOSED' ORDER BY id LIMIT 1`,
      [kind, filingIds],
    ),

  decideMeasure: async (id, { to, from, noticeFrom, noticeTo, by, at, reason }) => {
    const decided = await rows(
      manager,
      `UPDATE measure SET state = $2, from_day = $3, decided_by = $4, decided_at = $5, decision_reason = $6,
              notice_from = $7, notice_to = $8
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, to, from, by, at, reason, noticeFrom, noticeTo],
    );
    return decided.length === 1;
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
});
