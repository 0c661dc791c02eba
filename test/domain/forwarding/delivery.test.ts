import { DELIVERY_STATES, statesBefore } from '../../../src/domain/forwarding/delivery';
import { receiverCode, refusalFinding } from '../../../src/domain/forwarding/refusal-finding';
import {
  ANSWER_POLL_DELAYS_MS,
  ASK_EARLY_MS,
  askAgainAt,
  ATTEMPTS_MAX,
  CLAIM_EARLY_MS,
  RETRY_DELAYS_MS,
  retryDelayMs,
  settle,
} from '../../../src/domain/forwarding/retry';
import { wantsRegion } from '../../../src/domain/forwarding/wants-region';

const NOW = new Date('2026-08-01T01:00:00Z');
const at = (ms: number): Date => new Date(NOW.getTime() + ms);

test('only what is due is sent or given up, what was given up may be due again, and what is answered is the end', () => {
  expect(Object.fromEntries(DELIVERY_STATES.map((state) => [state, statesBefore(state)]))).toEqual({
    DUE: ['DUE', 'GIVEN_UP'],
    SENT: ['DUE'],
    ANSWERED: ['SENT', 'GIVEN_UP'],
    GIVEN_UP: ['DUE'],
  });
});

describe('retries', () => {
  test.each(RETRY_DELAYS_MS.map((delayMs, index) => [index + 1, delayMs]))(
    'after attempt %i wait %i ms, give or take a fifth',
    (attemptNo, delayMs) => {
      expect(retryDelayMs(attemptNo, 0)).toBe(delayMs * 0.8);
      expect(retryDelayMs(attemptNo, 0.5)).toBe(delayMs);
      expect(retryDelayMs(attemptNo, 0.999_999)).toBeLessThanOrEqual(delayMs * 1.2);
    },
  );

  test('end after the last attempt', () => {
    expect(retryDelayMs(ATTEMPTS_MAX, 0)).toBeUndefined();
  });

  test.each([
    ['taken', 1, { state: 'SENT', dueAt: at(100) }],
    ['taken', ATTEMPTS_MAX, { state: 'SENT', dueAt: at(100) }],
    ['unreachable', 1, { state: 'DUE', dueAt: at(5_000) }],
    ['unreachable', 2, { state: 'DUE', dueAt: at(30_000) }],
    ['unreachable', ATTEMPTS_MAX, { state: 'GIVEN_UP' }],
    ['refused', 1, { state: 'GIVEN_UP' }],
  ] as const)('%s at attempt %i', (kind, attemptNo, next) => {
    expect(settle({ kind }, { tryNo: attemptNo, jitter: 0.5, now: NOW })).toEqual(next);
  });
});

test('a reminder that comes early cannot take what was taken just now', () => {
  expect(CLAIM_EARLY_MS).toBeLessThan(retryDelayMs(1, 0) ?? 0);
  expect(ASK_EARLY_MS).toBeLessThan(Math.min(...ANSWER_POLL_DELAYS_MS.map(({ delayMs }) => delayMs)));
});

describe('questions for answers', () => {
  test.each(ANSWER_POLL_DELAYS_MS.map(({ waitedMs, delayMs }) => [waitedMs, delayMs]))(
    'after %i ms every %i ms',
    (waitedMs, delayMs) => {
      expect(askAgainAt(at(-waitedMs), NOW)).toEqual(at(delayMs));
    },
  );

  test('the rarest pace goes on for ever, and a clock that went back asks soon', () => {
    expect(askAgainAt(at(-30 * 24 * 3_600_000), NOW)).toEqual(at(30 * 60_000));
    expect(askAgainAt(at(5_000), NOW)).toEqual(at(100));
  });
});

test.each([
  ['000000', '510100', true],
  ['510000', '510100', true],
  ['510000', '430100', false],
  ['510100', '510100', true],
  ['510100', '510300', false],
  ['510100', '510000', false],
  ['500000', '500100', true],
])('a feed of %s wants certificates of %s: %s', (feed, region, wanted) => {
  expect(wantsRegion(feed, region)).toBe(wanted);
});

describe('a refusal', () => {
  test.each([
    ['R-PHOTO', 'R-PHOTO'],
    ['E_1', 'E_1'],
    ['12345678901234567890', '12345678901234567890'],
    ['123456789012345678901', 'UNREADABLE'],
    ['r-photo', 'UNREADABLE'],
    ['张三', 'UNREADABLE'],
    ['', 'UNREADABLE'],
    ['R PHOTO', 'UNREADABLE'],
    ['R-PHOTO\n', 'UNREADABLE'],
    [null, 'UNREADABLE'],
  ])('with the code %j is shown as %s', (written, shown) => {
    expect(receiverCode(written)).toBe(shown);
  });

  test('is an error of the record that names feed, code and article', () => {
    const basis = ['样例〔2026〕1号 第一条'];
    const feed = { zh: '省级统计', en: 'Provincial statistics' };
    const finding = refusalFinding({ line: 7, code: 'R-PHOTO' }, { feed, basis, meaning: null, rule: null });
    expect(finding).toMatchObject({
      line: 7,
      code: 'FWD-001',
      severity: 'error',
      dimension: 'compliance',
      path: '/certificateNo',
      basis,
      fix: null,
    });
    expect(finding.message.zh).toMatch(/省级统计.*R-PHOTO/);
    expect(finding.message.en).toMatch(/Provincial statistics.*R-PHOTO/);
  });

  test('says what the code means, and our rule behind it with its documents, where the feeds file knows', () => {
    const basis = ['样例〔2026〕1号 第一条'];
    const finding = refusalFinding(
      { line: 7, code: 'R-LEVEL' },
      {
        feed: { zh: '省级统计', en: 'Provincial statistics' },
        meaning: { zh: '等级与证书编号不符', en: 'level and number differ' },
        rule: { code: 'CMP-007', title: { zh: '等级码', en: 'Level digit' }, basis: ['人社鉴发〔2019〕2号', ...basis] },
        basis,
      },
    );
    expect(finding.message.zh).toBe(
      '“省级统计”未接收该证书，原因：等级与证书编号不符（对方代码 R-LEVEL），对应本枢纽规则 CMP-007 等级码。请核对后更正报送。',
    );
    expect(finding.message.en).toBe(
      '“Provincial statistics” refused the certificate because: level and number differ (its code R-LEVEL), which is rule CMP-007 of this hub: Level digit. Check it and send a correction.',
    );
    expect(finding.basis).toEqual([...basis, '人社鉴发〔2019〕2号']);
  });
});
