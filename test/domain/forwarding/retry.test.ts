import {
  ANSWER_POLL_DELAYS_MS,
  askAgainAt,
  attemptsMax,
  RETRY_AFTER_MS_MAX,
  retryAfterOf,
  settle,
} from '../../../src/domain/forwarding/retry';

const NOW = new Date('2026-08-01T01:00:00Z');
const at = (ms: number): Date => new Date(NOW.getTime() + ms);
const OWN = [1_000, 60_000];

describe('a feed with a schedule of its own', () => {
  const after = (tryNo: number): object =>
    settle({ kind: 'unreachable' }, { tryNo, jitter: 0.5, now: NOW, delaysMs: OWN });

  test('waits by it and is given up behind its last wait', () => {
    expect([1, 2, 3].map(after)).toEqual([
      { state: 'DUE', dueAt: at(1_000) },
      { state: 'DUE', dueAt: at(60_000) },
      { state: 'GIVEN_UP' },
    ]);
    expect(attemptsMax(OWN)).toBe(3);
  });
});

describe('a receiver that asks not to be tried before', () => {
  const dueIn = (retryAfterMs: number): number => {
    const next = settle({ kind: 'unreachable', retryAfterMs }, { tryNo: 1, jitter: 0.5, now: NOW });
    return next.state === 'DUE' ? next.dueAt.getTime() - NOW.getTime() : -1;
  };

  test.each([
    ['for less than the schedule waits', 1_000, 5_000],
    ['for longer', 90_000, 90_000],
    ['for longer than anybody waits', 10 * RETRY_AFTER_MS_MAX, RETRY_AFTER_MS_MAX],
    ['for less than nothing', -1, 5_000],
  ])('%s', (_, askedMs, waitMs) => {
    expect(dueIn(askedMs)).toBe(waitMs);
  });

  test('is heard whatever it is asked of', () => {
    expect(retryAfterOf({})).toBe(0);
    expect(retryAfterOf({ retryAfterMs: 7 })).toBe(7);
  });
});

test('in the first half minute a parcel is asked for within the second, and the first questions come at once', () => {
  const asked: number[] = [];
  for (let now = NOW; now < at(30_000); now = askAgainAt(NOW, now)) asked.push(now.getTime() - NOW.getTime());
  expect(asked.slice(0, 7)).toEqual([0, 100, 300, 700, 1_500, 2_500, 3_500]);
  expect(asked).toHaveLength(33);
  expect(ANSWER_POLL_DELAYS_MS.map(({ waitedMs }) => waitedMs)).toEqual(
    ANSWER_POLL_DELAYS_MS.map(({ waitedMs }) => waitedMs).toSorted((one, other) => one - other),
  );
});
