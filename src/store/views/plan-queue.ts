/**
 * The queue of plans. A hub keeps all plans that were ever filed, so nothing here looks through them: a page is merged from
 * the first rows of each state, which an index has in order, and totals are those that triggers keep (`plan_count`).
 */
import type { Role } from '../../app/caller';
import { decodeCursor, type Page, type PageRequest } from '../../app/paging';
import type { PlanQueueFilter, PlanQueueItemView } from '../../app/plans/plan-views';
import { PLAN_STATES, PLAN_STEPS, type PlanState } from '../../domain/plan/plan-state';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { listAll } from './listing';
import { PLAN_ITEM, withPlanState, type PlanRow } from './plan-row';
import type { Query } from './query';

interface Asked {
  readonly territory: Territory;
  readonly filter: PlanQueueFilter;
  /** The state in which a plan waits for the reader; for the nation and the operator none does. */
  readonly mine: PlanState | null;
}

const KEY = [
  { column: 'plan_case.turn', cast: 'integer' },
  { column: 'plan_case.filed_at', cast: 'timestamptz' },
  { column: 'plan_case.plan_no', cast: 'text' },
] as const;

export async function planQueue(
  query: Query,
  { role, territory }: { readonly role: Role; readonly territory: Territory },
  filter: PlanQueueFilter,
  page: PageRequest,
): Promise<Page<PlanQueueItemView>> {
  const asked = { territory, filter, mine: waitingState(role) };
  const where = new Conditions();
  const found = await listAll<PlanRow<PlanQueueItemView>>(
    query,
    {
      select: PLAN_ITEM,
      from: `${firstOfEachState(asked, page, where)} AS plan_case JOIN plan ON plan.plan_no = plan_case.plan_no
        JOIN institution ON institution.code = plan_case.institution_code`,
      total: totalOf(asked, where),
      where,
      key: KEY,
    },
    page,
  );
  return { ...found, items: found.items.map(withPlanState) };
}

function waitingState(role: Role): PlanState | null {
  if (role === 'INSTITUTION') return 'RETURNED';
  return role === 'CITY' || role === 'PROVINCE' ? PLAN_STEPS[role].from : null;
}

const askedStates = ({ filter: { state, mine: mineOnly }, mine }: Asked): readonly PlanState[] =>
  PLAN_STATES.filter((one) => (state === null || one === state) && (!mineOnly || one === mine));

function firstOfEachState(asked: Asked, { first, after }: PageRequest, { parameters }: Conditions): string {
  const shared = new Conditions(parameters);
  const states = shared.parameter(askedStates(asked));
  const mine = shared.parameter(asked.mine);
  const limit = shared.parameter(first + 1);
  const turn = `(CASE WHEN asked.state = ${mine}::text THEN 0 ELSE 1 END)`;
  const past = new Conditions(parameters);
  if (after !== null) {
    const [at, filedAt, planNo] = decodeCursor(after, KEY.length).map((part) => past.parameter(part));
    past.andPlain(`${turn} >= ${at}::integer`);
    past.andPlain(`(plan_case.filed_at, plan_case.plan_no) > (CASE WHEN ${turn} = ${at}::integer THEN ${filedAt}::timestamptz
      ELSE '-infinity' END, ${planNo}::text)`);
  }
  // Cut before it is joined with what is shown of a plan.
  return `(SELECT piece.*, ${turn} AS turn FROM unnest(${states}::text[]) AS asked (state) CROSS JOIN LATERAL (
    SELECT plan_case.* FROM plan_case
     WHERE ${caseConditions(asked, new Conditions(parameters)).toSql()} AND plan_case.state = asked.state AND ${past.toSql()}
     ORDER BY plan_case.filed_at, plan_case.plan_no LIMIT ${limit}) AS piece
   ORDER BY turn, filed_at, plan_no LIMIT ${limit})`;
}

const isSearch = ({ text }: PlanQueueFilter): boolean => text !== null && text !== '';

/** The wall and the filter; the prefixes of codes, of no digits for the nation, are those of the indexes. */
function caseConditions({ territory, filter }: Asked, where: Conditions): Conditions {
  const { institutionCode, regionPrefix } = territory;
  if (institutionCode !== null) where.and('plan_case.institution_code = ?', institutionCode);
  if (filter.institutionCode !== null) {
    const own = new Conditions(where.parameters).and('own.code = ?', filter.institutionCode);
    where
      .and('plan_case.institution_code = ?', filter.institutionCode)
      .andPlain(
        `EXISTS (SELECT FROM institution AS own WHERE ${own.within(territory, 'own.code', 'own.region_code').toSql()})`,
      );
  } else if (institutionCode === null)
    where.and(`left(plan_case.region_code, ${regionPrefix.length}) = ?`, regionPrefix);
  if (!isSearch(filter)) return where;
  const sought = where.parameter(filter.text);
  return where.andPlain(`(strpos(plan_case.plan_no, ${sought}) > 0
    OR plan_case.institution_code IN (SELECT code FROM institution WHERE strpos(name, ${sought}) > 0)
    OR plan_case.plan_no IN (SELECT plan_no FROM plan WHERE occupation_code = ${sought}))`);
}

/** Exact in every case: kept for regions, counted for an institution and for what a search finds. */
function totalOf(asked: Asked, { parameters }: Conditions): string {
  const { territory, filter } = asked;
  const where = new Conditions(parameters);
  if (territory.institutionCode === null && filter.institutionCode === null && !isSearch(filter)) {
    where
      .and('plan_count.state = ANY(?::text[])', askedStates(asked))
      .and('starts_with(plan_count.region_code, ?)', territory.regionPrefix);
    return `SELECT coalesce(sum(plan_count.plans), 0) FROM plan_count WHERE ${where.toSql()}`;
  }
  caseConditions(asked, where).and('plan_case.state = ANY(?::text[])', askedStates(asked));
  return `SELECT count(*) FROM plan_case WHERE ${where.toSql()}`;
}
