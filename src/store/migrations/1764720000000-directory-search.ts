import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names are searched by any part of them. Chinese has no spaces between words and its searches are two or three characters
 * long, too short for the trigrams of pg_trgm, which besides takes Chinese characters for punctuation under the C locale. So
 * the index holds each pair of neighbouring characters.
 */
const NAMES = `
CREATE FUNCTION character_pairs(searched text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT DISTINCT substr(searched, place, 2) FROM generate_series(1, length(searched) - 1) AS place)
$$;
CREATE INDEX institution_name_pairs_ix ON institution USING gin (character_pairs(name)) WITH (fastupdate = off);
`;

/** Whether a filing is in force is read from the index that lists the filings of an institution. */
const FILINGS = `
DROP INDEX filing_institution_code_id_ix;
CREATE INDEX filing_institution_code_id_from_day_to_day_ix ON filing (institution_code, id, from_day, to_day);
CREATE INDEX filing_interruption_kind_from_day_to_day_filing_id_ix
  ON filing_interruption (kind, from_day, to_day, filing_id);
`;

const DOWN = `
DROP INDEX filing_interruption_kind_from_day_to_day_filing_id_ix, filing_institution_code_id_from_day_to_day_ix;
CREATE INDEX filing_institution_code_id_ix ON filing (institution_code, id);
DROP INDEX institution_name_pairs_ix;
DROP FUNCTION character_pairs(text);
`;

/** What the public directory looks for, by index. */
export class DirectorySearch1764720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NAMES);
    await runner.query(FILINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
