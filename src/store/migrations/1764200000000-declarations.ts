import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE declaration (
  institution_code text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  declared_by text COLLATE "C" NOT NULL,
  declared_at timestamptz NOT NULL,
  state text COLLATE "C" NOT NULL,
  decided_step text COLLATE "C",
  decided_by text COLLATE "C",
  decided_at timestamptz,
  decision_reason text,
  CONSTRAINT declaration_pk PRIMARY KEY (institution_code, rule, subject)
);
ALTER TABLE declaration ADD CONSTRAINT declaration_batch_id_fk FOREIGN KEY (batch_id) REFERENCES batch(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE finding ADD COLUMN subject text COLLATE "C";
CREATE INDEX finding_batch_id_line_ix ON finding (batch_id, line) WHERE subject IS NOT NULL;
`;

/** Answers to confirm findings, kept by the content that they are about. */
export class Declarations1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_batch_id_line_ix;
      ALTER TABLE finding DROP COLUMN subject;
      DROP TABLE declaration;`);
  }
}
