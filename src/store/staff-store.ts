/** The register of people: its rows, the proposals for it, and bars. */
import type { EntityManager } from 'typeorm';
import type { StaffBar, StaffHome, StaffProposal, StaffStore } from '../app/staff/staff-ports';
import type { RegistryStaff } from '../domain/registry/document';
import { row, rows } from './rows';

export const STAFF_COLUMNS = `assessor.id, assessor.kinds, assessor.institution_code AS "institutionCode",
  assessor.region_code AS "regionCode", assessor.certificate_no AS "certificateNo", assessor.name,
  assessor.occupation_codes AS "occupationCodes", assessor.from_day AS "from", assessor.to_day AS "to", assessor.barred`;

const PROPOSAL = `
SELECT id, staff_id AS "staffId", content, institution_code AS "institutionCode", region_code AS "regionCode", state,
       proposed_by AS "proposedBy", proposed_at AS "proposedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", reason
  FROM staff_proposal`;

export const BAR_COLUMNS = `id, staff_id AS "staffId", from_day AS "from", to_day AS "to", state, reason, basis,
  proposed_by AS "proposedBy", proposed_role AS "proposedRole", proposed_at AS "proposedAt", decided_by AS "decidedBy",
  decided_role AS "decidedRole", decided_at AS "decidedAt"`;
const BAR = `SELECT ${BAR_COLUMNS}, region_code AS "regionCode" FROM staff_bar`;

const CERTIFICATE_HOLDER = `
SELECT id FROM assessor
 WHERE certificate_no = $1 AND id <> $4 AND (to_day IS NULL OR to_day >= $2) AND ($3::date IS NULL OR from_day <= $3)
 ORDER BY id LIMIT 1`;

export const staffStore = (manager: EntityManager): StaffStore => ({
  ...proposals(manager),
  ...bars(manager),
});

type Bars = 'insertBar' | 'bar' | 'bars' | 'moveBar';

const proposals = (manager: EntityManager): Omit<StaffStore, Bars> => ({
  member: async (id) => {
    const found = await row<{ staff: RegistryStaff } & StaffHome>(
      manager,
      `SELECT (SELECT to_jsonb(member) FROM (SELECT ${STAFF_COLUMNS}) AS member) AS staff,
              assessor.institution_code AS "institutionCode",
              coalesce(assessor.region_code, institution.region_code) AS "regionCode"
         FROM assessor LEFT JOIN institution ON institution.code = assessor.institution_code WHERE assessor.id = $1`,
      [id],
    );
    return found;
  },

  certificateHolder: async (certificateNo, { from, to }, otherThan) => {
    const holder = await row<{ id: string }>(manager, CERTIFICATE_HOLDER, [certificateNo, from, to, otherThan]);
    return holder?.id;
  },

  insertProposal: async (proposal) => {
    const inserted = await rows(
      manager,
      `INSERT INTO staff_proposal (id, staff_id, content, institution_code, region_code, state, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (staff_id) WHERE state = 'PROPOSED' DO NOTHING RETURNING id`,
      [
        proposal.id,
        proposal.staffId,
        JSON.stringify(proposal.content),
        proposal.institutionCode,
        proposal.regionCode,
        proposal.state,
        proposal.proposedBy,
        proposal.proposedAt,
      ],
    );
    return inserted.length === 1;
  },

  proposal: (id) => row<StaffProposal>(manager, `${PROPOSAL} WHERE id = $1`, [id]),
  openProposal: (staffId) =>
    row<StaffProposal>(manager, `${PROPOSAL} WHERE staff_id = $1 AND state = 'PROPOSED'`, [staffId]),

  decideProposal: async ({ id, state, decidedBy, decidedAt, reason }) => {
    const decided = await rows(
      manager,
      `UPDATE staff_proposal SET state = $2, decided_by = $3, decided_at = $4, reason = $5
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, state, decidedBy, decidedAt, reason],
    );
    return decided.length === 1;
  },
});

const bars = (manager: EntityManager): Pick<StaffStore, Bars> => ({
  insertBar: async (bar) => {
    await rows(
      manager,
      `INSERT INTO staff_bar (id, staff_id, region_code, from_day, to_day, state, reason, basis, proposed_by, proposed_role, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        bar.id,
        bar.staffId,
        bar.regionCode,
        bar.from,
        bar.to,
        bar.state,
        bar.reason,
        bar.basis,
        bar.proposedBy,
        bar.proposedRole,
        bar.proposedAt,
      ],
    );
  },

  bar: (id) => row<StaffBar>(manager, `${BAR} WHERE id = $1`, [id]),
  bars: (staffId) => rows<StaffBar>(manager, `${BAR} WHERE staff_id = $1 ORDER BY from_day, id`, [staffId]),

  moveBar: async (bar, from) => {
    const moved = await rows(
      manager,
      `UPDATE staff_bar SET state = $3, decided_by = $4, decided_role = $5, decided_at = $6
        WHERE id = $1 AND state = $2 RETURNING id`,
      [bar.id, from, bar.state, bar.decidedBy, bar.decidedRole, bar.decidedAt],
    );
    return moved.length === 1;
  },
});
