/** The register of people, with those who are only proposed; names and certificates masked. */
import {
  STAFF_SESSIONS_SHOWN_MAX,
  type StaffBar,
  type StaffMemberView,
  type StaffSessionView,
  type StaffView,
  type StaffViews,
} from '../../app/staff/staff-ports';
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import type { Territory } from '../../domain/tenancy/territory';
import { decodeCursor, type PageRequest } from '../../app/paging';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** `home_region`: a region of their own, or that of their institution; kept with the registry, so that an index finds it. */
const REGISTERED = `
  SELECT assessor.id, assessor.name, assessor.certificate_no, assessor.kinds, assessor.occupation_codes, assessor.from_day,
         assessor.to_day, assessor.institution_code, assessor.home_region AS region_code, true AS is_registered,
         open.id AS open_id, assessor.barred
    FROM assessor LEFT JOIN staff_proposal AS open ON open.staff_id = assessor.id AND open.state = 'PROPOSED'`;

/** Somebody who is proposed and not registered is shown by the proposal. */
const PROPOSED = `
  SELECT open.staff_id AS id, open.content ->> 'name' AS name, open.content ->> 'certificateNo' AS certificate_no,
         ARRAY(SELECT jsonb_array_elements_text(open.content -> 'kinds')) AS kinds,
         ARRAY(SELECT jsonb_array_elements_text(open.content -> 'occupationCodes')) AS occupation_codes,
         (open.content ->> 'from')::date AS from_day, (open.content ->> 'to')::date AS to_day, open.institution_code,
         open.region_code, false AS is_registered, open.id AS open_id, '[]'::jsonb AS barred
    FROM staff_proposal AS open
   WHERE open.state = 'PROPOSED' AND NOT EXISTS (SELECT FROM assessor WHERE assessor.id = open.staff_id)`;
const PEOPLE = [REGISTERED, PROPOSED];
const EVERYBODY = `(${PEOPLE.join(' UNION ALL ')}) AS person`;
/** Enough to count by, where nobody asks for open proposals. */
const COUNTED = `(
  SELECT id, kinds, occupation_codes, institution_code, home_region AS region_code, true AS is_registered FROM assessor
   UNION ALL
  SELECT id, kinds, occupation_codes, institution_code, region_code, is_registered FROM (${PROPOSED}) AS proposed) AS person`;

/** Of an office that asks for everybody: kept for the registered, counted for the few who are only proposed. */
const keptTotal = (where: Conditions, regionPrefix: string): string => {
  const prefix = where.parameter(regionPrefix);
  return `SELECT (SELECT coalesce(sum(people), 0) FROM staff_count WHERE starts_with(region_code, ${prefix}))
               + (SELECT count(*) FROM (${PROPOSED}) AS proposed WHERE starts_with(coalesce(region_code, ''), ${prefix}))`;
};

/** The first of each kind, in order; merged and cut they are the page. */
function firstPeople(territory: Territory, where: Conditions, { first, after }: PageRequest): string {
  const { regionPrefix } = territory;
  // The expression is that of the indexes in the order of a page.
  const wall = new Conditions(where.parameters);
  if (regionPrefix !== '') wall.and(`left(person.region_code, ${regionPrefix.length}) = ?`, regionPrefix);
  const past = new Conditions(where.parameters);
  if (after !== null) past.and('person.id > ?::text', decodeCursor(after, 1)[0]);
  const limit = where.parameter(first + 1);
  const pieces = PEOPLE.map(
    (people) => `(SELECT person.* FROM (${people}) AS person
                   WHERE ${where.toSql()} AND ${wall.toSql()} AND ${past.toSql()} ORDER BY person.id LIMIT ${limit})`,
  );
  return `(${pieces.join(' UNION ALL ')}) AS person`;
}

const PERSON = `person.id, person.name, person.certificate_no AS "certificateNo", person.kinds,
  person.occupation_codes AS "occupationCodes", person.from_day AS "from", person.to_day AS "to",
  person.institution_code AS "institutionCode", person.region_code AS "regionCode", person.is_registered AS "isRegistered",
  person.open_id AS "openProposalId", person.barred`;

/** An institution sees its own people, and the registered pool of its city and province, from which it may name people. */
function walled(territory: Territory, where = new Conditions()): Conditions {
  if (territory.institutionCode === null) {
    return where.inRegion('person.region_code', territory.regionPrefix);
  }
  const own = where.parameter(territory.institutionCode);
  return where.andPlain(`(person.institution_code = ${own} OR (person.institution_code IS NULL AND person.is_registered
    AND person.region_code = ANY(ARRAY(SELECT unnest(ARRAY[home.region_code, left(home.region_code, 2) || '0000'])
                                         FROM institution AS home WHERE home.code = ${own}))))`);
}

const maskedPerson = <Person extends StaffView>(person: Person): Person => ({
  ...person,
  name: person.name === null ? null : maskName(person.name),
  certificateNo: person.certificateNo === null ? null : maskDocumentNumber(person.certificateNo),
});

