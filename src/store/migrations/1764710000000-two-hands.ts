import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE proposal (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C",
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  basis text array COLLATE "C" NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  proposed_role text COLLATE "C" NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  decision_reason text,
  CONSTRAINT proposal_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX proposal_kind_subject_id_ix ON proposal (kind, subject_id) WHERE state = 'PROPOSED';
CREATE INDEX proposal_subject_id_kind_proposed_at_ix ON proposal (subject_id, kind, proposed_at);
CREATE INDEX proposal_region_code_proposed_at_ix ON proposal (region_code, proposed_at);
`;

const DOWN = `
DROP TABLE proposal;
`;

/** What two people undo: bars that are lifted, results that are withdrawn, objections that are upheld. */
export class TwoHands1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
