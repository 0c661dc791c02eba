import type {
  RecallCertificateView,
  RecallFeedView,
  RecallFilter,
  RecallView,
  RecallViews,
} from '../../app/certificates/recall-ports';
import { isUuid } from '../../domain/intake/check-header';
import { scopeKindOf, type RecallScope } from '../../domain/recall/scope';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list, listAll } from './listing';
import type { Query } from './query';
import { subsidyViews } from './subsidies';

const SELECT = `
recall.id, recall.state, recall.ground, recall.scope, recall.region_code AS "regionCode", recall.reason, recall.basis,
recall.evidence, recall.live, recall.revoked, recall.replaced, recall.feeds, recall.digest,
recall.proposed_by AS "proposedBy", recall.proposed_role AS "proposedRole", recall.proposed_at AS "proposedAt",
recall.ended_by AS "endedBy", recall.ended_at AS "endedAt", recall.ended_reason AS "endedReason",
jsonb_build_object('code', institution.code, 'name', institution.name) AS institution`;
const FROM = 'recall JOIN institution ON institution.code = recall.institution_code';

type RecallRow = Omit<RecallView, 'scopeKind' | 'batchId' | 'lines' | 'planNo'> & { readonly scope: RecallScope };

const recallOf = ({ scope, ...row }: RecallRow): RecallView => ({
  ...row,
  scopeKind: scopeKindOf(scope),
  batchId: scope.batchId,
  lines: scope.lines,
  planNo: scope.planNo,
});

/** What is only proposed is no institution's to see. */
function walled(territory: Territory, where = new Conditions()): Conditions {
  where.within(territory, 'recall.institution_code', 'recall.region_code');
  return territory.institutionCode === null ? where : where.andPlain(`recall.state = 'CONFIRMED'`);
}

function filtered(
  territory: Territory,
  { mine, state, ground, institutionCode, planNo, batchId }: RecallFilter,
): Conditions {
  const where = walled(territory)
    .andIf('recall.state = ?', state)
    .andIf('recall.ground = ?', ground)
    .andIf('recall.institution_code = ?', institutionCode)
    .andIf(`recall.scope ->> 'planNo' = ?`, planNo)
    .andIf(`recall.scope ->> 'batchId' = ?`, batchId?.toLowerCase());
  if (!mine) return where;
  where.and('recall.proposed_by <> ?', mine.clientId).andPlain(`recall.state = 'PROPOSED'`);
  if (mine.role === 'PROVINCE') return where;
  return mine.role === 'CITY' ? where.andPlain(`recall.proposed_role = 'CITY'`) : where.andPlain('FALSE');
}

/** Its revocation is the version after the one that the recall looked at. */
const FEEDS = `
SELECT recall.id AS "recallId", feed.name AS feed, count(*)::int AS certificates,
       count(*) FILTER (WHERE delivery.state IN ('SENT', 'ANSWERED'))::int AS told,
       count(*) FILTER (WHERE told.state = 'ACCEPTED')::int AS accepted,
       count(*) FILTER (WHERE told.state = 'REFUSED')::int AS refused,
       count(*) FILTER (WHERE told.state = 'PENDING')::int AS pending
  FROM recall JOIN recall_item AS item ON item.recall_id = recall.id
 CROSS JOIN feed
  JOIN delivery_item AS told
    ON told.feed = feed.name AND told.certificate_no = item.certificate_no AND told.version = item.version + 1
  JOIN delivery ON delivery.id = told.delivery_id`;

function grouped(
  rows: readonly (RecallFeedView & { readonly recallId: string })[],
): ReadonlyMap<string, readonly RecallFeedView[]> {
  const feeds = new Map<string, RecallFeedView[]>();
  for (const { recallId, ...feed } of rows) {
    const same = feeds.get(recallId);
    if (same === undefined) feeds.set(recallId, [feed]);
    else same.push(feed);
  }
  return feeds;
}

export const recallViews = (query: Query): RecallViews => ({
  ...subsidyViews(query),

  recall: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walled(territory).and('recall.id = ?', id);
    const [row] = await query<RecallRow>(`SELECT ${SELECT} FROM ${FROM} WHERE ${where.toSql()}`, where.parameters);
    return row && recallOf(row);
  },

  recalls: async (territory, filter, page) => {
    const listed = await listAll<RecallRow>(
      query,
      {
        select: SELECT,
        from: FROM,
        countFrom: 'recall',
        where: filtered(territory, filter),
        key: [
          { column: 'recall.proposed_at', cast: 'timestamptz' },
          { column: 'recall.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    );
    return { ...listed, items: listed.items.map(recallOf) };
  },

  feedsOfRecalls: async (territory, ids) => {
    const where = walled(territory)
      .and('recall.id = ANY (?::uuid[])', ids.filter(isUuid))
      .andPlain(`recall.state = 'CONFIRMED'`);
    const rows = await query<RecallFeedView & { readonly recallId: string }>(
      `${FEEDS} WHERE ${where.toSql()} GROUP BY recall.id, feed.name ORDER BY feed.name`,
      where.parameters,
    );
    return grouped(rows);
  },

  recallCertificates: async (territory, id, page) => {
    if (!isUuid(id)) return undefined;
    const where = new Conditions().and('item.recall_id = ?', id);
    const owner = walled(territory, new Conditions(where.parameters)).and('recall.id = ?', id);
    const listed = await list<RecallCertificateView>(
      query,
      {
        select: `item.certificate_no AS "certificateNo", item.version, certificate.state, certificate.batch_id AS "batchId",
                 certificate.line`,
        from: 'recall_item AS item JOIN certificate ON certificate.certificate_no = item.certificate_no',
        countFrom: 'recall_item AS item',
        where,
        key: [{ column: 'item.certificate_no', cast: 'text' }],
        owner: { from: 'recall', where: owner },
      },
      page,
    );
    return listed?.page;
  },
});
