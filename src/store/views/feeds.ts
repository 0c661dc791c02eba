/** How the feeds stand: one statement for all of them, which looks at what is open and never at what was answered. */
import type {
  FeedAlarmView,
  FeedReconciliationView,
  FeedRowView,
  FeedStateViews,
  OpenAlarmView,
} from '../../app/forwarding/feed-views';
import type { OpenDeliveries } from '../../domain/forwarding/alarms';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** What a person made due again is due since then. Certificates that moved on stand in another delivery. */
const OPEN_DELIVERIES = `
SELECT ${openIn('DUE', 'due', 'min(coalesce(delivery.resent_at, delivery.created_at))')},
       ${openIn('SENT', 'unanswered', 'min(delivery.sent_at)')},
       ${openIn('GIVEN_UP', 'givenUp', 'min(delivery.due_at)')}
  FROM delivery WHERE delivery.feed = feed.name AND delivery.state <> 'ANSWERED'`;

function openIn(state: string, name: string, since: string): string {
  const ofState = `FILTER (WHERE delivery.state = '${state}')`;
  return `count(*) ${ofState}::int AS "${name}Deliveries",
       coalesce(sum(delivery.certificates - delivery.moved) ${ofState}, 0)::int AS "${name}Certificates",
       ${since} ${ofState} AS "${name}Since"`;
}

/** By the index of refusals, which are few beside what was accepted. */
const REFUSALS_OPEN = `
SELECT count(*)::int AS "refusalsOpen" FROM delivery_item AS item
 WHERE item.feed = feed.name AND item.state = 'REFUSED'
   AND NOT EXISTS (SELECT FROM delivery_item AS later
                    WHERE later.feed = item.feed AND later.certificate_no = item.certificate_no AND later.version > item.version)`;

const REPORTS = `
SELECT jsonb_build_object('due', count(*) FILTER (WHERE state = 'DUE'), 'unanswered', count(*) FILTER (WHERE state = 'SENT'),
         'refused', count(*) FILTER (WHERE state = 'REFUSED'), 'givenUp', count(*) FILTER (WHERE state = 'GIVEN_UP')) AS reports
  FROM tally_report WHERE tally_report.feed = feed.name`;

const FEEDS = `
SELECT feed.name, jsonb_build_object('zh', feed.title_zh, 'en', feed.title_en) AS title, feed.connector,
       feed.region_code AS "regionCode", coalesce(feed.description ->> 'cargo', 'certificates') AS cargo, feed.enabled,
       feed.description -> 'window' AS window, state.paused_at AS "pausedAt", state.paused_by AS "pausedBy",
       state.pause_reason AS "pauseReason", coalesce(state.breaker, 'CLOSED') AS breaker,
       coalesce(state.failures, 0) AS failures, state.opened_at AS "openedAt", state.probe_at AS "probeAt",
       state.free_at AS "freeAt", state.taken_at AS "takenAt", state.heard_at AS "heardAt", state.failed_at AS "failedAt",
       state.failure, open.*, refused.*, reported.*,
       (SELECT least(coalesce(sum(count), 0), 2147483647)::int FROM feed_oddity WHERE feed_oddity.feed = feed.name) AS oddities,
       compared.id AS "comparedId", compared.state AS "comparedState", compared.started_at AS "comparedStartedAt",
       compared.ended_at AS "comparedEndedAt", compared.missing, compared.extra, compared.differing, compared.owed,
       compared.healed,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'since', since) ORDER BY kind), '[]')
          FROM feed_alarm WHERE feed_alarm.feed = feed.name AND ended_at IS NULL) AS alarms
  FROM feed LEFT JOIN feed_state AS state ON state.feed = feed.name
 CROSS JOIN LATERAL (${OPEN_DELIVERIES}) AS open
 CROSS JOIN LATERAL (${REFUSALS_OPEN}) AS refused
 CROSS JOIN LATERAL (${REPORTS}) AS reported
  LEFT JOIN LATERAL (SELECT * FROM reconciliation WHERE reconciliation.feed = feed.name
                      ORDER BY started_at DESC LIMIT 1) AS compared ON TRUE`;

