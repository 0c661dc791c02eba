import type { EntityManager } from 'typeorm';
import type { KeptEntry, PlanOfResults, Results, ResultsStore, StruckLine } from '../app/results/results-ports';
import { isUuid } from '../domain/intake/check-header';
import { objectionParts } from './objection-store';
import { row, rows } from './rows';

const COLUMNS = `id, plan_no AS "planNo", revision, institution_code AS "institutionCode", region_code AS "regionCode", state,
  notice_from AS "noticeFrom", notice_to AS "noticeTo", candidates, passed, submitted_by AS "submittedBy",
  submitted_at AS "submittedAt", overdue_told_at AS "overdueToldAt", closed_at AS "closedAt", withdrawn_at AS "withdrawnAt",
  withdrawn_by AS "withdrawnBy"`;

const ENTRIES_PER_STATEMENT = 5_000;
const HOLDS = { look: '', read: 'FOR SHARE', change: 'FOR UPDATE' } as const;

/** Joined on the person: a record is one line of the results whatever its place there. */
const STRUCK = `
SELECT record.line, count(*) OVER ()::int AS total,
       CASE WHEN entry.results_id IS NULL THEN 'ABSENT' WHEN entry.struck_at IS NOT NULL THEN 'STRUCK' ELSE 'FAILED' END AS why
  FROM record LEFT JOIN results_entry AS entry ON entry.results_id = $1 AND entry.person_key = record.person_key
 WHERE record.batch_id = $2 AND record.verdict = 'PASSED'
   AND (entry.results_id IS NULL OR NOT entry.passed OR entry.struck_at IS NOT NULL)
 ORDER BY record.line LIMIT $3`;

export const resultsStore = (manager: EntityManager): ResultsStore => ({
  lockPlan: async (planNo) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('results ' || $1::text, 0))`, [planNo]);
  },

  planOf: (planNo, hold) =>
    row<PlanOfResults>(
      manager,
      `SELECT plan.institution_code AS "institutionCode", institution.region_code AS "regionCode", plan.status, plan.level,
              plan.exam_to AS "examTo", plan.roster
         FROM plan JOIN institution ON institution.code = plan.institution_code
        WHERE plan.plan_no = $1 ${hold === undefined ? '' : 'FOR SHARE OF plan'}`,
      [planNo],
    ),

  liveOf: (planNo, hold) =>
    row<Results>(manager, `SELECT ${COLUMNS} FROM results WHERE plan_no = $1 AND state <> 'WITHDRAWN' ${HOLDS[hold]}`, [
      planNo,
    ]),

  revisionsOf: async (planNo) => {
    const found = await row<{ revisions: number }>(
      manager,
      `SELECT coalesce(max(revision), 0) AS revisions FROM results WHERE plan_no = $1`,
      [planNo],
    );
    return found?.revisions ?? 0;
  },

  isSame: async (resultsId, contentKey) => {
    const same = await rows(manager, `SELECT FROM results WHERE id = $1 AND content_key = $2`, [resultsId, contentKey]);
    return same.length > 0;
  },

  insert: async (results, contentKey, entries) => {
    await rows(
      manager,
      `INSERT INTO results (id, plan_no, revision, institution_code, region_code, state, notice_from, notice_to, candidates,
                            passed, content_key, submitted_by, submitted_at, closed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        results.id,
        results.planNo,
        results.revision,
        results.institutionCode,
        results.regionCode,
        results.state,
        results.noticeFrom,
        results.noticeTo,
        results.candidates,
        results.passed,
        contentKey,
        results.submittedBy,
        results.submittedAt,
        results.closedAt,
      ],
    );
    for (let first = 0; first < entries.length; first += ENTRIES_PER_STATEMENT) {
      await insertEntries(manager, results.id, first, entries.slice(first, first + ENTRIES_PER_STATEMENT));
    }
  },

  lock: (id) => byId(manager, id, 'FOR UPDATE'),
  claim: (id) => byId(manager, id, 'FOR UPDATE SKIP LOCKED'),

  move: async (id, from, to, at) => {
    const moved = await rows(
      manager,
      `UPDATE results SET state = $3, closed_at = CASE WHEN $3 = 'CLOSED' THEN $4 ELSE closed_at END,
                          withdrawn_at = CASE WHEN $3 = 'WITHDRAWN' THEN $4 ELSE withdrawn_at END
        WHERE id = $1 AND state = $2 RETURNING id`,
      [id, from, to, at],
    );
    return moved.length > 0;
  },

  noteWithdrawal: async (id, by, reason) => {
    await rows(manager, `UPDATE results SET withdrawn_by = $2, withdraw_reason = $3 WHERE id = $1`, [id, by, reason]);
  },

  noteOfficeTold: async (id, at) => {
    await rows(manager, `UPDATE results SET overdue_told_at = $2 WHERE id = $1`, [id, at]);
  },

  strike: async (id, entryNo, at) => {
    await rows(
      manager,
      `UPDATE results_entry SET struck_at = $3 WHERE results_id = $1 AND entry_no = $2 AND struck_at IS NULL`,
      [id, entryNo, at],
    );
  },

  hasPassed: async (resultsId) => {
    const passed = await rows(
      manager,
      `SELECT FROM results_entry WHERE results_id = $1 AND passed AND struck_at IS NULL LIMIT 1`,
      [resultsId],
    );
    return passed.length > 0;
  },
  hasBatch: (plan) => batchOf(manager, plan, `state <> 'RETURNED'`),
  hasCertificates: (plan) => batchOf(manager, plan, `state = 'APPROVED'`),

  struckLines: async (resultsId, batchId, limit) => {
    const lines = await rows<StruckLine & { readonly total: number }>(manager, STRUCK, [resultsId, batchId, limit]);
    return { lines: lines.map(({ line, why }) => ({ line, why })), total: lines[0]?.total ?? 0 };
  },

  isFiledHere: async (planNo) =>
    (await rows(manager, `SELECT FROM plan_case WHERE plan_no = $1 AND through_hub`, [planNo])).length > 0,

  ...objectionParts(manager),
});

const byId = async (manager: EntityManager, id: string, hold: string): Promise<Results | undefined> =>
  isUuid(id) ? row<Results>(manager, `SELECT ${COLUMNS} FROM results WHERE id = $1 ${hold}`, [id]) : undefined;

async function batchOf(
  manager: EntityManager,
  { institutionCode, planNo }: Pick<Results, 'institutionCode' | 'planNo'>,
  inState: string,
): Promise<boolean> {
  const found = await rows(
    manager,
    `SELECT FROM batch WHERE institution_code = $1 AND plan_no = $2 AND ${inState} LIMIT 1`,
    [institutionCode, planNo],
  );
  return found.length > 0;
}

/** `first`: entries before these. */
async function insertEntries(
  manager: EntityManager,
  resultsId: string,
  first: number,
  entries: readonly KeptEntry[],
): Promise<void> {
  await rows(
    manager,
    `INSERT INTO results_entry (results_id, entry_no, name_masked, id_type, id_number_masked, person_key, passed)
     SELECT $1, $2::int + said.no, said.name, said.id_type, said.number, said.person_key, said.passed
       FROM unnest($3::text[], $4::text[], $5::text[], $6::bytea[], $7::boolean[]) WITH ORDINALITY
            AS said (name, id_type, number, person_key, passed, no)`,
    [
      resultsId,
      first,
      entries.map(({ nameMasked }) => nameMasked),
      entries.map(({ idType }) => idType),
      entries.map(({ idNumberMasked }) => idNumberMasked),
      entries.map(({ personKey }) => personKey),
      entries.map(({ passed }) => passed),
    ],
  );
}
