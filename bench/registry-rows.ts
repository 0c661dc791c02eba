/**
 * Rows of a large registry, made by PostgreSQL itself: invented institutions in all provinces of real codes, with what a
 * hub of that size would hold beside them. Nothing is random: the same numbers make the same rows.
 *
 * Not level, so that no figure is the one of a mean: one city has a twentieth of all institutions, its province a tenth
 * more, and the first institution a hundredth of all plans.
 */

export interface RegistrySize {
  readonly institutions: number;
  readonly filings: number;
  readonly plans: number;
}

/** The day on which the rows are made; `$1`. */
const TODAY = `'TODAY'::date`;
const PROVINCES = [
  ...['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41'],
  ...['42', '43', '44', '45', '46', '50', '51', '52', '53', '54', '61', '62', '63', '64', '65'],
];
const CITIES_PER_PROVINCE = 11;

/** Where the large city lies. */
export const LARGE_CITY = '510100';
export const LARGE_PROVINCE = '510000';
export const LARGE_INSTITUTION = 'B00000';

const BASE = `
CREATE TEMP TABLE made_city AS
SELECT row_number() OVER (ORDER BY province, city) - 1 AS at, province || lpad(city::text, 2, '0') || '00' AS code
  FROM unnest('{${PROVINCES.join(',')}}'::text[]) AS province, generate_series(1, ${CITIES_PER_PROVINCE}) AS city;
INSERT INTO region (code, name, name_en, grade, parent_code)
SELECT left(code, 2) || '0000', '样例省' || left(code, 2), NULL, 'PROVINCE', '000000' FROM made_city ON CONFLICT DO NOTHING;
INSERT INTO region (code, name, name_en, grade, parent_code)
SELECT code, '样例市' || code, NULL, 'CITY', left(code, 2) || '0000' FROM made_city ON CONFLICT DO NOTHING;
CREATE TEMP TABLE made_occupation AS
SELECT row_number() OVER (ORDER BY code) - 1 AS at, code, name FROM catalogue_occupation WHERE edition = '2022';
CREATE INDEX ON made_occupation (at);
CREATE INDEX ON made_city (at);`;

const INSTITUTIONS = `
INSERT INTO institution (code, name, credit_code, kind, school_type, region_code, grade, ownership, address, phone, registration_authority)
SELECT 'B' || lpad(i::text, 5, '0'), '样例职业技能培训学校第' || i || '号', '91' || coalesce(city.code, '${LARGE_CITY}') || lpad(i::text, 10, '0'),
       CASE WHEN i % 4 = 0 THEN 'EMPLOYER' ELSE 'SOCIAL_ORG' END, CASE WHEN i % 4 <> 0 AND i % 3 = 0 THEN 'TECHNICIAN_COLLEGE' END,
       coalesce(city.code, '${LARGE_CITY}'), CASE WHEN i % 10 = 0 THEN 'PROVINCE' ELSE 'CITY' END, NULL, '样例路' || i || '号',
       '028-' || lpad(i::text, 8, '0'), '样例市市场监督管理局'
  FROM generate_series(0, INSTITUTIONS - 1) AS i
  LEFT JOIN made_city AS city ON i % 20 <> 0
   AND city.at = CASE WHEN i % 20 < 3 THEN (SELECT min(at) FROM made_city WHERE code LIKE '51%') + i / 20 % ${CITIES_PER_PROVINCE}
                      ELSE i % (SELECT count(*) FROM made_city) END;
INSERT INTO institution_name (institution_code, from_day, to_day, name)
SELECT code, '2015-01-01', CASE WHEN code LIKE '%0' THEN '2020-12-31'::date END, name FROM institution WHERE code LIKE 'B%';
INSERT INTO institution_name (institution_code, from_day, to_day, name)
SELECT code, '2021-01-01', NULL, name || '(更名)' FROM institution WHERE code LIKE 'B%0';
INSERT INTO site (code, institution_code, region_code, name, venue, address, from_day, to_day)
SELECT CASE WHEN kind = 'EMPLOYER' THEN 'Y' ELSE 'S' END || '0000' || lpad(at::text, 6, '0') || '0' || nth, code, region_code,
       '样例考点' || nth, 'V' || CASE WHEN at % 2000 = 0 THEN 0 ELSE at * 2 + nth END, '样例路' || at || '号', '2015-01-01',
       CASE WHEN at % 50 = 0 AND nth = 2 THEN '2024-12-31'::date END
  FROM (SELECT *, substr(code, 2)::int AS at FROM institution WHERE code LIKE 'B%') AS made, generate_series(1, 2) AS nth;
INSERT INTO assessor (id, kinds, institution_code, region_code, certificate_no, name, occupation_codes, from_day, to_day, barred)
SELECT 'S-' || made.code || '-' || nth, CASE nth WHEN 4 THEN '{INVIGILATOR}' WHEN 5 THEN '{TRAINER}' WHEN 6 THEN '{SUPERVISOR}' ELSE '{ASSESSOR}' END::text[],
       made.code, NULL, 'K' || made.code || nth, '张样例' || nth, ARRAY[job.code], '2022-01-01', '2027-12-31', '[]'
  FROM (SELECT code, substr(code, 2)::int AS at FROM institution WHERE code LIKE 'B%') AS made, generate_series(1, 6) AS nth
  JOIN made_occupation AS job ON job.at = nth;
INSERT INTO assessor (id, kinds, institution_code, region_code, certificate_no, name, occupation_codes, from_day, to_day, barred)
SELECT 'S-' || city.code || '-' || nth, '{ASSESSOR}', NULL, city.code, 'K' || city.code || nth, '李样例' || nth, ARRAY[job.code], '2022-01-01', NULL, '[]'
  FROM made_city AS city, generate_series(1, 20) AS nth JOIN made_occupation AS job ON job.at = nth;`;

