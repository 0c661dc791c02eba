import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE upload ADD COLUMN content_bytes bigint, ADD COLUMN epoch integer NOT NULL DEFAULT 0,
  ADD COLUMN stream_begun_at timestamptz;
`;

/** What an upload must know of itself while several streams and the sweep are at it, and how long its content is. */
export class UploadEpoch1764860000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE upload DROP COLUMN stream_begun_at, DROP COLUMN epoch, DROP COLUMN content_bytes');
  }
}
