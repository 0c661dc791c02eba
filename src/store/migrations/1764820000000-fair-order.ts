import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After each check the next ones of the institution are looked for: neither what is checked nor what is decided may cost anything then. */
const UP = `
CREATE INDEX chunk_unchecked_ix ON chunk (upload_id, chunk_no) WHERE checked_at IS NULL;
CREATE INDEX batch_checking_ix ON batch (institution_code, sealed_at, id) WHERE state = 'CHECKING';
`;

const DOWN = `
DROP INDEX batch_checking_ix;
DROP INDEX chunk_unchecked_ix;
`;

/** Which checks come next, by index. */
export class FairOrder1764820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
