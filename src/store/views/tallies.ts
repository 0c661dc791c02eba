import type { ForwardingViews, TallyFilter, TallyView } from '../../app/forwarding-views';
import { HIGH_SKILLED_LEVELS } from '../../domain/statistics/tally';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

const CELL = [
  ['period', 'period'],
  ['region_code', 'regionCode'],
  ['institution_kind', 'institutionKind'],
  ['school_type', 'schoolType'],
  ['occupation_code', 'occupationCode'],
  ['level', 'level'],
  ['sex', 'sex'],
  ['age_band', 'ageBand'],
  ['candidate_category', 'candidateCategory'],
] as const;

/** Tallies know regions only, so an institution sees none of them. */
function within(territory: Territory, conditions = new Conditions()): Conditions {
  return territory.institutionCode === null
    ? conditions.within(territory, 'institution_code', 'region_code')
    : conditions.andPlain('FALSE');
}

const filtered = (territory: Territory, filter: TallyFilter): Conditions =>
  within(territory)
    .andIf('period >= ?', filter.periodFrom)
    .andIf('period <= ?', filter.periodTo)
    .andIf('starts_with(region_code, ?)', filter.regionCode ? regionPrefixOf(filter.regionCode) : null)
    .andIf('institution_kind = ?', filter.institutionKind)
    .andIf('school_type = ?', filter.schoolType)
    .andIf('occupation_code = ?', filter.occupationCode)
    .andIf('level = ?', filter.level)
    .andIf('sex = ?', filter.sex)
    .andIf('age_band = ?', filter.ageBand)
    .andIf('candidate_category = ?', filter.candidateCategory);

interface Sums {
  readonly sum_certificates: number;
  readonly sum_high_skilled: number;
}

export const tallyViews = (query: Query): Pick<ForwardingViews, 'tallies' | 'tallyReconciliation'> => ({
  tallies: async (territory, filter, page) => {
    const where = filtered(territory, filter);
    const highSkilled = where.parameter(HIGH_SKILLED_LEVELS);
    const listed = await list<TallyView & Sums>(
      query,
      {
        select: `${CELL.map(([column, name]) => `${column} AS "${name}"`).join(', ')}, certificates`,
        from: 'tally',
        where,
        key: CELL.map(([column]) => ({ column, cast: 'text' })),
        totals: `coalesce(sum(certificates), 0)::int AS sum_certificates,
                 coalesce(sum(certificates) FILTER (WHERE level = ANY (${highSkilled}::text[])), 0)::int AS sum_high_skilled`,
      },
      page,
    );
    if (!listed) return { items: [], total: 0, endCursor: null, hasNext: false, certificates: 0, highSkilled: 0 };
    return {
      ...listed.page,
      certificates: Number(listed.head['sum_certificates']),
      highSkilled: Number(listed.head['sum_high_skilled']),
    };
  },

  tallyReconciliation: async (territory) => {
    const parameters: unknown[] = [];
    const tallied = within(territory, new Conditions(parameters)).toSql();
    const live = within(territory, new Conditions(parameters)).toSql();
    const [sums] = await query<{ tallied: number; live: number }>(
      `SELECT (SELECT coalesce(sum(certificates), 0)::int FROM tally WHERE ${tallied}) AS tallied,
              (SELECT count(*)::int FROM certificate WHERE state = 'LIVE' AND ${live}) AS live`,
      parameters,
    );
    return sums ?? { tallied: 0, live: 0 };
  },
});
