/** The work around a large registry: what is applied for, reviewed, due, told, decided, and what the registry said before. */
import { DICE, type RegistrySize } from './registry-rows';

/** Of each so many, one for ten plans or fewer; the queues hold what a hub of that size has open. */
const APPLICATIONS_PER_FILING = 0.3;
const BATCHES_PER_PLAN = 0.2;
const CERTIFICATES_PER_BATCH = 200;
const CERTIFIED_BATCHES = 1_000;

const id = (noun: number, i: string): string =>
  `('00000000-0000-7000-8${String(noun).padStart(3, '0')}-' || lpad(to_hex(${i}), 12, '0'))::uuid`;

export const LARGE_PLAN = 'B00000009';

const APPLICATIONS = `
INSERT INTO application (id, kind, institution_code, region_code, content, content_digest, state, route, steps, step_index, step_by,
  step_act, step_since, revision, opened_by, opened_role, opened_at, entered_by, submitted_at, notice_from, notice_to,
  dropped_filing_ids, approved_at, published_on)
SELECT ${id(1, 'i')}, 'SCOPE_CHANGE', made.code, made.region_code,
       jsonb_build_object('applicant', NULL, 'sites', '[]'::jsonb, 'items', jsonb_build_array(jsonb_build_object('occupationCode', job.code,
         'occupationName', job.name, 'workTypes', '[]'::jsonb, 'levels', '["LEVEL_5","LEVEL_4","LEVEL_3"]'::jsonb, 'basis',
         '["NATIONAL_STANDARD"]'::jsonb, 'audience', '["OWN_STUDENT"]'::jsonb, 'sites', '[]'::jsonb, 'fees', '[]'::jsonb, 'questionBank', true)),
         'filingIds', '[]'::jsonb, 'endsOn', NULL, 'strengths', repeat('样例优势', 60), 'monitoring', repeat('样例监控', 60),
         'equipment', '[]'::jsonb, 'staff', (SELECT jsonb_agg(jsonb_build_object('group', 'EXPERT', 'name', '张样例', 'idNumberMasked', '5**************1',
           'personKey', 'ab', 'employer', made.name, 'post', '讲师', 'education', '本科', 'field', '方向' || nth, 'occupationCodes', '[]'::jsonb, 'certificateNo', NULL))
           FROM generate_series(1, 10) AS nth), 'materials', '[]'::jsonb, 'prohibitions', '[]'::jsonb, 'commitmentSigned', true, 'reason', '样例'),
       sha256(i::text::bytea), state.word, '{"title": {"zh": "样例", "en": "Sample"}, "basis": ["样例 第一条"]}',
       '[{"by": "CITY", "act": "REVIEW"}, {"by": "PROVINCE", "act": "RECORD"}]', CASE WHEN state.word = 'SUBMITTED' THEN i % 2 END,
       CASE WHEN state.word = 'SUBMITTED' THEN CASE i % 2 WHEN 0 THEN 'CITY' ELSE 'PROVINCE' END END,
       CASE WHEN state.word = 'SUBMITTED' THEN CASE i % 2 WHEN 0 THEN 'REVIEW' ELSE 'RECORD' END END,
       CASE WHEN state.word = 'SUBMITTED' THEN moment.at END, 2, 'bench', 'INSTITUTION', moment.at - interval '3 days', '{bench}',
       CASE WHEN state.word <> 'DRAFT' THEN moment.at END, NULL, NULL, '{}', CASE WHEN state.word = 'PUBLISHED' THEN moment.at + interval '9 days' END,
       CASE WHEN state.word = 'PUBLISHED' THEN (moment.at + interval '20 days')::date END
  FROM generate_series(0, APPLICATIONS - 1) AS i
  JOIN LATERAL (SELECT CASE WHEN ${DICE} < 100 THEN 'SUBMITTED' WHEN ${DICE} < 110 THEN 'RETURNED' WHEN ${DICE} < 120 THEN 'DRAFT'
                            WHEN ${DICE} < 130 THEN 'REFUSED' ELSE 'PUBLISHED' END AS word) AS state ON TRUE
  JOIN LATERAL (SELECT TODAY - 500 + i % 500 + interval '10 hours' + i * interval '1 millisecond' AS at) AS moment ON TRUE
  JOIN institution AS made ON made.code = 'B' || lpad((i * 7 % INSTITUTIONS)::text, 5, '0')
  JOIN made_occupation AS job ON job.at = i % (SELECT count(*) FROM made_occupation);
INSERT INTO application_step (application_id, revision, step_index, by_office, act, outcome, opinion, basis, decided_by, decided_at)
SELECT id, 2, at, CASE at WHEN 0 THEN 'CITY' ELSE 'PROVINCE' END, CASE at WHEN 0 THEN 'REVIEW' ELSE 'RECORD' END, 'PASSED', '符合', '{}', 'bench-city',
       submitted_at + interval '2 days' FROM application, generate_series(0, 1) AS at WHERE opened_by = 'bench' AND state = 'PUBLISHED';`;

