import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applicants are known by their credit code, so institutions are looked up by it. */
const UP = `
CREATE TABLE application (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  content_digest bytea NOT NULL,
  state text COLLATE "C" NOT NULL,
  route jsonb,
  steps jsonb NOT NULL,
  step_index integer,
  step_by text COLLATE "C",
  step_act text COLLATE "C",
  step_since timestamptz,
  revision integer NOT NULL,
  opened_by text COLLATE "C" NOT NULL,
  opened_role text COLLATE "C" NOT NULL,
  opened_at timestamptz NOT NULL,
  entered_by text array COLLATE "C" NOT NULL,
  submitted_at timestamptz,
  notice_from date,
  notice_to date,
  dropped_filing_ids text array COLLATE "C" NOT NULL,
  approved_at timestamptz,
  published_on date,
  CONSTRAINT application_pk PRIMARY KEY (id)
);
CREATE INDEX application_institution_code_state_ix ON application (institution_code, state);
CREATE INDEX application_state_step_by_region_code_ix ON application (state, step_by, region_code);
CREATE INDEX application_step_act_notice_to_ix ON application (step_act, notice_to);
CREATE INDEX institution_credit_code_ix ON institution (credit_code);
CREATE TABLE application_step (
  application_id uuid NOT NULL,
  revision integer NOT NULL,
  step_index integer NOT NULL,
  by_office text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  opinion text,
  basis text array COLLATE "C" NOT NULL,
  decided_by text COLLATE "C" NOT NULL,
  decided_at timestamptz NOT NULL,
  CONSTRAINT application_step_pk PRIMARY KEY (application_id, revision, step_index)
);
ALTER TABLE application_step ADD CONSTRAINT application_step_application_id_fk FOREIGN KEY (application_id) REFERENCES application(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const DOWN = `DROP TABLE application_step; DROP INDEX institution_credit_code_ix; DROP TABLE application;`;

/** Applications to file and their steps. */
export class Applications1764610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
