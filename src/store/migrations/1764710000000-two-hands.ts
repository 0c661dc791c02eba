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

/**
 * Whose hand put a bar or a measure in force. Of what was decided before, the role of the client that decided it; where no such
 * client is kept, that of the proposer.
 */
const DECIDED_ROLES = ['staff_bar', 'measure']
  .map(
    (table) => `
ALTER TABLE ${table} ADD COLUMN decided_role text COLLATE "C";
UPDATE ${table} SET decided_role =
       coalesce((SELECT role FROM api_client WHERE client_id = ${table}.decided_by), ${table}.proposed_role)
 WHERE decided_by IS NOT NULL;
`,
  )
  .join('');

const DOWN = `
ALTER TABLE measure DROP COLUMN decided_role;
ALTER TABLE staff_bar DROP COLUMN decided_role;
DROP TABLE proposal;
`;

/** What two people undo, and whose hands made it: bars that are lifted, results that are withdrawn, objections that are upheld. */
export class TwoHands1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP + DECIDED_ROLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
