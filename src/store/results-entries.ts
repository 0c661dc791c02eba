/** Candidates of one submission: kept with it, struck one by one, compared with the records of a batch. */
import type { EntityManager } from 'typeorm';
import type { KeptEntry, ResultsStore, StruckLine } from '../app/results/results-ports';
import { rows } from './rows';

const ENTRIES_PER_STATEMENT = 5_000;

/** Joined on the person: a record is one line of the results whatever its place there. */
const STRUCK = `
SELECT record.line, count(*) OVER ()::int AS total,
       CASE WHEN entry.results_id IS NULL THEN 'ABSENT' WHEN entry.struck_at IS NOT NULL THEN 'STRUCK' ELSE 'FAILED' END AS why
  FROM record LEFT JOIN results_entry AS entry ON entry.results_id = $1 AND entry.person_key = record.person_key
 WHERE record.batch_id = $2 AND record.verdict = 'PASSED'
   AND (entry.results_id IS NULL OR NOT entry.passed OR entry.struck_at IS NOT NULL)
 ORDER BY record.line LIMIT $3`;

type EntryParts = Pick<ResultsStore, 'strike' | 'hasPassed' | 'struckLines'>;

export const entryParts = (manager: EntityManager): EntryParts => ({
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

  struckLines: async (resultsId, batchId, limit) => {
    const lines = await rows<StruckLine & { readonly total: number }>(manager, STRUCK, [resultsId, batchId, limit]);
    return { lines: lines.map(({ line, why }) => ({ line, why })), total: lines[0]?.total ?? 0 };
  },
});

export async function insertEntries(
  manager: EntityManager,
  resultsId: string,
  entries: readonly KeptEntry[],
): Promise<void> {
  for (let first = 0; first < entries.length; first += ENTRIES_PER_STATEMENT) {
    await insertPart(manager, resultsId, first, entries.slice(first, first + ENTRIES_PER_STATEMENT));
  }
}

/** `first`: entries before these. */
async function insertPart(
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
