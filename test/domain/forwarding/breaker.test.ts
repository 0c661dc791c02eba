import {
  afterTry,
  type Breaker,
  BREAKER_FAILURES,
  CLOSED,
  type EndedTry,
  PROBE_DELAYS_MS,
  probeAt,
} from '../../../src/domain/forwarding/breaker';
import { type FeedStanding, freeAfter, gate } from '../../../src/domain/forwarding/gate';

const AT = new Date('2026-08-01T01:00:00Z');
const later = (ms: number): Date => new Date(AT.getTime() + ms);
const ended = (more: Partial<EndedTry> = {}): EndedTry => ({
  isReached: false,
  isProbe: false,
  at: AT,
  jitter: 0.5,
  ...more,
});
const fail = (breaker: Breaker, times: number, more: Partial<EndedTry> = {}): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((so) => afterTry(so, ended(more)), breaker);
const OPENED = fail(CLOSED, BREAKER_FAILURES);

describe('the breaker of a feed', () => {
  test('opens after three attempts in a row that reached nobody, and not before', () => {
    expect(fail(CLOSED, BREAKER_FAILURES - 1)).toMatchObject({ state: 'CLOSED', failures: 2, probeAt: null });
    expect(OPENED).toEqual({ state: 'OPEN', failures: 3, probes: 0, openedAt: AT, probeAt: later(30_000) });
  });

  test('whoever is reached, even to refuse, begins the count anew', () => {
    const counted = fail(CLOSED, BREAKER_FAILURES - 1);
    const reached = afterTry(counted, ended({ isReached: true }));
    expect(reached).toEqual(CLOSED);
    expect(fail(reached, BREAKER_FAILURES - 1).state).toBe('CLOSED');
  });

  test('probes come after 30 s, 1, 2 and 5 minutes and go on for ever', () => {
    let breaker = OPENED;
    const waits = Array.from({ length: 6 }, () => {
      const wait = (breaker.probeAt?.getTime() ?? 0) - AT.getTime();
      breaker = afterTry({ ...breaker, state: 'HALF_OPEN' }, ended({ isProbe: true }));
      return wait;
    });
    expect(waits).toEqual([30_000, 60_000, 120_000, 300_000, 300_000, 300_000]);
    expect(breaker).toMatchObject({ state: 'OPEN', probes: 6, openedAt: AT });
  });

  test('the last delay holds, give or take a fifth, and the receiver may ask for longer', () => {
    const last = PROBE_DELAYS_MS[PROBE_DELAYS_MS.length - 1] ?? 0;
    expect(probeAt(99, { at: AT, jitter: 0 })).toEqual(later(last * 0.8));
    expect(probeAt(99, { at: AT, jitter: 0.999_999 }).getTime()).toBeLessThanOrEqual(later(last * 1.2).getTime());
    expect(probeAt(0, { at: AT, jitter: 0.5, retryAfterMs: 3_600_000 })).toEqual(later(3_600_000));
  });

  test('one probe that reaches somebody closes it; so does an attempt that had begun before', () => {
    for (const isProbe of [true, false]) {
      expect(afterTry({ ...OPENED, state: 'HALF_OPEN' }, ended({ isReached: true, isProbe }))).toEqual(CLOSED);
    }
  });

  test('an attempt that had begun before it opened puts no probe off', () => {
    expect(afterTry(OPENED, ended({ at: later(20_000) }))).toEqual({ ...OPENED, failures: 4 });
  });
});

describe('the gate of a feed', () => {
  const FREE: FeedStanding = { ...CLOSED, pausedAt: null, freeAt: null };

  test.each([
    ['nothing is against it', FREE, { kind: 'open', isProbe: false }],
    ['it is paused', { ...FREE, pausedAt: AT }, { kind: 'held', by: 'PAUSED', until: null }],
    ['its rate is used up', { ...FREE, freeAt: later(1) }, { kind: 'held', by: 'RATE', until: later(1) }],
    ['its rate is free again', { ...FREE, freeAt: AT }, { kind: 'open', isProbe: false }],
    ['nobody is reached', { ...FREE, ...OPENED }, { kind: 'held', by: 'BREAKER', until: later(30_000) }],
    ['a probe is due', { ...FREE, ...OPENED, probeAt: AT }, { kind: 'open', isProbe: true }],
    [
      'a probe is under way',
      { ...FREE, ...OPENED, state: 'HALF_OPEN' },
      { kind: 'held', by: 'BREAKER', until: later(30_000) },
    ],
    ['a probe has died', { ...FREE, ...OPENED, state: 'HALF_OPEN', probeAt: AT }, { kind: 'open', isProbe: true }],
    ['it is paused and broken', { ...FREE, ...OPENED, pausedAt: AT }, { kind: 'held', by: 'PAUSED', until: null }],
  ] as const)('when %s', (_, standing, expected) => {
    expect(gate(standing, AT)).toEqual(expected);
  });

  test('a parcel takes the time that its certificates are worth', () => {
    expect(freeAfter(50, { perMinute: 100, now: AT })).toEqual(later(30_000));
    expect(freeAfter(1, { perMinute: 7, now: AT })).toEqual(later(8_572));
  });
});