const FILINGS = `
INSERT INTO filing (id, institution_code, occupation_code, work_types, levels, site_codes, audience, basis, fees, from_day, to_day)
SELECT 'F' || lpad(i::text, 8, '0'), 'B' || lpad((i % INSTITUTIONS)::text, 5, '0'), job.code, '{}', '{LEVEL_5,LEVEL_4,LEVEL_3}', '{}',
       '{OWN_STUDENT,EXTERNAL}', '{NATIONAL_STANDARD}', '[{"level": "LEVEL_5", "yuan": 300}, {"level": "LEVEL_4", "yuan": 400}]',
       ${TODAY} - 900 + i % 700, CASE WHEN i % 5 = 0 THEN ${TODAY} - 30 + i % 20 ELSE ${TODAY} + 100 + i % 900 END
  FROM generate_series(0, FILINGS - 1) AS i JOIN made_occupation AS job ON job.at = i % (SELECT count(*) FROM made_occupation);
INSERT INTO filing_interruption (filing_id, kind, from_day, to_day)
SELECT id, CASE WHEN right(id, 3) = '100' THEN 'REVOKED' ELSE 'SUSPENDED' END, ${TODAY} - 60, CASE WHEN right(id, 3) = '100' THEN NULL ELSE ${TODAY} + 30 END
  FROM filing WHERE id LIKE 'F%' AND right(id, 2) = '00';`;

/** 0 to 999, without a pattern of region or institution in it. */
export const DICE = '((i::bigint * 7919 + i / 97) % 1000)';
const PLAN_STATUS = `CASE WHEN ${DICE} < 10 THEN 'FILED' WHEN ${DICE} < 15 THEN 'CITY_APPROVED' WHEN ${DICE} < 25 THEN 'RETURNED'
  WHEN ${DICE} < 35 THEN 'CANCELLED' WHEN ${DICE} < 45 THEN 'REFUSED' ELSE 'APPROVED' END`;

const PLANS = `
INSERT INTO plan (plan_no, institution_code, status, province_approved, filed_on, enrolment_closed_on, occupation_code, work_type,
                  level, site_code, exam_from, exam_to, headcount, roster, assessors, internal_supervisors, invigilators, trainers)
SELECT 'B' || lpad(i::text, 8, '0'), made.code, ${PLAN_STATUS}, i % 3 = 0, made.exam_from - 35, made.exam_from - 40, job.code, '--',
       'LEVEL_' || 3 + i % 3, made.site_code, made.exam_from, made.exam_from + 2, 60,
       CASE WHEN i % 20 = 0 THEN (SELECT jsonb_agg(encode(sha256((i || '-' || nth)::bytea), 'hex')) FROM generate_series(1, 30) AS nth) END,
       ARRAY['S-' || made.code || '-1', 'S-' || made.code || '-2', 'S-' || made.code || '-3'], ARRAY['S-' || made.code || '-6'],
       ARRAY['S-' || made.code || '-4'], ARRAY['S-' || made.code || '-5']
  FROM (SELECT i, 'B' || lpad(owner::text, 5, '0') AS code, (CASE WHEN owner % 4 = 0 THEN 'Y' ELSE 'S' END) || '0000' || lpad(owner::text, 6, '0') || '01' AS site_code,
               ${TODAY} + 60 - (i / 700) % 1400 AS exam_from
          FROM (SELECT i, CASE WHEN i % 100 = 9 THEN 0 ELSE i % INSTITUTIONS END AS owner FROM generate_series(0, PLANS - 1) AS i) AS owned) AS made
  JOIN made_occupation AS job ON job.at = i % (SELECT count(*) FROM made_occupation);
INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, content_key, remarks, filed_by,
                       filed_at, city_by, decided_act, decided_by, decided_at, reason)
SELECT plan.plan_no, plan.institution_code, institution.region_code, plan.status, 1, true, '{OWN_STUDENT}', sha256(plan.plan_no::bytea), '[]', 'bench',
       plan.filed_on + interval '9 hours', NULL, CASE WHEN plan.status <> 'FILED' THEN 'APPROVE_PLAN' END, 'bench-city',
       CASE WHEN plan.status <> 'FILED' THEN plan.filed_on + interval '33 hours' END, NULL
  FROM plan JOIN institution ON institution.code = plan.institution_code WHERE plan.plan_no LIKE 'B%';`;

export const registryRows = (today: string, { institutions, filings, plans }: RegistrySize): readonly string[] =>
  [BASE, INSTITUTIONS, FILINGS, PLANS].map((sql) =>
    sql
      .replaceAll("'TODAY'", `'${today}'`)
      .replaceAll(/\bINSTITUTIONS\b/g, String(institutions))
      .replaceAll(/\bFILINGS\b/g, String(filings))
      .replaceAll(/\bPLANS\b/g, String(plans)),
  );
