import type { MigrationInterface, QueryRunner } from 'typeorm';

const MEASURES = `
ALTER TABLE measure ADD COLUMN notice_from date, ADD COLUMN notice_to date, ADD COLUMN notice_basis text[],
  ADD COLUMN taken_back_ids text[] COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE measure ALTER COLUMN taken_back_ids DROP DEFAULT;
CREATE INDEX measure_notice_to_id_ix ON measure (notice_to, id) WHERE notice_to IS NOT NULL;
`;

/** Who objected is not kept. */
const OBJECTIONS = `
CREATE TABLE filing_objection (
  id uuid NOT NULL,
  application_id uuid NOT NULL,
  revision integer NOT NULL,
  objection_no integer NOT NULL,
  channel text COLLATE "C" NOT NULL,
  received_on date NOT NULL,
  summary text NOT NULL,
  state text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_role text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_role text COLLATE "C",
  decided_at timestamptz,
  reason text,
  basis text[] COLLATE "C" NOT NULL,
  CONSTRAINT filing_objection_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX filing_objection_application_id_objection_no_ix ON filing_objection (application_id, objection_no);
CREATE INDEX filing_objection_recorded_at_id_ix ON filing_objection (recorded_at, id);
ALTER TABLE filing_objection ADD CONSTRAINT filing_objection_application_id_fk FOREIGN KEY (application_id) REFERENCES application(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const BYLAWS = `
CREATE TABLE bylaw (
  id uuid NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  attachment_id uuid NOT NULL,
  published_by text COLLATE "C" NOT NULL,
  published_at timestamptz NOT NULL,
  replaced_at timestamptz,
  withdrawn_by text COLLATE "C",
  CONSTRAINT bylaw_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bylaw_institution_code_kind_ix ON bylaw (institution_code, kind) WHERE replaced_at IS NULL;
ALTER TABLE bylaw ADD CONSTRAINT bylaw_institution_code_fk FOREIGN KEY (institution_code) REFERENCES institution(code) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE bylaw ADD CONSTRAINT bylaw_attachment_id_fk FOREIGN KEY (attachment_id) REFERENCES attachment(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const DOWN = `
DROP TABLE bylaw;
DROP TABLE filing_objection;
DROP INDEX measure_notice_to_id_ix;
ALTER TABLE measure DROP COLUMN notice_from, DROP COLUMN notice_to, DROP COLUMN notice_basis, DROP COLUMN taken_back_ids;
`;

/** What is shown of filings that ended, objections to filings that are proposed, and bylaws that institutions publish. */
export class FilingNotices1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MEASURES + OBJECTIONS + BYLAWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
