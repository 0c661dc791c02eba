import type { Page, PageRequest } from '../../app/paging';
import type { FilingView, InstitutionView, PlanView, RegistryViews, SiteView } from '../../app/registry-views';
import type { RegistryRegion } from '../../domain/registry/document';
import type { RegistrySigningKey } from '../../domain/registry/signing-key';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { directoryViews } from './registry-directory';
import { registryHistoryViews } from './registry-history';
import { list, listAll, type Listing } from './listing';
import type { Query } from './query';

const TERM = (table: string): string => `${table}.from_day AS "from", ${table}.to_day AS "to"`;
const INSTITUTION = `institution.code, institution.name, institution.credit_code AS "creditCode", institution.kind,
  institution.school_type AS "schoolType", institution.region_code AS "regionCode", institution.grade,
  institution.ownership, institution.address, institution.phone, institution.registration_authority AS "registrationAuthority",
  institution.contact_name AS "contactName",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('name', old.name, 'from', old.from_day, 'to', old.to_day) ORDER BY old.from_day), '[]')
     FROM institution_name AS old WHERE old.institution_code = institution.code) AS names`;
const FILING = `filing.id, filing.institution_code AS "institutionCode", filing.occupation_code AS "occupationCode",
  filing.work_types AS "workTypes", filing.levels, filing.site_codes AS "siteCodes", filing.audience, filing.basis, filing.fees,
  ${TERM('filing')},
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', stop.kind, 'from', stop.from_day, 'to', stop.to_day) ORDER BY stop.from_day, stop.kind), '[]')
     FROM filing_interruption AS stop WHERE stop.filing_id = filing.id) AS interruptions`;
const PLAN = `plan.plan_no AS "planNo", plan.institution_code AS "institutionCode", plan.status,
  plan.province_approved AS "provinceApproved", plan.filed_on AS "filedOn", plan.enrolment_closed_on AS "enrolmentClosedOn",
  plan.occupation_code AS "occupationCode", plan.work_type AS "workType", plan.level, plan.site_code AS "siteCode",
  plan.exam_from AS "examFrom", plan.exam_to AS "examTo", plan.headcount, jsonb_array_length(nullif(plan.roster, 'null')) AS "rosterLength",
  plan.assessors, plan.internal_supervisors AS "internalSupervisors", plan.invigilators, plan.trainers`;

const walledInstitution = (territory: Territory, where = new Conditions()): Conditions =>
  where.within(territory, 'institution.code', 'institution.region_code');

export function registryViews(query: Query): RegistryViews {
  return {
    ...registryHistoryViews(query),
    ...directoryViews(query),

    regions: (page) =>
      listAll<RegistryRegion>(
        query,
        {
          select:
            'region.code, region.name, region.name_en AS "nameEn", region.grade, region.parent_code AS "parentCode"',
          from: 'region',
          where: new Conditions(),
          key: [{ column: 'region.code', cast: 'text' }],
        },
        page,
      ),

    institution: async (territory, code) => {
      const where = walledInstitution(territory, new Conditions().and('institution.code = ?', code));
      const [found] = await query<InstitutionView>(
        `SELECT ${INSTITUTION} FROM institution WHERE ${where.toSql()}`,
        where.parameters,
      );
      return found;
    },

    institutions: (territory, page) =>
      listAll<InstitutionView>(
        query,
        {
          select: INSTITUTION,
          from: 'institution',
          where: walledInstitution(territory),
          key: [{ column: 'institution.code', cast: 'text' }],
        },
        page,
      ),

    sites: (territory, institutionCode, page) =>
      ownedBy<SiteView>(query, territory, institutionCode, page, {
        select: `site.code, site.institution_code AS "institutionCode", site.region_code AS "regionCode", site.name, site.venue,
          site.address, ${TERM('site')}`,
        from: 'site',
        key: [{ column: 'site.code', cast: 'text' }],
      }),

    filings: (territory, institutionCode, page) =>
      ownedBy<FilingView>(query, territory, institutionCode, page, {
        select: FILING,
        from: 'filing',
        key: [{ column: 'filing.id', cast: 'text' }],
      }),

    plans: (territory, institutionCode, page) =>
      ownedBy<PlanView>(query, territory, institutionCode, page, {
        select: PLAN,
        from: 'plan',
        key: [{ column: 'plan.plan_no', cast: 'text' }],
      }),

    signingKeys: (territory, institutionCode, page) =>
      ownedBy<RegistrySigningKey>(query, territory, institutionCode, page, {
        select: `signing_key.key_id AS "keyId", signing_key.institution_code AS "institutionCode", signing_key.algorithm,
          signing_key.public_key AS "publicKey", ${TERM('signing_key')}, signing_key.revoked_on AS "revokedOn"`,
        from: 'signing_key',
        key: [{ column: 'signing_key.key_id', cast: 'text' }],
      }),

    planOwner: (territory, planNo) => planOwner(query, territory, planNo),
  };
}

async function planOwner(query: Query, territory: Territory, planNo: string): Promise<string | undefined> {
  const where = walledInstitution(territory, new Conditions().and('plan.plan_no = ?', planNo));
  const [plan] = await query<{ code: string }>(
    `SELECT institution.code FROM plan JOIN institution ON institution.code = plan.institution_code WHERE ${where.toSql()}`,
    where.parameters,
  );
  return plan?.code;
}

/** A list that belongs to one institution; `undefined` when the institution may not be seen. */
async function ownedBy<Row extends object>(
  query: Query,
  territory: Territory,
  institutionCode: string,
  request: PageRequest,
  listing: Pick<Listing, 'select' | 'from' | 'key'>,
): Promise<Page<Row> | undefined> {
  const where = new Conditions().and(`${listing.from}.institution_code = ?`, institutionCode);
  const owner = walledInstitution(
    territory,
    new Conditions(where.parameters).and('institution.code = ?', institutionCode),
  );
  const listed = await list<Row>(query, { ...listing, where, owner: { from: 'institution', where: owner } }, request);
  return listed?.page;
}
