/**
 * Kept declarations and the findings that they speak of. A finding is found through its batch and line, a declaration
 * by its key: no statement compares all of one with all of the other.
 */
import type { EntityManager } from 'typeorm';
import type {
  AttachedDeclaration,
  ChosenDeclaration,
  DeclarableFinding,
  DeclarationStore,
  KeptDeclaration,
} from '../app/declaration-ports';
import { STATE_DECIDED } from '../domain/decision/declaration';
import { rows } from './rows';

const LINES_PER_READ = 2_000;

/** The rules of one institution by one look into the key for each, however many declarations there are. */
const RULES = `
WITH RECURSIVE declared AS (
  (SELECT rule FROM declaration WHERE institution_code = $1 ORDER BY rule LIMIT 1)
  UNION ALL
  SELECT (SELECT later.rule FROM declaration AS later
           WHERE later.institution_code = $1 AND later.rule > declared.rule ORDER BY later.rule LIMIT 1)
    FROM declared WHERE declared.rule IS NOT NULL
)
SELECT rule FROM declared WHERE rule IS NOT NULL`;

const CONFIRMS = `finding.severity = 'confirm' AND finding.source IN ('CHECK', 'HUB')`;

/** OFFSET 0 keeps it a look through the index for each place. */
const CONFIRMS_AT = `
SELECT place.line, place.code, bool_and(found.declared_reason IS NOT NULL) AS declared
  FROM unnest($2::int[], $3::text[]) AS place (line, code)
 CROSS JOIN LATERAL (
   SELECT finding.declared_reason FROM finding
    WHERE finding.batch_id = $1 AND finding.line = place.line AND finding.code = place.code AND ${CONFIRMS}
   OFFSET 0) AS found
 GROUP BY place.line, place.code`;

const ATTACH = `
UPDATE finding SET subject = said.subject, declared_reason = said.reason
  FROM (SELECT place.line, found.id, place.subject, place.reason
          FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS place (line, code, subject, reason)
         CROSS JOIN LATERAL (
           SELECT finding.id FROM finding
            WHERE finding.batch_id = $1 AND finding.line = place.line AND finding.code = place.code AND ${CONFIRMS}
           OFFSET 0) AS found) AS said
 WHERE finding.batch_id = $1 AND finding.line = said.line AND finding.id = said.id
   AND (finding.subject, finding.declared_reason) IS DISTINCT FROM (said.subject, said.reason)
 RETURNING finding.line`;

const KEPT = `declaration.rule, declaration.subject, declaration.reason, declaration.state,
  declaration.decided_step AS "decidedStep"`;

/** One look by its key for each that is asked for, whatever the planner believes of how many there are. */
const KEPT_OF = `
SELECT kept.* FROM unnest($2::text[], $3::text[]) AS asked (rule, subject)
 CROSS JOIN LATERAL (
   SELECT ${KEPT} FROM declaration
    WHERE declaration.institution_code = $1 AND declaration.rule = asked.rule AND declaration.subject = asked.subject
   OFFSET 0) AS kept`;

const ACCEPT_OPEN = `
WITH passed AS MATERIALIZED (
  SELECT DISTINCT finding.code AS rule, finding.subject FROM finding
   WHERE finding.batch_id = $1 AND finding.subject IS NOT NULL AND finding.declared_reason IS NOT NULL
     AND (finding.line = 0 OR EXISTS (
           SELECT FROM record WHERE record.batch_id = finding.batch_id AND record.line = finding.line
                                AND record.verdict = 'PASSED'))
)
UPDATE declaration SET state = 'ACCEPTED', decided_step = $3, decided_by = $4, decided_at = $5
  FROM passed
 WHERE declaration.institution_code = $2 AND declaration.rule = passed.rule AND declaration.subject = passed.subject
   AND declaration.state = 'OPEN'`;

