/** Reads the registry of one institution as a registry document: what a snapshot is made of. */
import type { EntityManager } from 'typeorm';
import type {
  RegistryDocument,
  RegistryFiling,
  RegistryInstitution,
  RegistryPlan,
  RegistrySite,
} from '../domain/registry/document';
import type { SnapshotAssessor, SnapshotCatalogue } from '../domain/reference/snapshot';
import { SHARE_REGISTRY } from './registry-lock';
import { rows } from './rows';

const INSTITUTION = `
SELECT code, name, credit_code AS "creditCode", kind, school_type AS "schoolType", region_code AS "regionCode", grade,
       coalesce((SELECT json_agg(json_build_object('name', part.name, 'from', part.from_day, 'to', part.to_day)
                                 ORDER BY part.from_day)
                   FROM institution_name AS part WHERE part.institution_code = institution.code), '[]') AS names
  FROM institution WHERE code = $1`;

const SITES = `
SELECT code, institution_code AS "institutionCode", region_code AS "regionCode", name, from_day AS "from", to_day AS "to"
  FROM site WHERE institution_code = $1`;

const FILINGS = `
SELECT id, institution_code AS "institutionCode", occupation_code AS "occupationCode", work_types AS "workTypes", levels,
       site_codes AS "siteCodes", audience, basis, from_day AS "from", to_day AS "to",
       coalesce((SELECT json_agg(json_build_object('kind', part.kind, 'from', part.from_day, 'to', part.to_day)
                                 ORDER BY part.from_day)
                   FROM filing_interruption AS part WHERE part.filing_id = filing.id), '[]') AS interruptions
  FROM filing WHERE institution_code = $1`;

const PLANS = `
SELECT plan_no AS "planNo", institution_code AS "institutionCode", status, province_approved AS "provinceApproved",
       filed_on AS "filedOn", enrolment_closed_on AS "enrolmentClosedOn", occupation_code AS "occupationCode",
       work_type AS "workType", level, site_code AS "siteCode", exam_from AS "examFrom", exam_to AS "examTo", headcount,
       roster, assessors, internal_supervisors AS "internalSupervisors", invigilators, trainers
  FROM plan WHERE institution_code = $1 AND ($2::text IS NULL OR plan_no = $2)`;

const ASSESSORS = `
SELECT id, occupation_codes AS "occupationCodes", from_day AS "from", to_day AS "to", barred
  FROM assessor WHERE id = ANY($1)`;

const CATALOGUE = `
SELECT edition, from_day AS "from", to_day AS "to",
       (SELECT coalesce(json_agg(json_build_object('code', code, 'name', name, 'workTypes', work_types) ORDER BY code), '[]')
          FROM catalogue_occupation AS part WHERE part.edition = catalogue_edition.edition) AS occupations
  FROM catalogue_edition`;

export async function readRegistry(
  manager: EntityManager,
  institutionCode: string,
  planNo: string | null,
): Promise<RegistryDocument> {
  await rows(manager, SHARE_REGISTRY);
  const plans = await rows<RegistryPlan>(manager, PLANS, [institutionCode, planNo]);
  const staff = plans.flatMap((plan) =>
    [plan.assessors, plan.internalSupervisors, plan.invigilators, plan.trainers].flat(),
  );
  return {
    institutions: await rows<RegistryInstitution>(manager, INSTITUTION, [institutionCode]),
    sites: await rows<RegistrySite>(manager, SITES, [institutionCode]),
    filings: await rows<RegistryFiling>(manager, FILINGS, [institutionCode]),
    plans,
    assessors: await rows<SnapshotAssessor>(manager, ASSESSORS, [[...new Set(staff)]]),
    catalogue: await rows<SnapshotCatalogue>(manager, CATALOGUE),
  };
}
