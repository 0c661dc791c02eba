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
