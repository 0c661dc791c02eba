import type { EntityManager } from 'typeorm';
import type { Decision, DecisionStore } from '../app/decisions/decision-ports';
import { rows } from './rows';

export const DECISION_COLUMNS = `decision.id, jsonb_build_object('kind', decision.subject_kind, 'id', decision.subject_id) AS subject,
  decision.institution_code AS "institutionCode", decision.region_code AS "regionCode", decision.act, decision.reason, decision.basis,
  decision.decided_by AS "decidedBy", decision.role, decision.decided_at AS "decidedAt"`;

export const decisionStore = (manager: EntityManager): DecisionStore => ({
  note: (decision) => noteAll(manager, [decision]),
  noteAll: (decisions) => noteAll(manager, decisions),

  ofSubject: (subject) =>
    rows<Decision>(
      manager,
      `SELECT ${DECISION_COLUMNS} FROM decision WHERE subject_kind = $1 AND subject_id = $2 ORDER BY decided_at, id`,
      [subject.kind, subject.id],
    ),
});

async function noteAll(manager: EntityManager, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  await rows(
    manager,
    `INSERT INTO decision (id, subject_kind, subject_id, institution_code, region_code, act, reason, basis, decided_by, role, decided_at)
     SELECT id, subject ->> 'kind', subject ->> 'id', "institutionCode", "regionCode", act, reason, basis, "decidedBy", role, "decidedAt"
       FROM jsonb_to_recordset($1)
            AS given (id uuid, subject jsonb, "institutionCode" text, "regionCode" text, act text, reason text, basis text[],
                      "decidedBy" text, role text, "decidedAt" timestamptz)`,
    [JSON.stringify(decisions)],
  );
}
