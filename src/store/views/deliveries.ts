import type {
  AcknowledgementView,
  AttemptView,
  DeliveryFilter,
  DeliveryView,
  FeedSummaryView,
  ForwardingViews,
} from '../../app/forwarding-views';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { walledBatch } from './batches';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** Whoever may see the batch may see its way up. */
function filtered(
  territory: Territory,
  { batchId, feed, state }: DeliveryFilter,
  noun: 'delivery' | 'item',
  conditions = new Conditions(),
): Conditions {
  const where = walledBatch(territory, conditions).andIf(`${noun}.feed = ?`, feed).andIf(`${noun}.state = ?`, state);
  if (batchId === undefined || batchId === null) return where;
  // What is no UUID is no batch, and no error.
  return isUuid(batchId) ? where.and('delivery.batch_id = ?', batchId) : where.andPlain('FALSE');
}

/** Figures and attempts stand in the select list, where PostgreSQL gathers them for the rows of the page only. */
const DELIVERY = `
delivery.id, delivery.feed, delivery.batch_id AS "batchId", delivery.parcel_no AS "parcelNo", delivery.state,
delivery.certificates, delivery.moved, delivery.attempts_made AS "attemptsMade", delivery.due_at AS "dueAt",
delivery.created_at AS "createdAt", delivery.sent_at AS "sentAt", delivery.answered_at AS "answeredAt",
(SELECT jsonb_build_object('accepted', count(*) FILTER (WHERE item.state = 'ACCEPTED'),
                           'refused', count(*) FILTER (WHERE item.state = 'REFUSED'),
                           'pending', count(*) FILTER (WHERE item.state = 'PENDING'))
   FROM delivery_item AS item WHERE item.delivery_id = delivery.id) AS answers,
(SELECT coalesce(jsonb_agg(jsonb_build_object('attemptNo', attempt_no, 'startedAt', started_at, 'endedAt', ended_at,
                           'outcome', outcome, 'reason', reason) ORDER BY attempt_no), '[]')
   FROM delivery_attempt AS attempt WHERE attempt.delivery_id = delivery.id) AS attempts`;

/** Moments inside JSON are text. */
type DeliveryRow = Omit<DeliveryView, 'accepted' | 'refused' | 'pending' | 'attempts'> & {
  readonly answers: Pick<DeliveryView, 'accepted' | 'refused' | 'pending'>;
  readonly attempts: readonly (Omit<AttemptView, 'startedAt' | 'endedAt'> & {
    readonly startedAt: string;
    readonly endedAt: string | null;
  })[];
};

const deliveryOf = ({ answers, attempts, ...delivery }: DeliveryRow): DeliveryView => ({
  ...delivery,
  ...answers,
  attempts: attempts.map((attempt) => ({
    ...attempt,
    startedAt: new Date(attempt.startedAt),
    endedAt: attempt.endedAt === null ? null : new Date(attempt.endedAt),
  })),
});

export const deliveryViews = (
  query: Query,
): Pick<ForwardingViews, 'deliveries' | 'acknowledgements' | 'feedsOfBatch'> => ({
  deliveries: async (territory, filter, page) => {
    const found = await listAll<DeliveryRow>(
      query,
      {
        select: DELIVERY,
        from: DELIVERIES,
        // Without a wall nothing is asked of the batch.
        countFrom: isEverywhere(territory) ? 'delivery' : DELIVERIES,
        where: filtered(territory, filter, 'delivery'),
        key: [
          { column: 'delivery.created_at', cast: 'timestamptz' },
          { column: 'delivery.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    );
    return { ...found, items: found.items.map(deliveryOf) };
  },

  acknowledgements: (territory, filter, page) => {
    const where = filtered(territory, filter, 'item');
    return listAll<AcknowledgementView>(
      query,
      {
        select: `item.feed, item.delivery_id AS "deliveryId", delivery.batch_id AS "batchId",
                 item.certificate_no AS "certificateNo", item.version, version.line, item.state, item.code,
                 item.answered_at AS "answeredAt", meaning.title AS "codeTitle", meaning.rule`,
        from: `${ITEMS} JOIN certificate_version AS version
                 ON version.certificate_no = item.certificate_no AND version.version = item.version
               LEFT JOIN LATERAL (${MEANING}) AS meaning ON TRUE`,
        total: itemsTotal(territory, filter, where),
        where,
        // Parcel by parcel: a territory is then found by its deliveries, and not among the certificates of all.
        key: [
          { column: 'item.delivery_id', cast: 'uuid' },
          { column: 'item.certificate_no', cast: 'text' },
          { column: 'item.version', cast: 'int' },
        ],
      },
      page,
    );
  },

  feedsOfBatch: async (territory, batchId) => {
    const where = filtered(territory, { batchId }, 'delivery');
    return query<FeedSummaryView>(
      `SELECT delivery.feed, count(*)::int AS certificates,
              count(*) FILTER (WHERE delivery.state IN ('SENT', 'ANSWERED'))::int AS delivered,
              count(*) FILTER (WHERE item.state = 'ACCEPTED')::int AS accepted,
              count(*) FILTER (WHERE item.state = 'REFUSED')::int AS refused,
              count(*) FILTER (WHERE item.state = 'PENDING')::int AS pending
         FROM ${ITEMS} WHERE ${where.toSql()} GROUP BY delivery.feed ORDER BY delivery.feed`,
      where.parameters,
    );
  },
});

/** Of a code of a refusal, as the feeds file gave it last; of what was accepted nothing is looked up. */
const MEANING = `
SELECT feed.description #> ARRAY['codes', item.code, 'title'] AS title,
       feed.description #>> ARRAY['codes', item.code, 'rule'] AS rule
  FROM feed WHERE item.code IS NOT NULL AND feed.name = item.feed`;
const DELIVERIES = 'delivery JOIN batch ON batch.id = delivery.batch_id';
const ITEMS = `delivery_item AS item JOIN delivery ON delivery.id = item.delivery_id
               JOIN batch ON batch.id = delivery.batch_id`;

const isEverywhere = ({ institutionCode, regionPrefix }: Territory): boolean =>
  institutionCode === null && regionPrefix === '';

/**
 * A parcel knows how many certificates it holds, so no list of a hundred million answers is counted: only what is open or
 * refused, which has an index of its own.
 */
function itemsTotal(territory: Territory, { state, ...filter }: DeliveryFilter, { parameters }: Conditions): string {
  const from = isEverywhere(territory) ? 'delivery' : DELIVERIES;
  const where = filtered(territory, filter, 'delivery', new Conditions(parameters));
  const all = `(SELECT coalesce(sum(delivery.certificates - delivery.moved), 0) FROM ${from} WHERE ${where.toSql()})`;
  if (state === undefined || state === null) return `SELECT ${all}`;
  const open = `FROM ${from} JOIN delivery_item AS item ON item.delivery_id = delivery.id AND item.state <> 'ACCEPTED'`;
  return state === 'ACCEPTED'
    ? `SELECT ${all} - (SELECT count(*) ${open} WHERE ${where.toSql()})`
    : `SELECT count(*) ${open} WHERE ${where.and('item.state = ?', state).toSql()}`;
}
