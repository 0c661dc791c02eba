import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE record ADD COLUMN sealed bytea, ALTER COLUMN data DROP NOT NULL;
ALTER TABLE certificate_version ADD COLUMN sealed bytea, ALTER COLUMN data DROP NOT NULL;
ALTER TABLE certificate_change ADD COLUMN sealed bytea;
-- What is sealed does not compress: TOAST must not try.
ALTER TABLE record ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE certificate_version ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE certificate_change ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE attachment ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX record_clear_ix ON record (batch_id) WHERE data IS NOT NULL;
CREATE INDEX certificate_version_clear_ix ON certificate_version (certificate_no) WHERE data IS NOT NULL;
CREATE INDEX certificate_change_clear_ix ON certificate_change (id) WHERE data IS NOT NULL;
CREATE INDEX chunk_clear_ix ON chunk (upload_id) WHERE substr(body, 1, 1) <> '\\x91'::bytea;
CREATE INDEX attachment_clear_ix ON attachment (id) WHERE octet_length(body) = bytes;
`;

/** Fails on a row that is sealed: only its key opens it. */
const DOWN = `
DROP INDEX attachment_clear_ix;
DROP INDEX chunk_clear_ix;
DROP INDEX certificate_change_clear_ix;
DROP INDEX certificate_version_clear_ix;
DROP INDEX record_clear_ix;
ALTER TABLE certificate_version ALTER COLUMN data SET NOT NULL, DROP COLUMN sealed;
ALTER TABLE record ALTER COLUMN data SET NOT NULL, DROP COLUMN sealed;
DO $$ BEGIN
  IF EXISTS (SELECT FROM certificate_change WHERE sealed IS NOT NULL)
  OR EXISTS (SELECT FROM chunk WHERE substr(body, 1, 1) = '\\x91'::bytea)
  OR EXISTS (SELECT FROM attachment WHERE octet_length(body) <> bytes) THEN
    RAISE EXCEPTION 'Rows are sealed: restore a backup instead.';
  END IF;
END $$;
ALTER TABLE certificate_change DROP COLUMN sealed;
`;

/**
 * Records are kept sealed. What stands in clear is readable as before until a worker has sealed it: a migration knows no key.
 * Then the columns `data` are empty.
 */
export class SealedData1764810000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