type OpenName = 'due' | 'unanswered' | 'givenUp';
type FeedRow = Omit<FeedRowView, OpenName | 'pause' | 'breaker' | 'lastReconciliation' | 'alarms'> &
  Omit<FeedReconciliationView, 'id' | 'state' | 'startedAt' | 'endedAt'> &
  Omit<FeedRowView['breaker'], 'state'> &
  Readonly<Record<`${OpenName}${'Deliveries' | 'Certificates'}`, number>> &
  Readonly<Record<`${OpenName}Since`, Date | null>> & {
    readonly breaker: FeedRowView['breaker']['state'];
    readonly pausedAt: Date | null;
    readonly pausedBy: string | null;
    readonly pauseReason: string | null;
    readonly comparedId: string | null;
    readonly comparedState: string;
    readonly comparedStartedAt: Date;
    readonly comparedEndedAt: Date | null;
    /** Moments inside JSON are text. */
    readonly alarms: readonly (Omit<OpenAlarmView, 'since'> & { readonly since: string })[];
  };

const openOf = (row: FeedRow, name: OpenName): OpenDeliveries => ({
  deliveries: row[`${name}Deliveries`],
  certificates: row[`${name}Certificates`],
  since: row[`${name}Since`],
});

function reconciliationOf(row: FeedRow): FeedReconciliationView | null {
  const { comparedId: id, comparedState: state, comparedStartedAt: startedAt, comparedEndedAt: endedAt } = row;
  if (id === null) return null;
  const { missing, extra, differing, owed, healed } = row;
  return { id, state, startedAt, endedAt, missing, extra, differing, owed, healed };
}

const pauseOf = ({ pausedAt, pausedBy, pauseReason }: FeedRow): FeedRowView['pause'] =>
  pausedAt === null ? null : { since: pausedAt, by: pausedBy ?? '', reason: pauseReason ?? '' };

const viewOf = (row: FeedRow): FeedRowView => ({
  name: row.name,
  title: row.title,
  connector: row.connector,
  regionCode: row.regionCode,
  cargo: row.cargo,
  enabled: row.enabled,
  window: row.window,
  pause: pauseOf(row),
  breaker: { state: row.breaker, failures: row.failures, openedAt: row.openedAt, probeAt: row.probeAt },
  freeAt: row.freeAt,
  due: openOf(row, 'due'),
  unanswered: openOf(row, 'unanswered'),
  givenUp: openOf(row, 'givenUp'),
  takenAt: row.takenAt,
  heardAt: row.heardAt,
  failedAt: row.failedAt,
  failure: row.failure,
  refusalsOpen: row.refusalsOpen,
  oddities: row.oddities,
  reports: row.reports,
  lastReconciliation: reconciliationOf(row),
  alarms: row.alarms.map(({ kind, since }) => ({ kind, since: new Date(since) })),
});

/** No institution, and no city of a province's feed. */
function seen({ institutionCode, regionPrefix }: Territory): Conditions {
  const where = new Conditions();
  return institutionCode === null ? where.inRegion('feed.region_code', regionPrefix) : where.andPlain('FALSE');
}

export const feedStateViews = (query: Query): FeedStateViews => ({
  feedRows: async (territory) => {
    const where = seen(territory);
    const found = await query<FeedRow>(`${FEEDS} WHERE ${where.toSql()} ORDER BY feed.name`, where.parameters);
    return found.map(viewOf);
  },

  feedAlarms: (territory, { feed, kind, open }, page) => {
    const where = seen(territory).andIf('alarm.feed = ?', feed).andIf('alarm.kind = ?', kind);
    if (open !== undefined && open !== null) where.andPlain(`(alarm.ended_at IS NULL) = ${open ? 'TRUE' : 'FALSE'}`);
    return listAll<FeedAlarmView>(
      query,
      {
        select: `alarm.id, alarm.feed, alarm.kind, alarm.since, alarm.raised_at AS "raisedAt", alarm.ended_at AS "endedAt",
                 alarm.facts`,
        from: 'feed_alarm AS alarm JOIN feed ON feed.name = alarm.feed',
        where,
        key: [
          { column: 'alarm.raised_at', cast: 'timestamptz' },
          { column: 'alarm.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    );
  },

  batchOfDelivery: async (deliveryId) => {
    if (!isUuid(deliveryId)) return undefined;
    const [found] = await query<{ batchId: string }>(
      `SELECT batch_id AS "batchId" FROM delivery WHERE id = $1`,
      [deliveryId],
      'kept',
    );
    return found?.batchId;
  },

  hubDepth: async () => ({
    batches: await query(
      `SELECT state, count(*)::int AS batches FROM batch
        WHERE state IN ('CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW') GROUP BY state ORDER BY state`,
    ),
  }),
});
