import type { EntityManager } from 'typeorm';
import type { Results, ResultsStore } from '../app/results/results-ports';
import { isUuid } from '../domain/intake/check-header';
import { objectionParts } from './objection-store';
import { entryParts, insertEntries } from './results-entries';
import { planParts } from './results-plan';
import { row, rows } from './rows';

const COLUMNS = `id, plan_no AS "planNo", revision, institution_code AS "institutionCode", region_code AS "regionCode", state,
  notice_from AS "noticeFrom", notice_to AS "noticeTo", candidates, passed, submitted_by AS "submittedBy",
  submitted_at AS "submittedAt", overdue_told_at AS "overdueToldAt", closed_at AS "closedAt", withdrawn_at AS "withdrawnAt",
  withdrawn_by AS "withdrawnBy"`;

const HOLDS = { look: '', read: 'FOR SHARE', change: 'FOR UPDATE' } as const;

export const resultsStore = (manager: EntityManager): ResultsStore => ({
  liveOf: (planNo, hold) =>
    row<Results>(manager, `SELECT ${COLUMNS} FROM results WHERE plan_no = $1 AND state <> 'WITHDRAWN' ${HOLDS[hold]}`, [
      planNo,
    ]),

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
    await insertEntries(manager, results.id, entries);
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

  ...planParts(manager),
  ...entryParts(manager),
  ...objectionParts(manager),
});

const byId = async (manager: EntityManager, id: string, hold: string): Promise<Results | undefined> =>
  isUuid(id) ? row<Results>(manager, `SELECT ${COLUMNS} FROM results WHERE id = $1 ${hold}`, [id]) : undefined;
