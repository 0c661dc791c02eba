import {
  alarmsOf,
  BREAKER_OPEN_ALARM_MS,
  type FeedCondition,
  NO_REPORTS,
  NOT_COMPARED_ALARM_MS,
  type OpenReports,
  type OpenDeliveries,
  PAUSED_ALARM_MS,
  REFUSED_ALL_ANSWERS,
  type Watch,
} from '../../../src/domain/forwarding/alarms';
import { CLOSED } from '../../../src/domain/forwarding/breaker';
import type { FeedWindow } from '../../../src/domain/forwarding/feed';
import { openSince } from '../../../src/domain/forwarding/open-since';

const NOW = new Date('2026-08-03T04:00:00Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const NONE: OpenDeliveries = { deliveries: 0, certificates: 0, since: null };
const since = (minutes: number): OpenDeliveries => ({ deliveries: 2, certificates: 7, since: ago(minutes) });
const QUIET: FeedCondition = {
  feed: 'province',
  breaker: CLOSED,
  pausedAt: null,
  resumedAt: null,
  failure: null,
  refusedInRow: 0,
  heardAt: null,
  due: NONE,
  sent: NONE,
  givenUp: NONE,
  difference: null,
  notComparedSince: null,
  reports: NO_REPORTS,
};
const reports = (open: Partial<OpenReports>): OpenReports => ({ ...NO_REPORTS, reports: 1, ...open });
const WATCH: Watch = { now: NOW, limits: { dueMinutes: 60, answerMinutes: 120 }, openSince: new Date(0) };
const kinds = (condition: Partial<FeedCondition>, watch: Partial<Watch> = {}): readonly string[] =>
  alarmsOf({ ...QUIET, ...condition }, { ...WATCH, ...watch }).map(({ kind }) => kind);

test('a feed of which all is answered raises nothing', () => {
  expect(kinds({})).toEqual([]);
});

test.each<readonly [string, Partial<FeedCondition>, Partial<Watch>, readonly string[]]>([
  ['due for its hour', { due: since(60) }, {}, []],
  ['due for longer', { due: since(61) }, {}, ['SILENT']],
  ['due for longer, and the window closed', { due: since(61) }, { openSince: undefined }, []],
  ['due for longer, and the window only just open', { due: since(61) }, { openSince: ago(1) }, []],
  ['due for longer, and only just resumed', { due: since(61), resumedAt: ago(5) }, {}, []],
  ['due for longer, and paused', { due: since(61), pausedAt: ago(30) }, {}, []],
  ['taken and unanswered for its time', { sent: since(120) }, {}, []],
  ['taken and unanswered for longer', { sent: since(121) }, {}, ['UNANSWERED']],
  ['given up', { givenUp: since(1) }, {}, ['GIVEN_UP']],
  ['paused for a day', { pausedAt: new Date(NOW.getTime() - PAUSED_ALARM_MS) }, {}, []],
  ['paused for longer', { pausedAt: new Date(NOW.getTime() - PAUSED_ALARM_MS - 1) }, {}, ['PAUSED']],
  ['out of the feeds file, with nothing to hand over', {}, { limits: undefined }, []],
  ['out of the feeds file, with parcels due', { due: since(1) }, { limits: undefined }, ['NOT_CONFIGURED']],
  ['out of the feeds file, with answers to ask for', { sent: since(1) }, { limits: undefined }, ['NOT_CONFIGURED']],
  [
    'of which both sides hold different things',
    { difference: { since: ago(9), missing: 0, extra: 1, differing: 0, owed: 0 } },
    {},
    ['DIFFERENT'],
  ],
  ['not compared for three nights', { notComparedSince: new Date(NOW.getTime() - NOT_COMPARED_ALARM_MS) }, {}, []],
  ['not compared for longer', { notComparedSince: ago(3 * 24 * 60 + 1) }, {}, ['NOT_COMPARED']],
  ['of which a report is due for its hour', { reports: reports({ dueSince: ago(60) }) }, {}, []],
  ['of which a report is due for longer', { reports: reports({ dueSince: ago(61) }) }, {}, ['REPORT']],
  ['that is paused with a report due', { reports: reports({ dueSince: ago(61) }), pausedAt: ago(30) }, {}, []],
  ['that took a report and did not answer in time', { reports: reports({ sentSince: ago(121) }) }, {}, ['REPORT']],
  ['that took a report and may still answer', { reports: reports({ sentSince: ago(120) }) }, {}, []],
  ['that refused a report', { reports: reports({ endedSince: ago(1) }) }, {}, ['REPORT']],
  ['refusing almost all', { refusedInRow: REFUSED_ALL_ANSWERS - 1 }, {}, []],
  ['refusing all', { refusedInRow: REFUSED_ALL_ANSWERS, heardAt: ago(3) }, {}, ['REFUSED_ALL']],
])('%s', (_, condition, watch, expected) => {
  expect(kinds(condition, watch)).toEqual(expected);
});

test('a feed that nobody has reached for long is told with counts and a code', () => {
  const openedAt = new Date(NOW.getTime() - BREAKER_OPEN_ALARM_MS - 1);
  const breaker = { state: 'OPEN', failures: 9, probes: 5, openedAt, probeAt: NOW } as const;
  const found = alarmsOf({ ...QUIET, breaker, failure: 'CONNECTION', due: since(70) }, WATCH);
  expect(found).toEqual([
    {
      feed: 'province',
      kind: 'SILENT',
      since: ago(70),
      facts: { deliveries: 2, certificates: 7, failure: 'CONNECTION' },
    },
    {
      feed: 'province',
      kind: 'BREAKER_OPEN',
      since: openedAt,
      facts: { failures: 9, probes: 5, failure: 'CONNECTION' },
    },
  ]);
});

describe('since when a feed is open', () => {
  const weekday = (day: string): boolean => !['2026-08-01', '2026-08-02'].includes(day);
  const hours = (more: Partial<FeedWindow> = {}): FeedWindow => ({
    days: 'working',
    fromMinute: 510,
    untilMinute: 1_080,
    ...more,
  });

  test.each([
    ['in its hours', hours(), '2026-08-03T12:00:00+08:00', '2026-08-03T08:30:00+08:00'],
    ['as it opens', hours(), '2026-08-03T08:30:00+08:00', '2026-08-03T08:30:00+08:00'],
    [
      'over midnight',
      hours({ days: 'all', fromMinute: 1_320, untilMinute: 360 }),
      '2026-08-03T02:00:00+08:00',
      '2026-08-02T22:00:00+08:00',
    ],
  ])('%s', (_, window, at, opened) => {
    expect(openSince(window, new Date(at), weekday)).toEqual(new Date(opened));
  });

  test('closed at night and on days off; always where there is no window', () => {
    expect(openSince(hours(), new Date('2026-08-03T20:00:00+08:00'), weekday)).toBeUndefined();
    expect(openSince(hours(), new Date('2026-08-02T12:00:00+08:00'), weekday)).toBeUndefined();
    expect(openSince(null, NOW, weekday)).toEqual(new Date(0));
  });
});
