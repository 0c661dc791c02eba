import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
ALTER TABLE institution ADD COLUMN ownership text COLLATE "C", ADD COLUMN address text, ADD COLUMN phone text,
  ADD COLUMN registration_authority text,
  ADD COLUMN contact_name text;
ALTER TABLE site ADD COLUMN address text;
ALTER TABLE filing ADD COLUMN fees jsonb;
ALTER TABLE assessor ADD COLUMN kinds text array COLLATE "C" NOT NULL DEFAULT '{ASSESSOR}',
  ADD COLUMN institution_code text COLLATE "C", ADD COLUMN region_code text COLLATE "C",
  ADD COLUMN certificate_no text COLLATE "C", ADD COLUMN name text;
ALTER TABLE assessor ALTER COLUMN kinds DROP DEFAULT;
ALTER TABLE catalogue_edition ADD COLUMN supplement_to text COLLATE "C";
CREATE INDEX assessor_institution_code_ix ON assessor (institution_code);
CREATE INDEX site_region_code_ix ON site (region_code);
CREATE INDEX filing_occupation_code_institution_code_id_ix ON filing (occupation_code, institution_code, id);
CREATE INDEX filing_institution_code_id_ix ON filing (institution_code, id);
DROP INDEX filing_institution_code_ix;
CREATE TABLE registry_version (
  noun text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  institution_code text COLLATE "C",
  content jsonb NOT NULL,
  superseded_at timestamptz,
  recorded_by text COLLATE "C" NOT NULL,
  CONSTRAINT registry_version_pk PRIMARY KEY (noun, key, recorded_at)
);
CREATE UNIQUE INDEX registry_version_noun_key_ix ON registry_version (noun, key) WHERE superseded_at IS NULL;
CREATE INDEX registry_version_institution_code_noun_key_recorded_at_ix ON registry_version (institution_code, noun, key, recorded_at);
CREATE TABLE registry_roster (
  digest text COLLATE "C" NOT NULL,
  entries jsonb NOT NULL,
  CONSTRAINT registry_roster_pk PRIMARY KEY (digest)
);
CREATE TABLE catalogue_draft (
  id uuid NOT NULL,
  edition text COLLATE "C" NOT NULL,
  supplement_to text COLLATE "C",
  from_day date NOT NULL,
  to_day date,
  basis text array COLLATE "C" NOT NULL,
  occupations jsonb NOT NULL,
  report_digest text COLLATE "C" NOT NULL,
  counts jsonb NOT NULL,
  state text COLLATE "C" NOT NULL,
  drafted_by text COLLATE "C" NOT NULL,
  drafted_at timestamptz NOT NULL,
  applied_by text COLLATE "C",
  applied_at timestamptz,
  CONSTRAINT catalogue_draft_pk PRIMARY KEY (id)
);
CREATE INDEX catalogue_draft_report_digest_ix ON catalogue_draft (report_digest);
CREATE TABLE catalogue_change (
  draft_id uuid NOT NULL,
  code text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  name_before text,
  name_after text,
  work_types_before text array COLLATE "C" NOT NULL,
  work_types_after text array COLLATE "C" NOT NULL,
  filings integer NOT NULL,
  CONSTRAINT catalogue_change_pk PRIMARY KEY (draft_id, code)
);
ALTER TABLE catalogue_change ADD CONSTRAINT catalogue_change_draft_id_fk FOREIGN KEY (draft_id) REFERENCES catalogue_draft(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

/** As `rosterContent` of src/domain/registry/versions.ts digests a roster. */
const ROSTER_DIGEST = `encode(sha256(convert_to(coalesce((SELECT string_agg(entry, E'\\n' ORDER BY place)
  FROM jsonb_array_elements_text(plan.roster) WITH ORDINALITY AS listed (entry, place)), ''), 'UTF8')), 'hex')`;
const HAS_ROSTER = `jsonb_typeof(plan.roster) = 'array'`;

/** What stands, as `versionsOf` of src/domain/registry/versions.ts would say it. */
const STANDING = `
SELECT 'INSTITUTION' AS noun, code AS key, code AS institution_code, jsonb_build_object(
         'code', code, 'name', name, 'creditCode', credit_code, 'kind', kind, 'schoolType', school_type,
         'regionCode', region_code, 'grade', grade, 'ownership', ownership, 'address', address, 'phone', phone,
         'registrationAuthority', registration_authority, 'contactName', contact_name,
         'names', coalesce((SELECT jsonb_agg(jsonb_build_object('name', part.name, 'from', part.from_day, 'to', part.to_day)
                                             ORDER BY part.from_day)
                              FROM institution_name AS part WHERE part.institution_code = institution.code), '[]')) AS content
  FROM institution
UNION ALL
SELECT 'SITE', code, institution_code, jsonb_build_object(
         'code', code, 'institutionCode', institution_code, 'regionCode', region_code, 'name', name, 'venue', venue,
         'address', address, 'from', from_day, 'to', to_day)
  FROM site
UNION ALL
SELECT 'FILING', id, institution_code, jsonb_build_object(
         'id', id, 'institutionCode', institution_code, 'occupationCode', occupation_code, 'workTypes', work_types,
         'levels', levels, 'siteCodes', site_codes, 'audience', audience, 'basis', basis, 'fees', fees,
         'from', from_day, 'to', to_day,
         'interruptions', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', part.kind, 'from', part.from_day, 'to', part.to_day)
                                                     ORDER BY part.from_day, part.kind)
                                      FROM filing_interruption AS part WHERE part.filing_id = filing.id), '[]'))
  FROM filing
UNION ALL
SELECT 'PLAN', plan_no, institution_code, jsonb_build_object(
         'planNo', plan_no, 'institutionCode', institution_code, 'status', status, 'provinceApproved', province_approved,
         'filedOn', filed_on, 'enrolmentClosedOn', enrolment_closed_on, 'occupationCode', occupation_code,
         'workType', work_type, 'level', level, 'siteCode', site_code, 'examFrom', exam_from, 'examTo', exam_to,
         'headcount', headcount, 'roster', CASE WHEN ${HAS_ROSTER} THEN ${ROSTER_DIGEST} END, 'assessors', assessors,
         'internalSupervisors', internal_supervisors, 'invigilators', invigilators, 'trainers', trainers)
  FROM plan
UNION ALL
SELECT 'STAFF', id, institution_code, jsonb_build_object(
         'id', id, 'kinds', kinds, 'institutionCode', institution_code, 'regionCode', region_code,
         'certificateNo', certificate_no, 'name', name, 'occupationCodes', occupation_codes, 'from', from_day,
         'to', to_day, 'barred', barred)
  FROM assessor
UNION ALL
SELECT 'CATALOGUE', edition, NULL, jsonb_build_object(
         'edition', edition, 'supplementTo', supplement_to, 'from', from_day, 'to', to_day,
         'occupations', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', part.code, 'name', part.name, 'workTypes', part.work_types)
                                                   ORDER BY part.code), '[]')
                           FROM catalogue_occupation AS part WHERE part.edition = catalogue_edition.edition))
  FROM catalogue_edition
`;

/**
 * What was known before the hub kept its history is not known: the first versions begin with this migration, so that a
 * question about an earlier moment is refused and not answered by what stands today.
 */
export const FIRST_VERSIONS = `
INSERT INTO registry_roster (digest, entries)
SELECT ${ROSTER_DIGEST}, roster FROM plan WHERE ${HAS_ROSTER} ON CONFLICT DO NOTHING;
INSERT INTO registry_version (noun, key, recorded_at, institution_code, content, superseded_at, recorded_by)
SELECT noun, key, date_trunc('milliseconds', now()), institution_code, content, NULL, 'migration' FROM (${STANDING}) AS standing;
`;

const DOWN = `
DROP TABLE catalogue_change, catalogue_draft, registry_roster, registry_version;
CREATE INDEX filing_institution_code_ix ON filing (institution_code);
DROP INDEX filing_institution_code_id_ix, filing_occupation_code_institution_code_id_ix, site_region_code_ix, assessor_institution_code_ix;
ALTER TABLE catalogue_edition DROP COLUMN supplement_to;
ALTER TABLE assessor DROP COLUMN kinds, DROP COLUMN institution_code, DROP COLUMN region_code, DROP COLUMN certificate_no, DROP COLUMN name;
ALTER TABLE filing DROP COLUMN fees;
ALTER TABLE site DROP COLUMN address;
ALTER TABLE institution DROP COLUMN ownership, DROP COLUMN address, DROP COLUMN phone, DROP COLUMN registration_authority,
  DROP COLUMN contact_name;
`;

/** What the registry said at every moment. */
export class RegistryHistory1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FIRST_VERSIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
