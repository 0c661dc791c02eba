import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE pack (
  id uuid NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  digest bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  drafted_by text COLLATE "C" NOT NULL,
  drafted_at timestamptz NOT NULL,
  approved_by text COLLATE "C",
  approved_at timestamptz,
  active_from timestamptz,
  retired_at timestamptz,
  withdrawn_by text COLLATE "C",
  withdrawn_at timestamptz,
  signature text,
  key_id text COLLATE "C",
  CONSTRAINT pack_pk PRIMARY KEY (id)
);
CREATE INDEX pack_state_active_from_ix ON pack (state, active_from);
CREATE INDEX pack_jurisdiction_version_ix ON pack (jurisdiction, version);
CREATE TABLE pack_trial (
  id uuid NOT NULL,
  pack_id uuid NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  days integer NOT NULL,
  on_its_days_only boolean NOT NULL,
  sealed_from timestamptz NOT NULL,
  sealed_to timestamptz NOT NULL,
  base_set_digest bytea NOT NULL,
  tried_set_digest bytea NOT NULL,
  state text COLLATE "C" NOT NULL,
  batches integer NOT NULL,
  records integer NOT NULL,
  last_batch_id uuid,
  started_by text COLLATE "C" NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT pack_trial_pk PRIMARY KEY (id)
);
CREATE INDEX pack_trial_pack_id_ix ON pack_trial (pack_id);
CREATE INDEX pack_trial_state_ix ON pack_trial (state);
CREATE TABLE pack_trial_batch (
  trial_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  records integer NOT NULL,
  changed integer NOT NULL,
  to_passed integer NOT NULL,
  to_held integer NOT NULL,
  to_returned integer NOT NULL,
  by_rule jsonb NOT NULL,
  CONSTRAINT pack_trial_batch_pk PRIMARY KEY (trial_id, batch_id)
);
CREATE TABLE pack_trial_flip (
  trial_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  before text COLLATE "C" NOT NULL,
  after text COLLATE "C" NOT NULL,
  appeared text array COLLATE "C" NOT NULL,
  gone text array COLLATE "C" NOT NULL,
  CONSTRAINT pack_trial_flip_pk PRIMARY KEY (trial_id, batch_id, line)
);
CREATE INDEX batch_sealed_at_id_ix ON batch (sealed_at, id);
ALTER TABLE pack_trial ADD CONSTRAINT pack_trial_pack_id_fk FOREIGN KEY (pack_id) REFERENCES pack(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE pack_trial ADD CONSTRAINT pack_trial_base_set_digest_fk FOREIGN KEY (base_set_digest) REFERENCES pack_set(digest) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE pack_trial ADD CONSTRAINT pack_trial_tried_set_digest_fk FOREIGN KEY (tried_set_digest) REFERENCES pack_set(digest) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE pack_trial_batch ADD CONSTRAINT pack_trial_batch_trial_id_fk FOREIGN KEY (trial_id) REFERENCES pack_trial(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE pack_trial_batch ADD CONSTRAINT pack_trial_batch_batch_id_fk FOREIGN KEY (batch_id) REFERENCES batch(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE pack_trial_flip ADD CONSTRAINT pack_trial_flip_trial_id_fk FOREIGN KEY (trial_id) REFERENCES pack_trial(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

/** Packs published through the hub, and what they would change. */
export class Packs1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP INDEX batch_sealed_at_id_ix; DROP TABLE pack_trial_flip; DROP TABLE pack_trial_batch; DROP TABLE pack_trial; DROP TABLE pack;`,
    );
  }
}
