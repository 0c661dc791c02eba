import type {
  DifferenceView,
  ReconciliationView,
  ReconciliationViews,
} from '../../app/forwarding/reconciliation-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list, listAll } from './listing';
import type { Query } from './query';

const COLUMNS = `
reconciliation.id, reconciliation.feed, reconciliation.state, reconciliation.asked_by AS "askedBy", reconciliation.heal,
reconciliation.started_at AS "startedAt", reconciliation.ended_at AS "endedAt", reconciliation.hub_versions AS "hubVersions",
reconciliation.feed_versions AS "feedVersions", reconciliation.missing, reconciliation.extra, reconciliation.differing,
reconciliation.owed, reconciliation.healed, reconciliation.waiting, reconciliation.questions,
reconciliation.ranges_compared AS "rangesCompared", reconciliation.items_compared AS "itemsCompared",
reconciliation.hub_rows_read AS "hubRowsRead", reconciliation.feed_rows_read AS "feedRowsRead", reconciliation.failure`;

const FROM = 'reconciliation JOIN feed ON feed.name = reconciliation.feed';

/** A feed is seen by whoever's territory covers its region: no institution, no city of a province's feed. */
function seen({ institutionCode, regionPrefix }: Territory, parameters?: unknown[]): Conditions {
  const where = new Conditions(parameters);
  return institutionCode === null ? where.inRegion('feed.region_code', regionPrefix) : where.andPlain('FALSE');
}

export const reconciliationViews = (query: Query): ReconciliationViews => ({
  reconciliations: (territory, { feed, state }, page) =>
    listAll<ReconciliationView>(
      query,
      {
        select: COLUMNS,
        from: FROM,
        where: seen(territory).andIf('reconciliation.feed = ?', feed).andIf('reconciliation.state = ?', state),
        key: [
          { column: 'reconciliation.started_at', cast: 'timestamptz' },
          { column: 'reconciliation.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),

  reconciliation: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = seen(territory).and('reconciliation.id = ?', id);
    const [found] = await query<ReconciliationView>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${where.toSql()}`,
      where.parameters,
    );
    return found;
  },

  reconciliationDifferences: async (territory, { reconciliationId, kind }, page) => {
    if (!isUuid(reconciliationId)) return undefined;
    const parameters: unknown[] = [];
    const listed = await list<DifferenceView>(
      query,
      {
        select: `difference.certificate_no AS "certificateNo", difference.version, difference.kind,
                 difference.delivery_id AS "deliveryId"`,
        from: 'reconciliation_difference AS difference',
        where: new Conditions(parameters)
          .and('difference.reconciliation_id = ?', reconciliationId)
          .andIf('difference.kind = ?', kind),
        owner: { from: FROM, where: seen(territory, parameters).and('reconciliation.id = ?', reconciliationId) },
        key: [
          { column: 'difference.certificate_no', cast: 'text' },
          { column: 'difference.version', cast: 'int' },
        ],
      },
      page,
    );
    return listed?.page;
  },
});
