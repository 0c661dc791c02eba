import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * After each check the next ones of the institution are looked for: neither what is checked, nor what is decided, nor what
 * is of another size may cost anything then. 2000 is the size of a small batch (`SMALL_BATCH_RECORDS_MAX`).
 */
const UP = `
CREATE INDEX chunk_unchecked_ix ON chunk (upload_id, tries, chunk_no) WHERE checked_at IS NULL;
CREATE INDEX batch_small_checking_ix ON batch (institution_code, sealed_at, id) WHERE state = 'CHECKING' AND records <= 2000;
CREATE INDEX batch_checking_ix ON batch (institution_code, sealed_at, id) WHERE state = 'CHECKING' AND records > 2000;
ALTER TABLE batch ADD COLUMN settle_tries integer NOT NULL DEFAULT 0;
`;

const DOWN = `
ALTER TABLE batch DROP COLUMN settle_tries;
DROP INDEX batch_checking_ix;
DROP INDEX batch_small_checking_ix;
DROP INDEX chunk_unchecked_ix;
`;

/** Which checks and settlements come next, by index. */
export class FairOrder1764820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