const BATCHES = `
INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
SELECT ${id(2, 'i')}, plan.institution_code, institution.region_code, 'b' || i, '{"acceptance": "PARTIAL"}', 'SEALED', CASE WHEN ${DICE} < 30 THEN TODAY - i % 30 ELSE plan.exam_to + 20 END + interval '9 hours', 'bench'
  FROM generate_series(0, BATCHES - 1) AS i JOIN plan ON plan.plan_no = 'B' || lpad((i * 5 + i * 4 % 5)::text, 8, '0')
  JOIN institution ON institution.code = plan.institution_code;
INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm, content_key,
                   snapshot_digest, pack_set_digest, passed, held, returned, sealed_at, sealed_by, checked_at, decided_at)
SELECT upload.id, upload.institution_code, upload.region_code, 'B' || lpad((i * 5 + i * 4 % 5)::text, 8, '0'), 'b' || i, state.word, 1, 60, 'ab', 'sha-256',
       sha256(i::text::bytea), 'ab'::bytea, 'ab'::bytea, 55, 2, 3, upload.opened_at, 'bench', upload.opened_at + interval '1 minute',
       CASE WHEN state.word <> 'CITY_REVIEW' THEN upload.opened_at + interval '2 days' END
  FROM generate_series(0, BATCHES - 1) AS i JOIN upload ON upload.id = ${id(2, 'i')}
  JOIN LATERAL (SELECT CASE WHEN ${DICE} < 20 THEN 'CITY_REVIEW' WHEN ${DICE} < 30 THEN 'PROVINCE_REVIEW' WHEN ${DICE} < 50 THEN 'RETURNED' ELSE 'APPROVED' END AS word) AS state ON TRUE;
INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source, created_at)
SELECT batch.id, line, CASE line % 2 WHEN 0 THEN 'AUT-016' ELSE 'CMP-001' END, CASE line % 2 WHEN 0 THEN 'signal' ELSE 'error' END, 'COMPLIANCE', '/level', '样例', 'Sample', '{}', 'HUB', batch.sealed_at
  FROM batch, generate_series(1, 6) AS line WHERE batch.sealed_by = 'bench' AND batch.state IN ('CITY_REVIEW', 'PROVINCE_REVIEW');
INSERT INTO results (id, plan_no, revision, institution_code, region_code, state, notice_from, notice_to, candidates, passed, content_key, submitted_by, submitted_at, closed_at)
SELECT ${id(3, 'row_number() OVER ()')}, plan_no, 1, institution_code, region_code, 'CLOSED', sealed_at::date - 15, sealed_at::date - 8, 60, 55, sha256(plan_no::bytea), 'bench', sealed_at - interval '16 days', sealed_at - interval '7 days'
  FROM (SELECT DISTINCT ON (plan_no) * FROM batch WHERE sealed_by = 'bench') AS batch;
INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, site_code, region_code, person_key, holding_key, occupation_code,
  occupation_name, work_type, level, sex, birth_date, candidate_category, exam_date, issued_on, batch_id, line, approved_at)
SELECT 'B' || lpad(owner.at::text, 9, '0') || lpad(line::text, 12, '0'), 'LIVE', 1, plan.institution_code, 'SOCIAL_ORG', plan.site_code, owner.region_code, sha256(('p' || owner.at || '-' || line)::bytea),
  sha256(('h' || owner.at || '-' || line)::bytea), plan.occupation_code, '样例职业', '--', plan.level, '1', '1990-01-01', '01', plan.exam_from, plan.exam_to + 20, owner.id, line, owner.decided_at
  FROM (SELECT row_number() OVER (ORDER BY plan_no <> '${LARGE_PLAN}', id) AS at, * FROM batch WHERE sealed_by = 'bench' AND state = 'APPROVED' ORDER BY 1 LIMIT ${CERTIFIED_BATCHES}) AS owner
  JOIN plan ON plan.plan_no = owner.plan_no, generate_series(1, ${CERTIFICATES_PER_BATCH}) AS line;
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
SELECT certificate_no, 1, 'ISSUED', batch_id, line, '{"name": "张样例", "idNumber": "510101199001010011"}', approved_at FROM certificate WHERE certificate_no LIKE 'B%';`;

const LIVE = `CASE WHEN made.due < TODAY - 5 THEN 'ESCALATED' WHEN made.due < TODAY THEN 'OVERDUE' ELSE 'OPEN' END`;
const deadlines = (noun: number, term: string, responsible: string, rows: string): string => `
INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, escalated_to, starts_on, days, warning_days,
                      due_on, warn_on, escalate_on, next_on, calendars, state, basis, opened_at, ended_at)
SELECT ${id(noun, 'row_number() OVER ()')}, '${term}', made.kind, made.subject, made.institution_code, made.region_code, '${responsible}', NULL, made.due - 20, 15, 3,
       made.due, made.due - 3, made.due + 5, CASE WHEN made.live THEN made.due END, 1, CASE WHEN made.live THEN ${LIVE} ELSE 'MET' END, '{样例}', made.due - interval '20 days',
       CASE WHEN NOT made.live THEN made.due - interval '4 days' END
  FROM (${rows}) AS made;`;
