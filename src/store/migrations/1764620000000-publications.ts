import type { MigrationInterface, QueryRunner } from 'typeorm';

const SERIALS = `
CREATE TABLE site_serial (
  province_code text COLLATE "C" NOT NULL,
  first_serial integer NOT NULL,
  last_serial integer NOT NULL,
  CONSTRAINT site_serial_pk PRIMARY KEY (province_code, first_serial)
);
CREATE INDEX site_serial_of_code_ix ON site (substr(code, 6, 2), substr(code, 8));
CREATE INDEX filing_to_day_id_ix ON filing (to_day, id);
`;

const PUBLICATIONS = `
CREATE TABLE publication (
  id uuid NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  published_on date NOT NULL,
  published_by text COLLATE "C" NOT NULL,
  published_at timestamptz NOT NULL,
  digest text COLLATE "C",
  CONSTRAINT publication_pk PRIMARY KEY (id)
);
CREATE INDEX publication_published_at_id_ix ON publication (published_at, id);
CREATE UNIQUE INDEX publication_digest_ix ON publication (digest) WHERE digest IS NOT NULL;
CREATE TABLE publication_item (
  application_id uuid NOT NULL,
  publication_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  institution_name text NOT NULL,
  filing_ids text[] COLLATE "C" NOT NULL,
  site_codes text[] COLLATE "C" NOT NULL,
  CONSTRAINT publication_item_pk PRIMARY KEY (application_id),
  CONSTRAINT publication_item_publication_id_fk FOREIGN KEY (publication_id) REFERENCES publication (id)
);
CREATE INDEX publication_item_publication_id_ix ON publication_item (publication_id);
`;

/** `proposed_role`: what a province proposed, only a province decides. */
const MEASURES = `
CREATE TABLE measure (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  filing_ids text[] COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date,
  reason_code text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  basis text[] NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  proposed_role text COLLATE "C" NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by text COLLATE "C",
  decided_at timestamptz,
  decision_reason text,
  CONSTRAINT measure_pk PRIMARY KEY (id)
);
CREATE INDEX measure_institution_code_ix ON measure (institution_code);
CREATE INDEX measure_proposed_at_id_ix ON measure (proposed_at, id);
CREATE TABLE application_bar (
  measure_id uuid NOT NULL,
  credit_code text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  reason text NOT NULL,
  CONSTRAINT application_bar_pk PRIMARY KEY (measure_id),
  CONSTRAINT application_bar_measure_id_fk FOREIGN KEY (measure_id) REFERENCES measure (id)
);
CREATE INDEX application_bar_credit_code_ix ON application_bar (credit_code);
`;

const WATCH = `
CREATE TABLE registry_watch (
  topic text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  mark text COLLATE "C" NOT NULL,
  told_at timestamptz NOT NULL,
  CONSTRAINT registry_watch_pk PRIMARY KEY (topic, subject_id, mark)
);
CREATE TABLE registry_watch_day (
  day date NOT NULL,
  ended_at timestamptz NOT NULL,
  CONSTRAINT registry_watch_day_pk PRIMARY KEY (day)
);
`;

const DOWN = `
DROP TABLE registry_watch_day;
DROP TABLE registry_watch;
DROP TABLE application_bar;
DROP TABLE measure;
DROP TABLE publication_item;
DROP TABLE publication;
DROP INDEX filing_to_day_id_ix;
DROP INDEX site_serial_of_code_ix;
DROP TABLE site_serial;
`;

/** Site serials, publications, measures and bars. */
export class Publications1764620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [SERIALS, PUBLICATIONS, MEASURES, WATCH]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
