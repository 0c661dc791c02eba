import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bodies of chunks move to files; rows keep digest and place. Batches move in the order in which they were decided. */
const COLD = `
ALTER TABLE chunk ALTER COLUMN body DROP NOT NULL,
  ADD COLUMN cold_place text COLLATE "C", ADD COLUMN cold_from bigint, ADD COLUMN cold_bytes integer;
CREATE TABLE cold_upload (
  upload_id uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  place text COLLATE "C",
  digest bytea,
  bytes bigint,
  moved_at timestamptz NOT NULL,
  CONSTRAINT cold_upload_pk PRIMARY KEY (upload_id)
);
CREATE INDEX cold_upload_decided_at_upload_id_ix ON cold_upload (decided_at, upload_id);
ALTER TABLE cold_upload ADD CONSTRAINT cold_upload_upload_id_fk FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX batch_decided_ix ON batch (coalesce(decided_at, checked_at), id) WHERE state IN ('APPROVED', 'RETURNED');
`;

/**
 * An index of digests is written all over: each row costs a page of its own, and a page that is touched for the first time after
 * a checkpoint goes to the log whole. A holding is found through its person, who has few.
 */
const INDEXES = `
DROP INDEX certificate_holding_key_ix;
ALTER TABLE finding DROP CONSTRAINT finding_pk;
DROP INDEX finding_batch_id_line_id_ix;
ALTER TABLE finding ADD CONSTRAINT finding_pk PRIMARY KEY (batch_id, line, id);
DROP INDEX certificate_region_code_issued_on_ix;
CREATE INDEX certificate_live_ix ON certificate (region_code, issued_on) WHERE state = 'LIVE';
CREATE INDEX delivery_created_at_id_ix ON delivery (created_at, id);
CREATE INDEX delivery_item_open_ix ON delivery_item (delivery_id, certificate_no, version) WHERE state <> 'ACCEPTED';
`;

/** Vacuum and statistics follow the rows that come, not a fifth of a hundred million: every 2 % of what is there. */
const EVERY_50TH = `autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_insert_threshold = 100000,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 5000`;
const BY_DEFAULT = EVERY_50TH.replaceAll(/ = [\d.]+/g, '');

/**
 * A row of `chunk` is written again, in columns of no index, while it is young: its page has room for that.
 *
 * Distinct values as a share of the rows: what a sample of 30,000 rows makes of them falls short by orders of magnitude, and
 * plans with it. A batch has hundreds of lines, a person one or two certificates.
 */
const SETTINGS = `
ALTER TABLE record SET (${EVERY_50TH});
ALTER TABLE finding SET (${EVERY_50TH});
ALTER TABLE certificate SET (${EVERY_50TH});
ALTER TABLE certificate_version SET (${EVERY_50TH});
ALTER TABLE delivery_item SET (${EVERY_50TH});
ALTER TABLE chunk SET (fillfactor = 70);
ALTER TABLE record ALTER COLUMN batch_id SET (n_distinct = -0.005), ALTER COLUMN person_key SET (n_distinct = -0.8),
  ALTER COLUMN certificate_no SET (n_distinct = -0.95);
ALTER TABLE finding ALTER COLUMN batch_id SET (n_distinct = -0.05);
ALTER TABLE certificate ALTER COLUMN batch_id SET (n_distinct = -0.005), ALTER COLUMN person_key SET (n_distinct = -0.8);
ALTER TABLE certificate_version ALTER COLUMN batch_id SET (n_distinct = -0.005);
ALTER TABLE delivery_item ALTER COLUMN delivery_id SET (n_distinct = -0.005);
`;

const DOWN = `
ALTER TABLE delivery_item ALTER COLUMN delivery_id RESET (n_distinct);
ALTER TABLE certificate_version ALTER COLUMN batch_id RESET (n_distinct);
ALTER TABLE certificate ALTER COLUMN batch_id RESET (n_distinct), ALTER COLUMN person_key RESET (n_distinct);
ALTER TABLE finding ALTER COLUMN batch_id RESET (n_distinct);
ALTER TABLE record ALTER COLUMN batch_id RESET (n_distinct), ALTER COLUMN person_key RESET (n_distinct),
  ALTER COLUMN certificate_no RESET (n_distinct);
ALTER TABLE chunk RESET (fillfactor);
ALTER TABLE delivery_item RESET (${BY_DEFAULT});
ALTER TABLE certificate_version RESET (${BY_DEFAULT});
ALTER TABLE certificate RESET (${BY_DEFAULT});
ALTER TABLE finding RESET (${BY_DEFAULT});
ALTER TABLE record RESET (${BY_DEFAULT});
DROP INDEX delivery_item_open_ix, delivery_created_at_id_ix, certificate_live_ix, batch_decided_ix;
CREATE INDEX certificate_region_code_issued_on_ix ON certificate (region_code, issued_on);
ALTER TABLE finding DROP CONSTRAINT finding_pk;
ALTER TABLE finding ADD CONSTRAINT finding_pk PRIMARY KEY (id);
CREATE INDEX finding_batch_id_line_id_ix ON finding (batch_id, line, id);
CREATE INDEX certificate_holding_key_ix ON certificate (holding_key);
DROP TABLE cold_upload;
ALTER TABLE chunk DROP COLUMN cold_bytes, DROP COLUMN cold_from, DROP COLUMN cold_place;
ALTER TABLE chunk ALTER COLUMN body SET NOT NULL;
`;

/** Tables and indexes for a hundred million certificates, and a place outside for what is old. */
export class Growth1764830000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${COLD}${INDEXES}${SETTINGS}`);
  }

  /** Only while nothing has moved: what lies in files must not be forgotten. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
