import type { MigrationInterface, QueryRunner } from 'typeorm';

const FEEDS = `
ALTER TABLE feed ADD COLUMN description jsonb;
CREATE TABLE feed_form (
  digest bytea NOT NULL,
  form jsonb NOT NULL,
  CONSTRAINT feed_form_pk PRIMARY KEY (digest)
);
CREATE TABLE feed_state (
  feed text COLLATE "C" NOT NULL,
  paused_at timestamptz,
  paused_by text COLLATE "C",
  pause_reason text,
  resumed_at timestamptz,
  breaker text COLLATE "C" NOT NULL DEFAULT 'CLOSED',
  failures integer NOT NULL DEFAULT 0,
  probes integer NOT NULL DEFAULT 0,
  opened_at timestamptz,
  probe_at timestamptz,
  free_at timestamptz,
  taken_at timestamptz,
  heard_at timestamptz,
  failed_at timestamptz,
  failure text COLLATE "C",
  refused_in_row integer NOT NULL DEFAULT 0,
  CONSTRAINT feed_state_pk PRIMARY KEY (feed),
  CONSTRAINT feed_state_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE TABLE feed_alarm (
  id uuid NOT NULL,
  feed text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  since timestamptz NOT NULL,
  raised_at timestamptz NOT NULL,
  ended_at timestamptz,
  facts jsonb NOT NULL,
  CONSTRAINT feed_alarm_pk PRIMARY KEY (id),
  CONSTRAINT feed_alarm_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE UNIQUE INDEX feed_alarm_open_ix ON feed_alarm (feed, kind) WHERE ended_at IS NULL;
CREATE INDEX feed_alarm_raised_at_id_ix ON feed_alarm (raised_at, id);
CREATE TABLE feed_oddity (
  feed text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  delivery_id uuid,
  CONSTRAINT feed_oddity_pk PRIMARY KEY (feed, code),
  CONSTRAINT feed_oddity_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE INDEX feed_oddity_last_at_ix ON feed_oddity (last_at);
`;

/**
 * Digests come once an item was handed over, to all items of a page at a time: half a page of room lets that be done in place, without a
 * word in three indexes.
 */
const DELIVERIES = `
ALTER TABLE delivery ADD COLUMN form_digest bytea,
  ADD COLUMN moved integer NOT NULL DEFAULT 0,
  ADD COLUMN resent_at timestamptz,
  ADD COLUMN oddities jsonb,
  ADD CONSTRAINT delivery_form_digest_fk FOREIGN KEY (form_digest) REFERENCES feed_form (digest);
CREATE INDEX delivery_open_ix ON delivery (feed, state, due_at, id) WHERE state <> 'ANSWERED';
ALTER TABLE delivery_item ADD COLUMN digest bigint;
ALTER TABLE delivery_item SET (fillfactor = 50);
CREATE INDEX delivery_item_refused_ix ON delivery_item (feed, certificate_no, version) WHERE state = 'REFUSED';
`;

const RECONCILIATIONS = `
CREATE TABLE reconciliation (
  id uuid NOT NULL,
  feed text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  heal boolean NOT NULL,
  due_at timestamptz NOT NULL,
  runs integer NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  hub_versions integer NOT NULL DEFAULT 0,
  feed_versions integer NOT NULL DEFAULT 0,
  missing integer NOT NULL DEFAULT 0,
  extra integer NOT NULL DEFAULT 0,
  differing integer NOT NULL DEFAULT 0,
  owed integer NOT NULL DEFAULT 0,
  healed integer NOT NULL DEFAULT 0,
  waiting integer NOT NULL DEFAULT 0,
  questions integer NOT NULL DEFAULT 0,
  ranges_compared integer NOT NULL DEFAULT 0,
  items_compared integer NOT NULL DEFAULT 0,
  hub_rows_read integer NOT NULL DEFAULT 0,
  feed_rows_read integer NOT NULL DEFAULT 0,
  failure text COLLATE "C",
  CONSTRAINT reconciliation_pk PRIMARY KEY (id),
  CONSTRAINT reconciliation_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE INDEX reconciliation_feed_started_at_ix ON reconciliation (feed, started_at);
CREATE UNIQUE INDEX reconciliation_running_ix ON reconciliation (feed) WHERE state = 'RUNNING';
CREATE TABLE reconciliation_difference (
  reconciliation_id uuid NOT NULL,
  certificate_no text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  delivery_id uuid,
  CONSTRAINT reconciliation_difference_pk PRIMARY KEY (reconciliation_id, certificate_no, version),
  CONSTRAINT reconciliation_difference_reconciliation_id_fk FOREIGN KEY (reconciliation_id) REFERENCES reconciliation (id)
);
`;

