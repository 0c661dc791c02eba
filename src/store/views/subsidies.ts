/** Subsidies to recover, with sums over the whole list. */
import type {
  RecallViews,
  SubsidyFilter,
  SubsidyRecoveryView,
  SubsidyTotalsView,
} from '../../app/certificates/recall-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

const TOTALS = `
count(*)::int AS sum_certificates, count(*) FILTER (WHERE state = 'OPEN')::int AS sum_open,
count(*) FILTER (WHERE state = 'RECOVERED')::int AS sum_recovered,
count(*) FILTER (WHERE state = 'NOT_PAID')::int AS sum_not_paid,
coalesce(sum(amount_fen), 0)::float8 / 100 AS sum_yuan`;

function subsidies(territory: Territory, { recallId, institutionCode, state }: SubsidyFilter): Conditions {
  const where = new Conditions()
    .within(territory, 'subsidy.institution_code', 'subsidy.region_code')
    .andIf('subsidy.institution_code = ?', institutionCode)
    .andIf('subsidy.state = ?', state);
  if (recallId === undefined || recallId === null) return where;
  return isUuid(recallId) ? where.and('subsidy.recall_id = ?', recallId) : where.andPlain('FALSE');
}

const totalsOf = (head: Readonly<Record<string, unknown>>): SubsidyTotalsView => ({
  certificates: Number(head['sum_certificates'] ?? 0),
  open: Number(head['sum_open'] ?? 0),
  recovered: Number(head['sum_recovered'] ?? 0),
  notPaid: Number(head['sum_not_paid'] ?? 0),
  recoveredYuan: Number(head['sum_yuan'] ?? 0),
});

export const subsidyViews = (query: Query): Pick<RecallViews, 'subsidyRecoveries' | 'subsidyTotals'> => ({
  subsidyRecoveries: async (territory, filter, page) => {
    const listed = await list<SubsidyRecoveryView>(
      query,
      {
        select: `subsidy.certificate_no AS "certificateNo", subsidy.recall_id AS "recallId",
                 subsidy.institution_code AS "institutionCode", subsidy.state,
                 subsidy.amount_fen::float8 / 100 AS "amountYuan", subsidy.reason, subsidy.decided_by AS "decidedBy",
                 subsidy.decided_at AS "decidedAt"`,
        from: 'subsidy_recovery AS subsidy',
        where: subsidies(territory, filter),
        key: [{ column: 'subsidy.certificate_no', cast: 'text' }],
        totals: TOTALS,
      },
      page,
    );
    const nothing = { items: [], total: 0, endCursor: null, hasNext: false };
    return { ...(listed?.page ?? nothing), totals: totalsOf(listed?.head ?? {}) };
  },

  subsidyTotals: async (territory, recallIds) => {
    const where = subsidies(territory, {}).and('subsidy.recall_id = ANY (?::uuid[])', recallIds.filter(isUuid));
    const rows = await query<Readonly<Record<string, unknown>>>(
      `SELECT subsidy.recall_id, ${TOTALS} FROM subsidy_recovery AS subsidy WHERE ${where.toSql()}
        GROUP BY subsidy.recall_id`,
      where.parameters,
    );
    return new Map(rows.map((row) => [String(row['recall_id']), totalsOf(row)]));
  },
});
