import type { EntityManager } from 'typeorm';
import type { Objection, ResultsStore } from '../app/results/results-ports';
import { isUuid } from '../domain/intake/check-header';
import { row, rows } from './rows';

export const OBJECTION_COLUMNS = `objection.id, objection.results_id AS "resultsId", objection.entry_no AS "entryNo",
  objection.institution_code AS "institutionCode", objection.region_code AS "regionCode", objection.channel, objection.text,
  objection.state, objection.raised_by AS "raisedBy", objection.raised_role AS "raisedRole",
  objection.raised_at AS "raisedAt", objection.decided_by AS "decidedBy", objection.decided_role AS "decidedRole",
  objection.decided_at AS "decidedAt", objection.reason, objection.basis`;

type ObjectionParts = Pick<
  ResultsStore,
  'insertObjection' | 'objectionsOf' | 'objection' | 'decideObjection' | 'lapseObjections'
>;

export const objectionParts = (manager: EntityManager): ObjectionParts => ({
  insertObjection: async (objection) => {
    await rows(
      manager,
      `INSERT INTO objection (id, results_id, entry_no, institution_code, region_code, channel, text, state, raised_by,
                              raised_role, raised_at, basis)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}')`,
      [
        objection.id,
        objection.resultsId,
        objection.entryNo,
        objection.institutionCode,
        objection.regionCode,
        objection.channel,
        objection.text,
        objection.state,
        objection.raisedBy,
        objection.raisedRole,
        objection.raisedAt,
      ],
    );
  },

  objectionsOf: (resultsId) =>
    rows<Objection>(
      manager,
      `SELECT ${OBJECTION_COLUMNS} FROM objection WHERE results_id = $1 ORDER BY raised_at, id`,
      [resultsId],
    ),

  objection: async (id) =>
    isUuid(id) ? row<Objection>(manager, `SELECT ${OBJECTION_COLUMNS} FROM objection WHERE id = $1`, [id]) : undefined,

  decideObjection: async (id, { decision, by, role, at, reason, basis }) => {
    const decided = await rows(
      manager,
      `UPDATE objection SET state = $2, decided_by = $3, decided_role = $4, decided_at = $5, reason = $6, basis = $7
        WHERE id = $1 AND state = 'OPEN' RETURNING id`,
      [id, decision, by, role, at, reason, basis],
    );
    return decided.length > 0;
  },

  lapseObjections: async (resultsId, at) => {
    const lapsed = await rows<{ id: string }>(
      manager,
      `UPDATE objection SET state = 'LAPSED', decided_at = $2 WHERE results_id = $1 AND state = 'OPEN' RETURNING id`,
      [resultsId, at],
    );
    return lapsed.map(({ id }) => id);
  },
});
