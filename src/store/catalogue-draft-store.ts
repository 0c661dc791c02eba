import type { EntityManager } from 'typeorm';
import type { CatalogueDraft, CatalogueDraftStore } from '../app/registry/catalogue-ports';
import type { RegistryCatalogue } from '../domain/registry/document';
import { row, rows } from './rows';

export const CATALOGUE_DRAFT_COLUMNS = `id, edition, supplement_to AS "supplementTo", from_day AS "from", to_day AS "to", basis,
  report_digest AS digest, counts, state, drafted_by AS "draftedBy", drafted_at AS "draftedAt",
  applied_by AS "appliedBy", applied_at AS "appliedAt"`;

const INSERT = `
INSERT INTO catalogue_draft (id, edition, supplement_to, from_day, to_day, basis, occupations, report_digest, counts, state,
                             drafted_by, drafted_at, applied_by, applied_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

const INSERT_CHANGES = `
INSERT INTO catalogue_change (draft_id, code, kind, name_before, name_after, work_types_before, work_types_after, filings)
SELECT $1, code, kind, "nameBefore", "nameAfter", "workTypesBefore", "workTypesAfter", filings
  FROM jsonb_to_recordset($2)
       AS given (code text, kind text, "nameBefore" text, "nameAfter" text, "workTypesBefore" text[],
                 "workTypesAfter" text[], filings int)`;

const LOCK = (condition: string): string =>
  `SELECT ${CATALOGUE_DRAFT_COLUMNS}, occupations FROM catalogue_draft WHERE ${condition} FOR UPDATE`;

export const catalogueDraftStore = (manager: EntityManager): CatalogueDraftStore => ({
  insert: async (draft, changes) => {
    await rows(manager, INSERT, [
      draft.id,
      draft.edition,
      draft.supplementTo,
      draft.from,
      draft.to,
      draft.basis,
      JSON.stringify(draft.occupations),
      draft.digest,
      JSON.stringify(draft.counts),
      draft.state,
      draft.draftedBy,
      draft.draftedAt,
      draft.appliedBy,
      draft.appliedAt,
    ]);
    if (changes.length > 0) await rows(manager, INSERT_CHANGES, [draft.id, JSON.stringify(changes)]);
  },

  lock: (id) => row<CatalogueDraft>(manager, LOCK('id = $1'), [id]),

  lockByDigest: (digest) =>
    row<CatalogueDraft>(
      manager,
      LOCK('id = (SELECT id FROM catalogue_draft WHERE report_digest = $1 ORDER BY drafted_at DESC, id DESC LIMIT 1)'),
      [digest.toLowerCase()],
    ),

  markApplied: async (id, by, at) => {
    const applied = await rows(
      manager,
      `UPDATE catalogue_draft SET state = 'APPLIED', applied_by = $2, applied_at = $3
        WHERE id = $1 AND state = 'DRAFT' RETURNING id`,
      [id, by, at],
    );
    return applied.length === 1;
  },

  standing: async () => {
    const standing = await rows<{ content: RegistryCatalogue }>(
      manager,
      `SELECT content FROM registry_version WHERE noun = 'CATALOGUE' AND superseded_at IS NULL ORDER BY key`,
    );
    return standing.map(({ content }) => content);
  },

  filingsNaming: async (codes, day) => {
    const found = await rows<{ code: string; filings: number }>(
      manager,
      `SELECT occupation_code AS code, count(*)::int AS filings FROM filing
        WHERE occupation_code = ANY($1) AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2)
          AND NOT EXISTS (SELECT FROM filing_interruption AS stop
                           WHERE stop.filing_id = filing.id AND stop.kind IN ('REVOKED', 'TERMINATED')
                             AND stop.from_day <= $2 AND (stop.to_day IS NULL OR stop.to_day >= $2))
        GROUP BY occupation_code`,
      [codes, day],
    );
    return new Map(found.map(({ code, filings }) => [code, filings]));
  },
});
