import { plainFeed } from '../../../src/domain/forwarding/feed';
import { UNWANTED_REASONS, UNWANTED_TEXTS, wantsOfRegion, wish } from '../../../src/domain/forwarding/wants';
import { WISH_CASES, WISH_FACTS, WISH_FEED } from '../../kit/wish-cases';

test.each(WISH_CASES)('$name', ({ feed, facts, reason }) => {
  const answer = wish(feed, facts);
  expect(answer).toEqual(
    reason === null ? { kind: 'wanted' } : { kind: 'unwanted', reason, text: UNWANTED_TEXTS[reason] },
  );
});

test('every reason has a case and words in both languages that say nothing of a person', () => {
  expect(new Set(WISH_CASES.map(({ reason }) => reason))).toEqual(new Set([null, ...UNWANTED_REASONS]));
  for (const { zh, en } of Object.values(UNWANTED_TEXTS)) {
    expect(zh).toMatch(/^\p{Script=Han}/u);
    expect(en).toMatch(/^(The|This) /);
  }
});

test('of several reasons the first one is told', () => {
  const feed = { ...WISH_FEED, region: '430000', wants: { ...WISH_FEED.wants, levels: ['LEVEL_1'] } };
  expect(wish(feed, WISH_FACTS)).toMatchObject({ reason: 'REGION' });
});

test('a feed of which nothing is said wants what is of its region', () => {
  const feed = plainFeed({ name: 'f', connector: 'postgres', region: '510000', title: { zh: '省', en: 'P' } });
  expect(wish(feed, WISH_FACTS)).toEqual({ kind: 'wanted' });
  expect(wantsOfRegion(feed, '510100')).toBe(true);
  expect(wantsOfRegion(feed, '430100')).toBe(false);
  expect(wantsOfRegion({ ...feed, cargo: 'tallies' }, '510100')).toBe(false);
});
