/** The tables of an exchange database, as docs/forwarding.md describes them. Run by the receiver, the sample and tests. */
export const EXCHANGE_SCHEMA = `
CREATE TABLE IF NOT EXISTS certhub_parcel (
  parcel_id uuid PRIMARY KEY,
  feed text COLLATE "C" NOT NULL,
  certificates integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS certhub_certificate (
  certificate_no text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  institution_code text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  data jsonb NOT NULL,
  parcel_id uuid NOT NULL REFERENCES certhub_parcel,
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (certificate_no, version)
);
CREATE INDEX IF NOT EXISTS certhub_certificate_parcel_ix ON certhub_certificate (parcel_id);
CREATE TABLE IF NOT EXISTS certhub_answer (
  certificate_no text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  accepted boolean NOT NULL,
  code text,
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (certificate_no, version)
);`;

/** The tables of reports of tallies, as docs/tallies.md describes them. */
export const REPORT_SCHEMA = `
CREATE TABLE IF NOT EXISTS certhub_report (
  report_id uuid PRIMARY KEY,
  feed text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  definition text COLLATE "C" NOT NULL,
  certificates integer NOT NULL,
  row_count integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS certhub_report_row (
  report_id uuid NOT NULL REFERENCES certhub_report,
  row_no integer NOT NULL,
  region_code text COLLATE "C" NOT NULL,
  institution_kind text COLLATE "C" NOT NULL,
  school_type text COLLATE "C" NOT NULL,
  occupation_code text COLLATE "C" NOT NULL,
  level text COLLATE "C" NOT NULL,
  sex text COLLATE "C" NOT NULL,
  age_band text COLLATE "C" NOT NULL,
  candidate_category text COLLATE "C" NOT NULL,
  certificates integer NOT NULL,
  PRIMARY KEY (report_id, row_no)
);
CREATE TABLE IF NOT EXISTS certhub_report_answer (
  report_id uuid PRIMARY KEY,
  accepted boolean NOT NULL,
  code text,
  answered_at timestamptz NOT NULL DEFAULT now()
);`;
