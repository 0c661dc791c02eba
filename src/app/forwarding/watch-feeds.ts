/**
 * Looks at every feed once a minute, by the rows and in a job of its own: what stands still in the path of deliveries cannot say so
 * itself. What is raised is told once, and ends by itself.
 */
import { alarmsOf, type FoundAlarm, WATCHED_ALARMS } from '../../domain/forwarding/alarms';
import { openSince } from '../../domain/forwarding/open-since';
import type { Notification } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';
import type { FeedAlarmRow } from './feed-state-ports';
import { workingDayOf } from './feed-opening';

export const FEED_ALARM = 'FEED_ALARM';

export interface FeedsWatched {
  readonly feeds: number;
  readonly raised: number;
  readonly ended: number;
}

interface Changes {
  readonly feeds: number;
  readonly raised: readonly FeedAlarmRow[];
  readonly ended: readonly FeedAlarmRow[];
}

/** `minute` is only the reminder's: the watch looks at what is now. */
export async function watchFeeds(hub: Hub, _minute: string): Promise<FeedsWatched> {
  const { feeds, raised, ended } = await hub.transaction((stores) => watch(hub, stores));
  for (const { feed, kind, since, facts } of raised)
    hub.log.error({ feed, alarm: kind, since, ...facts }, 'A feed needs a person.');
  for (const { feed, kind, since } of ended)
    hub.log.info({ feed, alarm: kind, since }, 'An alarm of a feed has ended.');
  return { feeds, raised: raised.length, ended: ended.length };
}

async function watch(hub: Hub, stores: Stores): Promise<Changes> {
  const now = hub.now();
  const conditions = await stores.feedStates.conditions();
  const found = await foundAmong(hub, stores, conditions, now);
  const open = await stores.feedStates.openAlarms();
  const isFound = ({ feed, kind }: FeedAlarmRow): boolean =>
    found.some((alarm) => alarm.feed === feed && alarm.kind === kind);
  const ended = open.filter((alarm) => isWatched(alarm) && !isFound(alarm));
  const raised = await stores.feedStates.raise(found, now, hub.newId);
  if (ended.length > 0) await stores.feedStates.end(ended, now);
  await stores.notifications.tell(raised.map((alarm) => newsOf(hub, alarm, now)));
  return { feeds: conditions.length, raised, ended };
}

const KINDS: readonly string[] = WATCHED_ALARMS;
const isWatched = ({ kind }: FeedAlarmRow): boolean => KINDS.includes(kind);

async function foundAmong(
  hub: Hub,
  stores: Stores,
  conditions: Awaited<ReturnType<Stores['feedStates']['conditions']>>,
  now: Date,
): Promise<readonly FoundAlarm[]> {
  const isWorkingDay = await workingDayOf(hub, stores, hub.feeds, now);
  return conditions.flatMap((condition) => {
    const description = hub.feeds.find(({ name }) => name === condition.feed);
    return alarmsOf(condition, {
      now,
      limits: description?.alarm,
      openSince: openSince(description?.window ?? null, now, isWorkingDay),
    });
  });
}

function newsOf(hub: Hub, { feed, kind }: FeedAlarmRow, at: Date): Notification {
  const title = hub.feeds.find(({ name }) => name === feed)?.title ?? { zh: feed, en: feed };
  return {
    id: hub.newId(),
    audience: { role: 'OPERATOR' },
    topic: FEED_ALARM,
    subject: { kind: 'FEED', id: feed },
    text: {
      zh: `接收方“${title.zh}”告警 ${kind},请查看接收方状态。`,
      en: `Feed ${title.en}: alarm ${kind}. Look at the state of the feed.`,
    },
    at,
  };
}
