import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE certificate ADD COLUMN replaces text COLLATE "C", ADD COLUMN replaced_by text COLLATE "C";
CREATE TABLE certificate_change (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  certificate_no text COLLATE "C" NOT NULL,
  base_version integer NOT NULL,
  new_certificate_no text COLLATE "C",
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  data text,
  content_key text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  evidence text[] COLLATE "C" NOT NULL,
  findings jsonb NOT NULL,
  requested_by text COLLATE "C" NOT NULL,
  requested_at timestamptz NOT NULL,
  city_decided_by text COLLATE "C",
  city_decided_at timestamptz,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  decision_reason text,
  applied_version integer,
  CONSTRAINT certificate_change_pk PRIMARY KEY (id)
);
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_certificate_no_fk FOREIGN KEY (certificate_no) REFERENCES certificate(certificate_no) ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE UNIQUE INDEX certificate_change_certificate_no_ix ON certificate_change (certificate_no) WHERE state IN ('REQUESTED', 'CITY_APPROVED');
CREATE UNIQUE INDEX certificate_change_new_certificate_no_ix ON certificate_change (new_certificate_no) WHERE state IN ('REQUESTED', 'CITY_APPROVED');
CREATE INDEX certificate_change_institution_code_requested_at_ix ON certificate_change (institution_code, requested_at);
CREATE INDEX certificate_change_state_requested_at_ix ON certificate_change (state, requested_at);
CREATE TABLE recall (
  id uuid NOT NULL,
  state text COLLATE "C" NOT NULL,
  ground text COLLATE "C" NOT NULL,
  scope jsonb NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  basis text[] NOT NULL,
  evidence text[] COLLATE "C" NOT NULL,
  content_key text COLLATE "C" NOT NULL,
  live integer NOT NULL,
  revoked integer NOT NULL,
  replaced integer NOT NULL,
  feeds integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  proposed_role text COLLATE "C" NOT NULL,
  proposed_at timestamptz NOT NULL,
  ended_by text COLLATE "C",
  ended_at timestamptz,
  ended_reason text,
  CONSTRAINT recall_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX recall_proposed_by_content_key_ix ON recall (proposed_by, content_key) WHERE state = 'PROPOSED';
CREATE INDEX recall_institution_code_proposed_at_ix ON recall (institution_code, proposed_at);
CREATE INDEX recall_state_proposed_at_ix ON recall (state, proposed_at);
CREATE TABLE recall_item (
  recall_id uuid NOT NULL,
  certificate_no text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  CONSTRAINT recall_item_pk PRIMARY KEY (recall_id, certificate_no)
);
CREATE INDEX recall_item_certificate_no_ix ON recall_item (certificate_no);
CREATE TABLE subsidy_recovery (
  certificate_no text COLLATE "C" NOT NULL,
  recall_id uuid NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  amount_fen integer,
  reason text,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  CONSTRAINT subsidy_recovery_pk PRIMARY KEY (certificate_no)
);
CREATE INDEX subsidy_recovery_recall_id_ix ON subsidy_recovery (recall_id);
CREATE INDEX subsidy_recovery_institution_code_state_ix ON subsidy_recovery (institution_code, state);
`;

const DOWN = `
DROP TABLE subsidy_recovery;
DROP TABLE recall_item;
DROP TABLE recall;
DROP TABLE certificate_change;
ALTER TABLE certificate DROP COLUMN replaces, DROP COLUMN replaced_by;
`;

/** Corrections, re-issues, recalls and subsidies to recover. */
export class CertificateChanges1764670000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
