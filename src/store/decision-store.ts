import type { EntityManager } from 'typeorm';
import type { Decision, DecisionStore } from '../app/decisions/decision-ports';
import { rows } from './rows';

export const DECISION_COLUMNS = `decision.id, jsonb_build_object('kind', decision.subject_kind, 'id', decision.subject_id) AS subject,
  decision.institution_code AS "institutionCode", decision.region_code AS "regionCode", decision.act, decision.reason, decision.basis,
  decision.decided_by AS "decidedBy", decision.role, decision.decided_at AS "decidedAt"`;

export const decisionStore = (manager: EntityManager): DecisionStore => ({
  note: async (decision) => {
    await rows(
      manager,
      `INSERT INTO decision (id, subject_kind, subject_id, institution_code, region_code, act, reason, basis, decided_by, role, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        decision.id,
        decision.subject.kind,
        decision.subject.id,
        decision.institutionCode,
        decision.regionCode,
        decision.act,
        decision.reason,
        decision.basis,
        decision.decidedBy,
        decision.role,
        decision.decidedAt,
      ],
    );
  },

  ofSubject: (subject) =>
    rows<Decision>(
      manager,
      `SELECT ${DECISION_COLUMNS} FROM decision WHERE subject_kind = $1 AND subject_id = $2 ORDER BY decided_at, id`,
      [subject.kind, subject.id],
    ),
});
