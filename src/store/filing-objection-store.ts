import type { EntityManager } from 'typeorm';
import type { FilingObjection, FilingObjectionStore } from '../app/applications/filing-objection-ports';
import { isUuid } from '../domain/intake/check-header';
import { row, rows } from './rows';

/** A row as the verbs know it; the view reads the same. */
export const FILING_OBJECTION = `objection.id, objection.application_id AS "applicationId", objection.revision,
  objection.objection_no AS "objectionNo", application.institution_code AS "institutionCode",
  application.region_code AS "regionCode", objection.channel, objection.received_on AS "receivedOn", objection.summary,
  objection.state, objection.recorded_by AS "recordedBy", objection.recorded_role AS "recordedRole",
  objection.recorded_at AS "recordedAt", objection.decided_by AS "decidedBy", objection.decided_role AS "decidedRole",
  objection.decided_at AS "decidedAt", objection.reason, objection.basis`;
export const FROM_FILING_OBJECTION =
  'filing_objection AS objection JOIN application ON application.id = objection.application_id';

const SELECT = `SELECT ${FILING_OBJECTION} FROM ${FROM_FILING_OBJECTION}`;

export const filingObjectionStore = (manager: EntityManager): FilingObjectionStore => ({
  insertObjection: async (objection) => {
    await rows(
      manager,
      `INSERT INTO filing_objection (id, application_id, revision, objection_no, channel, received_on, summary, state,
                                     recorded_by, recorded_role, recorded_at, basis)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        objection.id,
        objection.applicationId,
        objection.revision,
        objection.objectionNo,
        objection.channel,
        objection.receivedOn,
        objection.summary,
        objection.state,
        objection.recordedBy,
        objection.recordedRole,
        objection.recordedAt,
        objection.basis,
      ],
    );
  },

  objectionsOf: (applicationId) =>
    rows<FilingObjection>(manager, `${SELECT} WHERE application.id = $1 ORDER BY objection.objection_no`, [
      applicationId,
    ]),

  objection: async (id) =>
    isUuid(id) ? row<FilingObjection>(manager, `${SELECT} WHERE objection.id = $1`, [id]) : undefined,

  decideObjection: async (id, { decision, by, role, at, reason, basis }) => {
    const decided = await rows(
      manager,
      `UPDATE filing_objection
          SET state = $2, decided_by = $3, decided_role = $4, decided_at = $5, reason = $6, basis = $7
        WHERE id = $1 AND state = 'OPEN' RETURNING id`,
      [id, decision, by, role, at, reason, basis],
    );
    return decided.length > 0;
  },

  lapseObjections: async (applicationId, at) => {
    const lapsed = await rows<{ id: string }>(
      manager,
      `UPDATE filing_objection SET state = 'LAPSED', decided_at = $2
        WHERE application_id = $1 AND state = 'OPEN' RETURNING id`,
      [applicationId, at],
    );
    return lapsed.map(({ id }) => id);
  },
});
