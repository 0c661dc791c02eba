import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bodies are packed formats already, and are read whole: no compression by PostgreSQL. */
const ATTACHMENTS = `
CREATE TABLE attachment (
  id uuid NOT NULL,
  institution_code text COLLATE "C",
  region_code text COLLATE "C",
  file_name text NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  bytes integer NOT NULL,
  digest bytea NOT NULL,
  body bytea NOT NULL,
  sent_by text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  sent_at timestamptz NOT NULL,
  CONSTRAINT attachment_pk PRIMARY KEY (id)
);
ALTER TABLE attachment ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX attachment_sent_by_digest_media_type_ix ON attachment (sent_by, digest, media_type);
`;

const RESULTS = `
CREATE TABLE results (
  id uuid NOT NULL,
  plan_no text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  notice_from date,
  notice_to date,
  candidates integer NOT NULL,
  passed integer NOT NULL,
  content_key bytea NOT NULL,
  submitted_by text COLLATE "C" NOT NULL,
  submitted_at timestamptz NOT NULL,
  overdue_told_at timestamptz,
  closed_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text COLLATE "C",
  withdraw_reason text,
  CONSTRAINT results_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX results_plan_no_revision_ix ON results (plan_no, revision);
CREATE UNIQUE INDEX results_plan_no_ix ON results (plan_no) WHERE state <> 'WITHDRAWN';
CREATE INDEX results_state_notice_from_ix ON results (state, notice_from);
CREATE INDEX results_institution_code_submitted_at_ix ON results (institution_code, submitted_at);
CREATE INDEX results_region_code_submitted_at_ix ON results (region_code, submitted_at);
ALTER TABLE results ADD CONSTRAINT results_institution_code_fk FOREIGN KEY (institution_code) REFERENCES institution(code) ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE TABLE results_entry (
  results_id uuid NOT NULL,
  entry_no integer NOT NULL,
  name_masked text NOT NULL,
  id_type text COLLATE "C" NOT NULL,
  id_number_masked text COLLATE "C" NOT NULL,
  person_key bytea NOT NULL,
  passed boolean NOT NULL,
  struck_at timestamptz,
  CONSTRAINT results_entry_pk PRIMARY KEY (results_id, entry_no)
);
CREATE UNIQUE INDEX results_entry_results_id_person_key_ix ON results_entry (results_id, person_key);
ALTER TABLE results_entry ADD CONSTRAINT results_entry_results_id_fk FOREIGN KEY (results_id) REFERENCES results(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE TABLE objection (
  id uuid NOT NULL,
  results_id uuid NOT NULL,
  entry_no integer,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  text text NOT NULL,
  state text COLLATE "C" NOT NULL,
  raised_by text COLLATE "C" NOT NULL,
  raised_role text COLLATE "C" NOT NULL,
  raised_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_role text COLLATE "C",
  decided_at timestamptz,
  reason text,
  basis text[] COLLATE "C" NOT NULL,
  CONSTRAINT objection_pk PRIMARY KEY (id)
);
CREATE INDEX objection_results_id_state_ix ON objection (results_id, state);
CREATE INDEX objection_region_code_raised_at_ix ON objection (region_code, raised_at);
CREATE INDEX objection_institution_code_raised_at_ix ON objection (institution_code, raised_at);
ALTER TABLE objection ADD CONSTRAINT objection_results_id_fk FOREIGN KEY (results_id) REFERENCES results(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

/** Results of exams, their public notices, objections, and attachments of any noun. */
export class Results1764640000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ATTACHMENTS + RESULTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE objection; DROP TABLE results_entry; DROP TABLE results; DROP TABLE attachment;`);
  }
}
