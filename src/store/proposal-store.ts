/** What one person of an office proposed and another decides. */
import type { EntityManager } from 'typeorm';
import type { Proposal, ProposalStore } from '../app/proposals/proposal-ports';
import { row, rows } from './rows';

/** A row as the verbs know it; views read the same. */
export const PROPOSAL = `proposal.id, proposal.kind, proposal.subject_id AS "subjectId",
  proposal.institution_code AS "institutionCode", proposal.region_code AS "regionCode", proposal.state, proposal.reason,
  proposal.basis, proposal.proposed_by AS "proposedBy", proposal.proposed_role AS "proposedRole",
  proposal.proposed_at AS "proposedAt", proposal.decided_by AS "decidedBy", proposal.decided_at AS "decidedAt",
  proposal.decision_reason AS "decisionReason"`;

export const proposalStore = (manager: EntityManager): ProposalStore => ({
  insert: async (proposal) => {
    await rows(
      manager,
      `INSERT INTO proposal (id, kind, subject_id, institution_code, region_code, state, reason, basis, proposed_by,
                             proposed_role, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        proposal.id,
        proposal.kind,
        proposal.subjectId,
        proposal.institutionCode,
        proposal.regionCode,
        proposal.state,
        proposal.reason,
        proposal.basis,
        proposal.proposedBy,
        proposal.proposedRole,
        proposal.proposedAt,
      ],
    );
  },

  find: (id) => row<Proposal>(manager, `SELECT ${PROPOSAL} FROM proposal WHERE id = $1`, [id]),

  latest: (kind, subjectId) =>
    row<Proposal>(
      manager,
      `SELECT ${PROPOSAL} FROM proposal WHERE kind = $1 AND subject_id = $2
        ORDER BY (state = 'PROPOSED') DESC, proposed_at DESC, id DESC LIMIT 1`,
      [kind, subjectId],
    ),

  decide: async (id, { to, by, at, reason }) => {
    const decided = await rows(
      manager,
      `UPDATE proposal SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, to, by, at, reason],
    );
    return decided.length === 1;
  },

  lapse: (kind, subjectIds, at) =>
    rows<Proposal>(
      manager,
      `UPDATE proposal SET state = 'LAPSED', decided_at = $3
        WHERE kind = $1 AND subject_id = ANY ($2::text[]) AND state = 'PROPOSED' RETURNING ${PROPOSAL}`,
      [kind, subjectIds, at],
    ),
});
