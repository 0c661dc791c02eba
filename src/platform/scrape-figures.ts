/**
 * What is read from the database each time somebody looks: by the API, outside the path that it tells of. A look has a limit and
 * never stands behind another one.
 */
import { feedStandings, type FeedView } from '../app/forwarding/feed-standings';
import type { Hub } from '../app/ports';
import type { Territory } from '../domain/tenancy/territory';
import type { GaugeValue, Metrics, ReadGauge } from './metrics';

/** Prometheus itself waits ten seconds. */
export const READING_LIMIT_MS = 5_000;

const EVERYWHERE: Territory = { institutionCode: null, regionPrefix: '' };
const MS_PER_SECOND = 1_000;

const gauge = (name: string, help: string, ...labels: readonly string[]): ReadGauge => ({ name, help, labels });
export const GAUGES: readonly ReadGauge[] = [
  gauge('certhub_feed_deliveries', 'Deliveries that are due, unanswered or given up', 'feed', 'state'),
  gauge('certhub_feed_certificates', 'Certificate versions in them', 'feed', 'state'),
  gauge('certhub_feed_oldest_due_seconds', 'How long the oldest waits to be handed over', 'feed'),
  gauge('certhub_feed_lag_seconds', 'How long the oldest waits to be handed over or answered', 'feed'),
  gauge('certhub_feed_paused', '1 while an operator keeps parcels back', 'feed'),
  gauge('certhub_feed_breaker_open', '1 while nobody is reached there', 'feed'),
  gauge('certhub_feed_window_open', '1 inside its hours', 'feed'),
  gauge('certhub_feed_refusals_open', 'Refused certificates that nothing later took the place of', 'feed'),
  gauge('certhub_feed_oddities', 'Answers that nothing could be made of, ever', 'feed'),
  gauge('certhub_feed_alarm', '1 for each alarm that has not ended', 'feed', 'kind'),
  gauge('certhub_feed_reports', 'Reports of counts that are due, unanswered, refused or given up', 'feed', 'state'),
  gauge('certhub_batches_open', 'Batches that wait for the check or for a regulator', 'state'),
];

/** Answers when the figures are shown, or are missing. */
export function scrapeFigures(
  hub: Hub,
  { show, readingEnded }: Pick<Metrics, 'show' | 'readingEnded'>,
  limitMs = READING_LIMIT_MS,
): () => Promise<void> {
  let underWay: Promise<readonly GaugeValue[]> | undefined;
  const begun = (): Promise<readonly GaugeValue[]> => {
    underWay ??= figuresOf(hub).finally(() => (underWay = undefined));
    return underWay;
  };
  return async () => {
    const startedAt = Date.now();
    try {
      show(GAUGES, await within(limitMs, begun()));
      readingEnded('done', Date.now() - startedAt);
    } catch (error) {
      // What is not known now must not look as it did before.
      show(GAUGES, []);
      readingEnded('failed', Date.now() - startedAt);
      hub.log.warn({ err: error }, 'The figures of the database could not be read in time.');
    }
  };
}

async function figuresOf(hub: Hub): Promise<readonly GaugeValue[]> {
  const now = hub.now();
  const feeds = await feedStandings(hub, EVERYWHERE);
  const { batches } = await hub.views.hubDepth();
  return [
    ...feeds.flatMap((feed) => figuresOfFeed(feed, now)),
    ...batches.map(({ state, batches: value }) => ({ gauge: 'certhub_batches_open', labels: { state }, value })),
  ];
}

function figuresOfFeed(feed: FeedView, now: Date): readonly GaugeValue[] {
  const labels = { feed: feed.name };
  const one = (name: string, value: number | boolean): GaugeValue => ({ gauge: name, labels, value: Number(value) });
  const states = { due: feed.due, unanswered: feed.unanswered, given_up: feed.givenUp };
  const { due, unanswered, refused, givenUp } = feed.reports;
  return [
    ...Object.entries(states).flatMap(([state, { deliveries, certificates }]) => [
      { gauge: 'certhub_feed_deliveries', labels: { ...labels, state }, value: deliveries },
      { gauge: 'certhub_feed_certificates', labels: { ...labels, state }, value: certificates },
    ]),
    ...Object.entries({ due, unanswered, refused, given_up: givenUp }).map(([state, value]) => ({
      gauge: 'certhub_feed_reports',
      labels: { ...labels, state },
      value,
    })),
    one('certhub_feed_oldest_due_seconds', secondsSince(feed.due.since, now)),
    one('certhub_feed_lag_seconds', feed.lagSeconds),
    one('certhub_feed_paused', feed.pause !== null),
    one('certhub_feed_breaker_open', feed.breaker.state !== 'CLOSED'),
    one('certhub_feed_window_open', feed.isOpen),
    one('certhub_feed_refusals_open', feed.refusalsOpen),
    one('certhub_feed_oddities', feed.oddities),
    ...feed.alarms.map(({ kind }) => ({ gauge: 'certhub_feed_alarm', labels: { ...labels, kind }, value: 1 })),
  ];
}

const secondsSince = (since: Date | null, now: Date): number =>
  since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / MS_PER_SECOND);

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not read within ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
