import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index over all people of a plan answers who serves where; `jsonb` of a roster is large, and none of it is read for
 * that. Plans that came with registry documents are in it too.
 */
const UP = `
CREATE TABLE plan_case (
  plan_no text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  through_hub boolean NOT NULL,
  audience text array COLLATE "C" NOT NULL,
  content_key bytea,
  remarks jsonb NOT NULL,
  filed_by text COLLATE "C" NOT NULL,
  filed_at timestamptz NOT NULL,
  city_by text COLLATE "C",
  decided_act text COLLATE "C",
  decided_by text COLLATE "C",
  decided_at timestamptz,
  reason text,
  CONSTRAINT plan_case_pk PRIMARY KEY (plan_no)
);
CREATE INDEX plan_case_institution_code_filed_at_ix ON plan_case (institution_code, filed_at);
CREATE INDEX plan_case_state_region_code_filed_at_ix ON plan_case (state, region_code, filed_at);
CREATE INDEX plan_case_institution_code_content_key_ix ON plan_case (institution_code, content_key);
CREATE INDEX plan_staff_ix ON plan USING gin ((assessors || internal_supervisors || invigilators || trainers));
CREATE INDEX batch_plan_no_ix ON batch (plan_no);
CREATE TABLE given_serial (
  noun text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  year text COLLATE "C" NOT NULL,
  last_serial integer NOT NULL,
  CONSTRAINT given_serial_pk PRIMARY KEY (noun, region_code, year)
);
CREATE TABLE staff_proposal (
  id uuid NOT NULL,
  staff_id text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  institution_code text COLLATE "C",
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  reason text,
  CONSTRAINT staff_proposal_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX staff_proposal_staff_id_ix ON staff_proposal (staff_id) WHERE state = 'PROPOSED';
CREATE TABLE staff_bar (
  id uuid NOT NULL,
  staff_id text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date,
  state text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  basis text array COLLATE "C" NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  proposed_role text COLLATE "C" NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  CONSTRAINT staff_bar_pk PRIMARY KEY (id)
);
CREATE INDEX staff_bar_staff_id_ix ON staff_bar (staff_id);
CREATE INDEX assessor_certificate_no_ix ON assessor (certificate_no) WHERE certificate_no IS NOT NULL;
ALTER TABLE plan_case ADD CONSTRAINT plan_case_plan_no_fk FOREIGN KEY (plan_no) REFERENCES plan(plan_no) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const DOWN = `
DROP INDEX assessor_certificate_no_ix;
DROP TABLE staff_bar;
DROP TABLE staff_proposal;
DROP TABLE given_serial;
DROP INDEX batch_plan_no_ix;
DROP INDEX plan_staff_ix;
DROP TABLE plan_case;
`;

/** Exam plans on their way. */
export class Plans1764630000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
