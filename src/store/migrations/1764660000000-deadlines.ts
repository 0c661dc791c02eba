import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ended terms and read messages stay for ever; what everybody asks for is the few that run and are unread, by partial indexes. */
const UP = `
CREATE TABLE deadline (
  id uuid NOT NULL,
  term text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C",
  region_code text COLLATE "C" NOT NULL,
  responsible text COLLATE "C" NOT NULL,
  escalated_to text COLLATE "C",
  starts_on date NOT NULL,
  days integer NOT NULL,
  warning_days integer NOT NULL,
  due_on date,
  warn_on date,
  escalate_on date,
  waits_for_year integer,
  next_on date,
  calendars integer NOT NULL,
  state text COLLATE "C" NOT NULL,
  basis text array COLLATE "C" NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT deadline_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX deadline_subject_kind_subject_id_term_ix ON deadline (subject_kind, subject_id, term)
  WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX deadline_institution_code_due_on_ix ON deadline (institution_code, due_on);
CREATE INDEX deadline_region_code_due_on_ix ON deadline (region_code, due_on);
CREATE INDEX deadline_region_code_id_ix ON deadline (region_code, id) WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX deadline_next_on_ix ON deadline (next_on) WHERE next_on IS NOT NULL;
CREATE INDEX deadline_calendars_ix ON deadline (calendars) WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE TABLE calendar_year (
  id uuid NOT NULL,
  year integer NOT NULL,
  state text COLLATE "C" NOT NULL,
  holidays text array COLLATE "C" NOT NULL,
  workdays text array COLLATE "C" NOT NULL,
  notice text NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  confirmed_by text COLLATE "C",
  confirmed_at timestamptz,
  replaced_at timestamptz,
  CONSTRAINT calendar_year_pk PRIMARY KEY (id)
);
CREATE INDEX calendar_year_year_state_ix ON calendar_year (year, state);
CREATE TABLE notification (
  id uuid NOT NULL,
  role text COLLATE "C" NOT NULL,
  audience_code text COLLATE "C" NOT NULL,
  topic text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  text_zh text NOT NULL,
  text_en text NOT NULL,
  at timestamptz NOT NULL,
  once_key text COLLATE "C",
  read_by text COLLATE "C",
  read_at timestamptz,
  CONSTRAINT notification_pk PRIMARY KEY (id)
);
CREATE INDEX notification_role_audience_code_at_id_ix ON notification (role, audience_code, at, id);
CREATE INDEX notification_role_audience_code_ix ON notification (role, audience_code) WHERE read_at IS NULL;
CREATE UNIQUE INDEX notification_once_key_ix ON notification (once_key) WHERE once_key IS NOT NULL;
CREATE TABLE decision (
  id uuid NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C",
  region_code text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  basis text array COLLATE "C" NOT NULL,
  decided_by text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  decided_at timestamptz NOT NULL,
  CONSTRAINT decision_pk PRIMARY KEY (id)
);
CREATE INDEX decision_subject_kind_subject_id_ix ON decision (subject_kind, subject_id);
CREATE INDEX decision_institution_code_decided_at_ix ON decision (institution_code, decided_at);
CREATE INDEX decision_region_code_decided_at_ix ON decision (region_code, decided_at);
CREATE INDEX decision_decided_at_id_ix ON decision (decided_at, id);
`;

const DOWN = `DROP TABLE decision; DROP TABLE notification; DROP TABLE calendar_year; DROP TABLE deadline;`;

/** Deadlines, calendar years, notifications and decisions. */
export class Deadlines1764660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
