/**
 * Writes a registry document: every list in one statement, each row inserted or replaced whole by its key. The tables are
 * what stands, for lists; what stood before is kept as versions.
 */
import type { EntityManager } from 'typeorm';
import type { Recorded } from '../app/ports';
import type { RegistryCounts } from '../app/registry/registry-ports';
import { planStateOf } from '../domain/plan/plan-state';
import type { RegistryDocument, RegistryList } from '../domain/registry/document';
import { appendVersions } from './registry-history';
import { LOCK_REGISTRY } from './registry-lock';
import { rows } from './rows';

const TERM = 'from_day = excluded.from_day, to_day = excluded.to_day';

/** In the order that references ask for. The JSON of a list is $1. */
const UPSERTS: { readonly [list in RegistryList]: string } = {
  regions: `
    INSERT INTO region (code, name, name_en, grade, parent_code)
    SELECT code, name, "nameEn", grade, "parentCode"
      FROM jsonb_to_recordset($1) AS given (code text, name text, "nameEn" text, grade text, "parentCode" text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, grade = excluded.grade,
      parent_code = excluded.parent_code`,
  regulators: `
    INSERT INTO regulator (code, name, region_code, grade)
    SELECT code, name, "regionCode", grade
      FROM jsonb_to_recordset($1) AS given (code text, name text, "regionCode" text, grade text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, region_code = excluded.region_code, grade = excluded.grade`,
  institutions: `
    INSERT INTO institution (code, name, credit_code, kind, school_type, region_code, grade, ownership, address, phone,
                             registration_authority, contact_name)
    SELECT code, name, "creditCode", kind, "schoolType", "regionCode", grade, ownership, address, phone,
           "registrationAuthority", "contactName"
      FROM jsonb_to_recordset($1)
           AS given (code text, name text, "creditCode" text, kind text, "schoolType" text, "regionCode" text, grade text,
                     ownership text, address text, phone text, "registrationAuthority" text, "contactName" text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, credit_code = excluded.credit_code, kind = excluded.kind,
      school_type = excluded.school_type, region_code = excluded.region_code, grade = excluded.grade,
      ownership = excluded.ownership, address = excluded.address, phone = excluded.phone,
      registration_authority = excluded.registration_authority, contact_name = excluded.contact_name`,
  sites: `
    INSERT INTO site (code, institution_code, region_code, name, venue, address, from_day, to_day)
    SELECT code, "institutionCode", "regionCode", name, venue, address, "from", "to"
      FROM jsonb_to_recordset($1)
           AS given (code text, "institutionCode" text, "regionCode" text, name text, venue text, address text,
                     "from" date, "to" date)
    ON CONFLICT (code) DO UPDATE SET region_code = excluded.region_code, name = excluded.name, venue = excluded.venue,
      address = excluded.address, ${TERM}`,
  filings: `
    INSERT INTO filing (id, institution_code, occupation_code, work_types, levels, site_codes, audience, basis, fees,
                        from_day, to_day)
    SELECT id, "institutionCode", "occupationCode", "workTypes", levels, "siteCodes", audience, basis,
           nullif(fees, 'null'), "from", "to"
      FROM jsonb_to_recordset($1)
           AS given (id text, "institutionCode" text, "occupationCode" text, "workTypes" text[], levels text[],
                     "siteCodes" text[], audience text[], basis text[], fees jsonb, "from" date, "to" date)
    ON CONFLICT (id) DO UPDATE SET occupation_code = excluded.occupation_code, work_types = excluded.work_types,
      levels = excluded.levels, site_codes = excluded.site_codes, audience = excluded.audience, basis = excluded.basis,
      fees = excluded.fees, ${TERM}`,
  plans: `
    INSERT INTO plan (plan_no, institution_code, status, province_approved, filed_on, enrolment_closed_on,
                      occupation_code, work_type, level, site_code, exam_from, exam_to, headcount, roster, assessors,
                      internal_supervisors, invigilators, trainers)
    SELECT "planNo", "institutionCode", status, "provinceApproved", "filedOn", "enrolmentClosedOn", "occupationCode",
           "workType", level, "siteCode", "examFrom", "examTo", headcount, nullif(roster, 'null'), assessors,
           "internalSupervisors", invigilators, trainers
      FROM jsonb_to_recordset($1)
           AS given ("planNo" text, "institutionCode" text, status text, "provinceApproved" boolean, "filedOn" date,
                     "enrolmentClosedOn" date, "occupationCode" text, "workType" text, level text, "siteCode" text,
                     "examFrom" date, "examTo" date, headcount int, roster jsonb, assessors text[],
                     "internalSupervisors" text[], invigilators text[], trainers text[])
    ON CONFLICT (plan_no) DO UPDATE SET status = excluded.status, province_approved = excluded.province_approved,
      filed_on = excluded.filed_on, enrolment_closed_on = excluded.enrolment_closed_on,
      occupation_code = excluded.occupation_code, work_type = excluded.work_type, level = excluded.level,
      site_code = excluded.site_code, exam_from = excluded.exam_from, exam_to = excluded.exam_to,
      headcount = excluded.headcount, roster = excluded.roster, assessors = excluded.assessors,
      internal_supervisors = excluded.internal_supervisors, invigilators = excluded.invigilators,
      trainers = excluded.trainers`,
  catalogue: `
    INSERT INTO catalogue_edition (edition, supplement_to, from_day, to_day)
    SELECT edition, "supplementTo", "from", "to"
      FROM jsonb_to_recordset($1) AS given (edition text, "supplementTo" text, "from" date, "to" date)
    ON CONFLICT (edition) DO UPDATE SET supplement_to = excluded.supplement_to, ${TERM}`,
  assessors: `
    INSERT INTO assessor (id, kinds, institution_code, region_code, certificate_no, name, occupation_codes, from_day,
                          to_day, barred)
    SELECT id, coalesce(kinds, '{ASSESSOR}'), "institutionCode", "regionCode", "certificateNo", name, "occupationCodes",
           "from", "to", barred
      FROM jsonb_to_recordset($1)
           AS given (id text, kinds text[], "institutionCode" text, "regionCode" text, "certificateNo" text, name text,
                     "occupationCodes" text[], "from" date, "to" date, barred jsonb)
    ON CONFLICT (id) DO UPDATE SET kinds = excluded.kinds, institution_code = excluded.institution_code,
      region_code = excluded.region_code, certificate_no = excluded.certificate_no, name = excluded.name,
      occupation_codes = excluded.occupation_codes, ${TERM}, barred = excluded.barred`,
  signingKeys: `
    INSERT INTO signing_key (institution_code, key_id, algorithm, public_key, from_day, to_day, revoked_on)
    SELECT "institutionCode", "keyId", algorithm, "publicKey", "from", "to", "revokedOn"
      FROM jsonb_to_recordset($1)
           AS given ("institutionCode" text, "keyId" text, algorithm text, "publicKey" text, "from" date, "to" date,
                     "revokedOn" date)
    ON CONFLICT (institution_code, key_id) DO UPDATE SET algorithm = excluded.algorithm,
      public_key = excluded.public_key, ${TERM}, revoked_on = excluded.revoked_on`,
};