const PLANS_OPEN = (status: string): string => `
SELECT 'PLAN' AS kind, plan_no AS subject, institution_code, region_code, TODAY - 10 + (row_number() OVER ())::int % 25 AS due, true AS live FROM plan_case WHERE state = '${status}'`;
const PLANS_DONE = `
SELECT 'PLAN' AS kind, plan_no AS subject, institution_code, region_code, filed_at::date + 20 AS due, false AS live FROM plan_case WHERE state = 'APPROVED'`;
const BATCHES_OPEN = (state: string): string => `
SELECT 'BATCH' AS kind, id::text AS subject, institution_code, region_code, TODAY - 10 + (row_number() OVER ())::int % 25 AS due, true AS live FROM batch WHERE state = '${state}' AND sealed_by = 'bench'`;

const TOLD = `
INSERT INTO decision (id, subject_kind, subject_id, institution_code, region_code, act, reason, basis, decided_by, role, decided_at)
SELECT ${id(9, 'row_number() OVER ()')}, 'PLAN', plan_no, institution_code, region_code, 'CITY_APPROVED', '样例', '{样例 第一条}', 'bench-city', 'CITY', decided_at
  FROM plan_case WHERE decided_at IS NOT NULL AND filed_by = 'bench';
INSERT INTO notification (id, role, audience_code, topic, subject_kind, subject_id, text_zh, text_en, at, read_by, read_at)
SELECT ${id(10, 'row_number() OVER ()')}, 'INSTITUTION', institution_code, 'PLAN_DECIDED', 'PLAN', plan_no, '计划已批准', 'The plan was approved', decided_at, 'bench',
       CASE WHEN decided_at < TODAY - 30 THEN decided_at + interval '1 day' END FROM plan_case WHERE decided_at IS NOT NULL AND filed_by = 'bench';
INSERT INTO notification (id, role, audience_code, topic, subject_kind, subject_id, text_zh, text_en, at, read_by, read_at)
SELECT ${id(11, 'row_number() OVER ()')}, 'CITY', left(region_code, 4) || '00', 'PLAN_FILED', 'PLAN', plan_no, '计划待审核', 'A plan waits', filed_at, 'bench',
       CASE WHEN filed_at < TODAY - 30 THEN filed_at + interval '1 day' END FROM plan_case WHERE filed_by = 'bench';
INSERT INTO notification (id, role, audience_code, topic, subject_kind, subject_id, text_zh, text_en, at, read_by, read_at)
SELECT ${id(12, 'row_number() OVER ()')}, 'PROVINCE', left(region_code, 2) || '0000', 'PLAN_FILED', 'PLAN', plan_no, '计划待批准', 'A plan waits', filed_at, 'bench',
       CASE WHEN filed_at < TODAY - 30 THEN filed_at + interval '1 day' END FROM plan_case WHERE filed_by = 'bench' AND right(plan_no, 1) < '3';`;

/** Versions that stood before: every plan as it was filed, and every tenth institution and filing a year ago. */
export const HISTORY_ROWS = `
INSERT INTO registry_version (noun, key, recorded_at, institution_code, content, superseded_at, recorded_by)
SELECT noun, key, recorded_at - interval '400 days', institution_code,
       content || CASE noun WHEN 'PLAN' THEN '{"status": "FILED"}' WHEN 'INSTITUTION' THEN '{"phone": null}' ELSE '{"fees": null}' END::jsonb, recorded_at, 'bench'
  FROM registry_version WHERE superseded_at IS NULL AND (noun = 'PLAN' OR noun IN ('INSTITUTION', 'FILING') AND right(key, 1) = '0');`;

export const workRows = (today: string, { institutions, filings, plans }: RegistrySize): readonly string[] =>
  [
    APPLICATIONS,
    BATCHES,
    deadlines(4, 'PLAN_CITY', 'CITY', PLANS_OPEN('FILED')),
    deadlines(5, 'PLAN_PROVINCE', 'PROVINCE', PLANS_OPEN('CITY_APPROVED')),
    deadlines(6, 'PLAN_CITY', 'CITY', PLANS_DONE),
    deadlines(7, 'BATCH_CITY', 'CITY', BATCHES_OPEN('CITY_REVIEW')),
    deadlines(8, 'BATCH_PROVINCE', 'PROVINCE', BATCHES_OPEN('PROVINCE_REVIEW')),
    TOLD,
  ].map((sql) =>
    sql
      .replaceAll(/\bTODAY\b/g, `'${today}'::date`)
      .replaceAll(/\bINSTITUTIONS\b/g, String(institutions))
      .replaceAll(/\bAPPLICATIONS\b/g, String(Math.ceil(filings * APPLICATIONS_PER_FILING)))
      .replaceAll(/\bBATCHES\b/g, String(Math.floor(plans * BATCHES_PER_PLAN))),
  );