export const staffViews = (query: Query): StaffViews => ({
  staff: async (territory, { kind, institutionCode, occupationCode, waiting }, page) => {
    const where = walled(territory)
      .andIf('? = ANY(person.kinds)', kind)
      .andIf('person.institution_code = ?', institutionCode)
      .andIf('? = ANY(person.occupation_codes)', occupationCode);
    if (waiting) where.andPlain('person.open_id IS NOT NULL');
    const isEverybody =
      territory.institutionCode === null &&
      !waiting &&
      [kind, institutionCode, occupationCode].every((asked) => asked === null);
    const found = await listAll<StaffView>(
      query,
      {
        select: PERSON,
        from: firstPeople(territory, where, page),
        countFrom: waiting ? EVERYBODY : COUNTED,
        ...(isEverybody ? { total: keptTotal(where, territory.regionPrefix) } : {}),
        where,
        key: [{ column: 'person.id', cast: 'text' }],
      },
      page,
    );
    return { ...found, items: found.items.map(maskedPerson) };
  },

  staffMember: (territory, id) => memberOf(query, territory, id),
});

type BarRow = Omit<StaffBar, 'regionCode' | 'proposedAt' | 'decidedAt'> & {
  readonly proposedAt: string;
  readonly decidedAt: string | null;
};
type MemberRow = StaffView & {
  readonly bars: readonly BarRow[];
  readonly served: { readonly total: number; readonly sessions: readonly StaffSessionView[] };
};

async function memberOf(query: Query, territory: Territory, id: string): Promise<StaffMemberView | undefined> {
  const where = walled(territory, new Conditions().and('person.id = ?', id));
  const plans = new Conditions(where.parameters).within(territory, 'plan.institution_code', 'institution.region_code');
  const [found] = await query<MemberRow>(
    `SELECT ${PERSON}, ${BARS}, ${servedIn(plans)} FROM ${EVERYBODY} WHERE ${where.toSql()}`,
    where.parameters,
  );
  if (found === undefined) return undefined;
  const { bars, served, ...person } = found;
  // What is only proposed, or was never more, is the offices' own matter; what was lifted was in force.
  const isKnown = ({ state }: BarRow): boolean => state === 'CONFIRMED' || state === 'LIFTED';
  const shown = territory.institutionCode === null ? bars : bars.filter(isKnown);
  return {
    ...maskedPerson(person),
    bars: shown.map((bar) => ({
      ...bar,
      proposedAt: new Date(bar.proposedAt),
      decidedAt: bar.decidedAt === null ? null : new Date(bar.decidedAt),
    })),
    sessions: served.sessions,
    sessionsTotal: served.total,
  };
}

const BARS = `
(SELECT coalesce(jsonb_agg(jsonb_build_object('id', bar.id, 'staffId', bar.staff_id, 'from', bar.from_day, 'to', bar.to_day,
          'state', bar.state, 'reason', bar.reason, 'basis', bar.basis, 'proposedBy', bar.proposed_by,
          'proposedRole', bar.proposed_role,
          'proposedAt', bar.proposed_at, 'decidedBy', bar.decided_by,
          'decidedRole', bar.decided_role, 'decidedAt', bar.decided_at)
          ORDER BY bar.from_day, bar.id), '[]')
   FROM staff_bar AS bar WHERE bar.staff_id = person.id) AS bars`;

/** The expression is that of the index `plan_staff_ix`. */
const servedIn = (plans: Conditions): string => `
(SELECT jsonb_build_object('total', count(*), 'sessions',
          coalesce(jsonb_agg(session.shown ORDER BY session.exam_from DESC, session.plan_no)
                   FILTER (WHERE session.place <= ${STAFF_SESSIONS_SHOWN_MAX}), '[]'))
   FROM (SELECT plan.exam_from, plan.plan_no, row_number() OVER (ORDER BY plan.exam_from DESC, plan.plan_no) AS place,
                jsonb_build_object('planNo', plan.plan_no, 'status', plan.status, 'siteCode', plan.site_code,
                  'examFrom', plan.exam_from, 'examTo', plan.exam_to,
                  'posts', array_remove(ARRAY[CASE WHEN person.id = ANY(plan.assessors) THEN 'ASSESSOR' END,
                    CASE WHEN person.id = ANY(plan.internal_supervisors) THEN 'SUPERVISOR' END,
                    CASE WHEN person.id = ANY(plan.invigilators) THEN 'INVIGILATOR' END,
                    CASE WHEN person.id = ANY(plan.trainers) THEN 'TRAINER' END], NULL)) AS shown
           FROM plan JOIN institution ON institution.code = plan.institution_code
          WHERE (plan.assessors || plan.internal_supervisors || plan.invigilators || plan.trainers) && ARRAY[person.id]
            AND ${plans.toSql()}) AS session) AS served`;