const REPORTS = `
CREATE TABLE tally_report (
  id uuid NOT NULL,
  feed text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  definition text COLLATE "C" NOT NULL,
  certificates integer NOT NULL,
  rows jsonb NOT NULL,
  digest text COLLATE "C" NOT NULL,
  certificates_digest text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  changes jsonb,
  wants jsonb NOT NULL,
  recomputations integer NOT NULL,
  made_at timestamptz NOT NULL,
  state text COLLATE "C" NOT NULL,
  attempts_made integer NOT NULL DEFAULT 0,
  attempts_before integer NOT NULL DEFAULT 0,
  lease_until timestamptz,
  due_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz,
  code text COLLATE "C",
  CONSTRAINT tally_report_pk PRIMARY KEY (id),
  CONSTRAINT tally_report_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE UNIQUE INDEX tally_report_feed_period_revision_ix ON tally_report (feed, period, revision);
CREATE INDEX tally_report_open_ix ON tally_report (state, due_at) WHERE state IN ('DUE', 'SENT');
CREATE INDEX tally_report_made_at_id_ix ON tally_report (made_at, id);
CREATE TABLE tally_report_look (
  feed text COLLATE "C" NOT NULL,
  looked_on date,
  asked_at timestamptz,
  CONSTRAINT tally_report_look_pk PRIMARY KEY (feed),
  CONSTRAINT tally_report_look_feed_fk FOREIGN KEY (feed) REFERENCES feed (name)
);
CREATE TABLE tally_bucket (
  period text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  recomputations integer NOT NULL,
  CONSTRAINT tally_bucket_pk PRIMARY KEY (period, region_code)
);
CREATE INDEX certificate_version_later_ix ON certificate_version (created_at, certificate_no) WHERE kind <> 'ISSUED';
`;

/** What another hub handed up was judged there: here is neither a snapshot nor a set of packs by which it was. */
const RECEIVED = `
ALTER TABLE batch ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT 'INSTITUTION',
  ALTER COLUMN snapshot_digest DROP NOT NULL, ALTER COLUMN pack_set_digest DROP NOT NULL,
  ADD CONSTRAINT batch_judged_ck CHECK (origin = 'HUB' OR snapshot_digest IS NOT NULL AND pack_set_digest IS NOT NULL);
CREATE TABLE received_parcel (
  parcel_id uuid NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  certificates integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  received_at timestamptz NOT NULL,
  CONSTRAINT received_parcel_pk PRIMARY KEY (parcel_id)
);
CREATE TABLE received_version (
  region_code text COLLATE "C" NOT NULL,
  certificate_no text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  parcel_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  digest bigint NOT NULL,
  accepted boolean NOT NULL,
  code text COLLATE "C",
  answered_at timestamptz NOT NULL,
  CONSTRAINT received_version_pk PRIMARY KEY (region_code, certificate_no, version),
  CONSTRAINT received_version_parcel_id_fk FOREIGN KEY (parcel_id) REFERENCES received_parcel (parcel_id)
);
CREATE INDEX received_version_parcel_id_ix ON received_version (parcel_id);
`;

const DOWN = `
DROP TABLE received_version;
DROP TABLE received_parcel;
ALTER TABLE batch DROP CONSTRAINT batch_judged_ck, DROP COLUMN origin,
  ALTER COLUMN snapshot_digest SET NOT NULL, ALTER COLUMN pack_set_digest SET NOT NULL;
DROP INDEX certificate_version_later_ix;
DROP TABLE tally_bucket;
DROP TABLE tally_report_look;
DROP TABLE tally_report;
DROP TABLE reconciliation_difference;
DROP TABLE reconciliation;
DROP INDEX delivery_item_refused_ix;
ALTER TABLE delivery_item RESET (fillfactor);
ALTER TABLE delivery_item DROP COLUMN digest;
DROP INDEX delivery_open_ix;
ALTER TABLE delivery DROP COLUMN form_digest, DROP COLUMN moved, DROP COLUMN resent_at, DROP COLUMN oddities;
DROP TABLE feed_oddity;
DROP TABLE feed_alarm;
DROP TABLE feed_state;
DROP TABLE feed_form;
ALTER TABLE feed DROP COLUMN description;
`;

/** Feeds that are described, watched, reconciled and told counts, and certificates that another hub hands up. */
export class Forwarding1764880000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FEEDS, DELIVERIES, RECONCILIATIONS, REPORTS, RECEIVED]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
