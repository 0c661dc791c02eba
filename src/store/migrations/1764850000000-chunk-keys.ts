import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Digests do not compress, so nothing tries. */
const UP = `
CREATE TABLE chunk_key (
  upload_id uuid NOT NULL,
  chunk_no integer NOT NULL,
  keys bytea NOT NULL,
  known integer[] NOT NULL,
  since bigint NOT NULL,
  CONSTRAINT chunk_key_pk PRIMARY KEY (upload_id, chunk_no),
  CONSTRAINT chunk_key_upload_id_fk FOREIGN KEY (upload_id) REFERENCES upload (id)
);
ALTER TABLE chunk ADD COLUMN checked_xid bigint;
CREATE INDEX chunk_checked_xid_ix ON chunk (checked_xid);
ALTER TABLE chunk_key ALTER COLUMN keys SET STORAGE EXTERNAL;
`;

/**
 * Short keys of what is being checked, and what the hub knew when a chunk was: repetitions inside a batch, and beyond it,
 * are found without reading its records again.
 */
export class ChunkKeys1764850000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chunk_key; ALTER TABLE chunk DROP COLUMN checked_xid');
  }
}
