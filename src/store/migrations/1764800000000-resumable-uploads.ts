import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE upload ADD COLUMN format text COLLATE "C";
UPDATE upload SET format = 'NDJSON' WHERE EXISTS (SELECT FROM chunk WHERE chunk.upload_id = upload.id);
CREATE INDEX upload_open_ix ON upload (opened_at) WHERE state = 'OPEN';
ALTER TABLE chunk ADD COLUMN source_bytes integer, ADD COLUMN resume jsonb, ADD COLUMN landing uuid;
CREATE TABLE upload_original (
  upload_id uuid NOT NULL,
  from_byte bigint NOT NULL,
  bytes integer NOT NULL,
  digest bytea NOT NULL,
  body bytea NOT NULL,
  received_at timestamptz NOT NULL,
  landing uuid,
  CONSTRAINT upload_original_pk PRIMARY KEY (upload_id, from_byte)
);
ALTER TABLE upload_original ADD CONSTRAINT upload_original_upload_id_fk
  FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
-- Bodies arrive compressed: TOAST must not try again.
ALTER TABLE upload_original ALTER COLUMN body SET STORAGE EXTERNAL;
`;

const DOWN = `
DROP TABLE upload_original;
ALTER TABLE chunk DROP COLUMN landing, DROP COLUMN resume, DROP COLUMN source_bytes;
DROP INDEX upload_open_ix;
ALTER TABLE upload DROP COLUMN format;
`;

/** Uploads that go on where they broke off, formats other than NDJSON, and uploads that were given up. */
export class ResumableUploads1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