export async function lockRegistry(manager: EntityManager): Promise<void> {
  await rows(manager, LOCK_REGISTRY);
}

export async function saveRegistryDocument(
  manager: EntityManager,
  document: RegistryDocument,
  recorded: Recorded,
): Promise<RegistryCounts> {
  const count = async (list: RegistryList): Promise<number> => {
    const given = document[list] ?? [];
    if (given.length > 0) await rows(manager, UPSERTS[list], [JSON.stringify(given)]);
    return given.length;
  };
  const counts = {
    regions: await count('regions'),
    regulators: await count('regulators'),
    institutions: await count('institutions'),
    sites: await count('sites'),
    filings: await count('filings'),
    plans: await count('plans'),
    catalogue: await count('catalogue'),
    assessors: await count('assessors'),
    signingKeys: await count('signingKeys'),
  };
  await saveParts(manager, document);
  await followPlans(manager, document);
  await followStaff(manager, document);
  await appendVersions(manager, document, recorded);
  return counts;
}

/** The case beside a plan says the state of its row, by which the queue finds it; words of a document's own mean FILED. */
const FOLLOW_PLANS = `
UPDATE plan_case SET state = given.state FROM jsonb_to_recordset($1) AS given ("planNo" text, state text)
 WHERE plan_case.plan_no = given."planNo" AND plan_case.state <> given.state`;

