import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE upload_original ALTER COLUMN body DROP NOT NULL,
  ADD COLUMN cold_place text COLLATE "C", ADD COLUMN cold_from bigint, ADD COLUMN cold_bytes integer;
CREATE INDEX cold_upload_place_ix ON cold_upload (place) WHERE place IS NOT NULL;
`;

const DOWN = `
DROP INDEX cold_upload_place_ix;
ALTER TABLE upload_original ALTER COLUMN body SET NOT NULL;
ALTER TABLE upload_original DROP COLUMN cold_bytes, DROP COLUMN cold_from, DROP COLUMN cold_place;
`;

/** The content as it was sent moves to files with the chunks, and files are found that no row names. */
export class ColdOriginals1764870000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  /** Only while nothing has moved: what lies in files must not be forgotten. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
