import { RETRY_DELAYS_MS } from '../../../src/domain/forwarding/retry';
import {
  askReportAt,
  REPORT_ASK_DELAYS_MS,
  REPORT_MOVES,
  settleReport,
  type ReportAttempt,
} from '../../../src/domain/statistics/report-life';

const NOW = new Date('2026-09-01T00:00:00Z');
const DUE: ReportAttempt = { state: 'DUE', tryNo: 1, sentAt: null, jitter: 0.5, now: NOW };
const SENT: ReportAttempt = { ...DUE, state: 'SENT', sentAt: new Date(NOW.getTime() - 3 * 60 * 60_000) };
const after = (ms: number): Date => new Date(NOW.getTime() + ms);
const away = { kind: 'unreachable', reason: 'CONNECTION' } as const;

test('accepted and refused are the end, taken is asked about', () => {
  expect(settleReport({ kind: 'accepted' }, DUE)).toEqual({ state: 'ACCEPTED', dueAt: null, code: null });
  expect(settleReport({ kind: 'refused', reason: 'R-SUM' }, SENT)).toEqual({
    state: 'REFUSED',
    dueAt: null,
    code: 'R-SUM',
  });
  expect(settleReport({ kind: 'taken' }, DUE)).toEqual({ state: 'SENT', dueAt: after(60_000), code: null });
  expect(settleReport({ kind: 'taken' }, SENT)).toEqual({ state: 'SENT', dueAt: after(30 * 60_000), code: null });
});

test('who is not reached is tried again by the schedule, and then given up', () => {
  expect(settleReport(away, DUE)).toEqual({ state: 'DUE', dueAt: after(RETRY_DELAYS_MS[0]), code: 'CONNECTION' });
  const last = { ...DUE, tryNo: RETRY_DELAYS_MS.length + 1 };
  expect(settleReport(away, last)).toEqual({ state: 'GIVEN_UP', dueAt: null, code: 'CONNECTION' });
  expect(settleReport(away, { ...DUE, delaysMs: [] })).toMatchObject({ state: 'GIVEN_UP' });
});

test('the receiver may ask for a longer wait, of a day at most', () => {
  const asks = (retryAfterMs: number) => settleReport({ ...away, retryAfterMs }, DUE).dueAt;
  expect(asks(1)).toEqual(after(RETRY_DELAYS_MS[0]));
  expect(asks(3_600_000)).toEqual(after(3_600_000));
  expect(asks(10 ** 12)).toEqual(after(24 * 3_600_000));
});

test('what was taken is never given up, however often nobody is reached', () => {
  const asked = settleReport(away, { ...SENT, tryNo: 1_000 });
  expect(asked).toEqual({ state: 'SENT', dueAt: after(30 * 60_000), code: 'CONNECTION' });
});

test('the longer it was taken ago, the rarer the question', () => {
  const waits = REPORT_ASK_DELAYS_MS.map(({ waitedMs }) => {
    const now = after(waitedMs);
    return askReportAt(NOW, now).getTime() - now.getTime();
  });
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
  expect(waits).toEqual(REPORT_ASK_DELAYS_MS.map(({ delayMs }) => delayMs));
  // A clock that was set back waits no longer than at first.
  expect(askReportAt(after(5_000), NOW)).toEqual(after(60_000));
});

test('every answer leads to a state that may follow', () => {
  const heard = [{ kind: 'taken' }, { kind: 'accepted' }, { kind: 'refused', reason: 'X' }, away] as const;
  for (const attempt of [DUE, SENT, { ...DUE, tryNo: 99 }]) {
    for (const each of heard) expect(REPORT_MOVES[attempt.state]).toContain(settleReport(each, attempt).state);
  }
});