async function followPlans(manager: EntityManager, { plans = [] }: RegistryDocument): Promise<void> {
  if (plans.length === 0) return;
  const states = plans.map(({ planNo, status }) => ({ planNo, state: planStateOf(status) }));
  await rows(manager, FOLLOW_PLANS, [JSON.stringify(states)]);
}

/** Where people are at home, by which their list is found: of those who were saved or whose institution was. */
const FOLLOW_STAFF = `
UPDATE assessor SET home_region = home.region_code
  FROM (SELECT member.id, coalesce(member.region_code, institution.region_code) AS region_code
          FROM assessor AS member LEFT JOIN institution ON institution.code = member.institution_code
         WHERE member.id = ANY($1) OR member.institution_code = ANY($2)) AS home
 WHERE assessor.id = home.id AND assessor.home_region IS DISTINCT FROM home.region_code`;

async function followStaff(
  manager: EntityManager,
  { assessors = [], institutions = [] }: RegistryDocument,
): Promise<void> {
  if (assessors.length + institutions.length === 0) return;
  await rows(manager, FOLLOW_STAFF, [assessors.map(({ id }) => id), institutions.map(({ code }) => code)]);
}

/** Names, interruptions and occupations belong to their owner: they are replaced with it. */
async function saveParts(
  manager: EntityManager,
  { institutions, filings, catalogue }: RegistryDocument,
): Promise<void> {
  for (const [owners, remove, insert, parts] of [
    [
      institutions?.map(({ code }) => code),
      `DELETE FROM institution_name WHERE institution_code = ANY($1)`,
      `INSERT INTO institution_name (institution_code, name, from_day, to_day)
       SELECT owner, name, "from", "to" FROM jsonb_to_recordset($1)
         AS given (owner text, name text, "from" date, "to" date)`,
      institutions?.flatMap(({ code, names }) => names.map((name) => ({ owner: code, ...name }))),
    ],
    [
      filings?.map(({ id }) => id),
      `DELETE FROM filing_interruption WHERE filing_id = ANY($1)`,
      `INSERT INTO filing_interruption (filing_id, kind, from_day, to_day)
       SELECT owner, kind, "from", "to" FROM jsonb_to_recordset($1)
         AS given (owner text, kind text, "from" date, "to" date)`,
      filings?.flatMap(({ id, interruptions }) => interruptions.map((one) => ({ owner: id, ...one }))),
    ],
    [
      catalogue?.map(({ edition }) => edition),
      `DELETE FROM catalogue_occupation WHERE edition = ANY($1)`,
      `INSERT INTO catalogue_occupation (edition, code, name, work_types)
       SELECT owner, code, name, "workTypes" FROM jsonb_to_recordset($1)
         AS given (owner text, code text, name text, "workTypes" text[])`,
      catalogue?.flatMap(({ edition, occupations }) => occupations.map((one) => ({ owner: edition, ...one }))),
    ],
  ] as const) {
    if (!owners || owners.length === 0) continue;
    await rows(manager, remove, [owners]);
    if (parts && parts.length > 0) await rows(manager, insert, [JSON.stringify(parts)]);
  }
}

const OWNED = [
  ['sites', 'site', 'code'],
  ['filings', 'filing', 'id'],
  ['plans', 'plan', 'plan_no'],
] as const;

/** Places in the document whose key already belongs to another institution, as JSON Pointers. */
export async function keysOfOthers(manager: EntityManager, document: RegistryDocument): Promise<readonly string[]> {
  const places: string[] = [];
  for (const [list, table, key] of OWNED) {
    const given = (document[list] ?? []).map((row, index) => ({
      index,
      key: 'planNo' in row ? row.planNo : 'id' in row ? row.id : row.code,
      owner: row.institutionCode,
    }));
    if (given.length === 0) continue;
    const taken = await rows<{ index: number }>(
      manager,
      `SELECT given.index FROM jsonb_to_recordset($1) AS given (index int, key text, owner text)
         JOIN ${table} ON ${table}.${key} = given.key AND ${table}.institution_code <> given.owner
        ORDER BY given.index`,
      [JSON.stringify(given)],
    );
    places.push(...taken.map(({ index }) => `/${list}/${index}`));
  }
  return places;
}