export const declarationStore = (manager: EntityManager): DeclarationStore => ({
  lock: async (institutionCode) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('declaration ' || $1::text, 0))`, [
      institutionCode,
    ]);
  },

  rulesOf: async (institutionCode) => {
    const found = await rows<{ rule: string }>(manager, RULES, [institutionCode]);
    return found.map(({ rule }) => rule);
  },

  kept: (institutionCode, keys) =>
    rows<KeptDeclaration>(manager, KEPT_OF, [
      institutionCode,
      keys.map(({ rule }) => rule),
      keys.map(({ subject }) => subject),
    ]),

  keep: async (institutionCode, declarations, { by, at }) => {
    await rows(
      manager,
      `INSERT INTO declaration (institution_code, rule, subject, reason, batch_id, line, declared_by, declared_at, state)
       SELECT $1, said.rule, said.subject, said.reason, said.batch_id, said.line, $7, $8, 'OPEN'
         FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::int[])
              AS said (rule, subject, reason, batch_id, line)
       ON CONFLICT (institution_code, rule, subject) DO NOTHING`,
      [
        institutionCode,
        declarations.map(({ rule }) => rule),
        declarations.map(({ subject }) => subject),
        declarations.map(({ reason }) => reason),
        declarations.map(({ batchId }) => batchId),
        declarations.map(({ line }) => line),
        by,
        at,
      ],
    );
  },

  confirmsAt: (batchId, places) =>
    rows<DeclarableFinding>(manager, CONFIRMS_AT, [
      batchId,
      places.map(({ line }) => line),
      places.map(({ code }) => code),
    ]),

  attach: async (batchId, declarations: readonly AttachedDeclaration[]) => {
    const changed = await rows<{ line: number }>(manager, ATTACH, [
      batchId,
      declarations.map(({ line }) => line),
      declarations.map(({ code }) => code),
      declarations.map(({ subject }) => subject),
      declarations.map(({ reason }) => reason),
    ]);
    return new Set(changed.map(({ line }) => line));
  },

  chosen: (batchId, { lines, rule }) =>
    attached(manager, batchId, {
      where: `($4::int[] IS NULL OR finding.line = ANY($4::int[])) AND ($5::text IS NULL OR finding.code = $5)`,
      parameters: [lines, rule],
    }),

  refusedMeanwhile: (batchId) =>
    attached(manager, batchId, {
      where: `finding.declared_reason IS NOT NULL AND kept.state = $4::text`,
      parameters: [STATE_DECIDED.REFUSE],
    }),

  decide: async (institutionCode, keys, { step, decision, reason, by, at }) => {
    for (const rule of new Set(keys.map((key) => key.rule))) {
      const subjects = keys.filter((key) => key.rule === rule).map(({ subject }) => subject);
      await rows(
        manager,
        `UPDATE declaration SET state = $4, decided_step = $5, decided_by = $6, decided_at = $7, decision_reason = $8
          WHERE institution_code = $1 AND rule = $2 AND subject = ANY($3::text[])`,
        [institutionCode, rule, subjects, STATE_DECIDED[decision], step, by, at, reason],
      );
    }
  },

  acceptOpen: async (batchId, institutionCode, { step, by, at }) => {
    await rows(manager, ACCEPT_OPEN, [batchId, institutionCode, step, by, at]);
  },
});

interface Condition {
  /** On `finding` and `kept`, with parameters from $4 on. */
  readonly where: string;
  readonly parameters: readonly unknown[];
}

/** By windows of the lines that a declaration speaks of: a page of rows would sort what is left of the batch each time. */
async function* attached(
  manager: EntityManager,
  batchId: string,
  { where, parameters }: Condition,
): AsyncIterable<readonly ChosenDeclaration[]> {
  const windows = await rows<{ from: number; to: number }>(
    manager,
    `SELECT min(line) AS "from", max(line) AS "to" FROM finding
      WHERE batch_id = $1 AND subject IS NOT NULL GROUP BY line / $2::int ORDER BY min(line)`,
    [batchId, LINES_PER_READ],
  );
  for (const { from, to } of windows) {
    const found = await rows<ChosenDeclaration>(
      manager,
      `SELECT DISTINCT finding.line, kept.*
         FROM finding CROSS JOIN LATERAL (
           SELECT ${KEPT} FROM declaration
            WHERE declaration.institution_code = (SELECT institution_code FROM batch WHERE batch.id = $1)
              AND declaration.rule = finding.code AND declaration.subject = finding.subject
           OFFSET 0) AS kept
        WHERE finding.batch_id = $1 AND finding.subject IS NOT NULL AND finding.line >= $2 AND finding.line <= $3
          AND ${where}
        ORDER BY finding.line, kept.rule`,
      [batchId, from, to, ...parameters],
    );
    if (found.length > 0) yield found;
  }
}
