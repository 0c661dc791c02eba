import fc from 'fast-check';
import {
  differingItems,
  differingRanges,
  isListed,
  LISTED_FEED_VERSIONS,
  LISTED_HUB_VERSIONS,
  nextStep,
  RANGES_PER_QUESTION,
  standing,
  stateOf,
  WHOLE,
  type DifferingRange,
  type SeenDifference,
} from '../../../src/domain/forwarding/compare-ranges';
import { earlierText } from '../../../src/domain/forwarding/earlier-text';
import { folded, pastPrefix, RANGE_LENGTHS, rangesOf, type HeldItem } from '../../../src/domain/forwarding/held';

const no = (serial: number, site = 'S000151000123'): string => `${site}263${String(serial).padStart(6, '0')}`;
const item = (serial: number, digest = BigInt(serial) * 7n + 1n, version = 1): HeldItem => ({
  certificateNo: no(serial),
  version,
  digest,
});
const items = (count: number, from = 1): HeldItem[] => Array.from({ length: count }, (_, index) => item(from + index));

describe('ranges', () => {
  test('add up to coarser ones, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ serial: fc.integer({ min: 1, max: 400 }), digest: fc.bigInt({ min: 0n, max: 2n ** 60n - 1n }) }),
        ),
        fc.constantFrom(...RANGE_LENGTHS),
        (rows, length) => {
          const held = rows.map(({ serial, digest }) => item(serial * 97, digest));
          const direct = [...rangesOf(held, length)];
          const byParts = [...folded(rangesOf([...held].reverse(), 20), length)];
          const sorted = (ranges: typeof direct): typeof direct =>
            ranges.sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
          expect(sorted(byParts)).toEqual(sorted(direct));
          expect(direct.reduce((sum, range) => sum + range.sum, 0n)).toBe(
            held.reduce((sum, { digest }) => sum + digest, 0n),
          );
        },
      ),
    );
  });

  test.each([
    ['', null],
    ['S', 'T'],
    ['S0001', 'S0002'],
    ['S0009', 'S000:'],
    ['证', null],
  ])('behind all that begin with %j stands %j', (prefix, past) => {
    expect(pastPrefix(prefix)).toBe(past);
  });

  test('differ where count or sum does, and where one side has none', () => {
    const [a, b, c] = [no(1).slice(0, 18), no(20_001).slice(0, 18), no(40_001).slice(0, 18)];
    const hub = [
      { prefix: a, versions: 2, sum: 5n },
      { prefix: b, versions: 1, sum: 3n },
    ];
    expect(differingRanges(hub, hub)).toEqual([]);
    expect(
      differingRanges(hub, [
        { prefix: a, versions: 2, sum: 6n },
        { prefix: c, versions: 4, sum: 1n },
      ]),
    ).toEqual([
      { prefix: a, hubVersions: 2, feedVersions: 2 },
      { prefix: b, hubVersions: 1, feedVersions: 0 },
      { prefix: c, hubVersions: 0, feedVersions: 4 },
    ]);
    expect(differingRanges([{ prefix: a, versions: 0, sum: 0n }], [])).toEqual([]);
  });

  test('are divided as finely as one answer bears, and by a step at least', () => {
    const few = rangesOf(items(5_000), 18);
    expect(nextStep('', 18, few)).toEqual({ length: 18, ranges: few });
    expect(nextStep(no(1).slice(0, 18), 20, rangesOf(items(5_000), 20)).length).toBe(20);
    const sites = Array.from({ length: RANGES_PER_QUESTION + 1 }, (_, site) => ({
      prefix: `S0001510${String(site).padStart(5, '0')}26301`,
      versions: 1,
      sum: 1n,
    }));
    expect(nextStep('', 18, sites)).toMatchObject({ length: 10 });
    expect(nextStep('S000151', 18, sites)).toMatchObject({ length: 10 });
    // Nothing of ours in it: whatever the feed has there is asked for as finely as can be.
    expect(nextStep('S999951', 20, [])).toEqual({ length: 20, ranges: [] });
  });

  test.each([
    [{ prefix: 'S000151', hubVersions: 1, feedVersions: LISTED_FEED_VERSIONS }, true],
    [{ prefix: 'S000151', hubVersions: 1, feedVersions: LISTED_FEED_VERSIONS + 1 }, false],
    [{ prefix: 'S000151', hubVersions: LISTED_HUB_VERSIONS + 1, feedVersions: 0 }, false],
    [{ prefix: no(100).slice(0, 20), hubVersions: 1, feedVersions: 1_000_000 }, true],
    [WHOLE, false],
  ] satisfies [DifferingRange, boolean][])('%j is listed: %s', (range, listed) => {
    expect(isListed(range)).toBe(listed);
  });
});

/** The walk of `compare-feed.ts` over two sets in memory. */
function compare(
  hub: readonly HeldItem[],
  feed: readonly HeldItem[],
): { found: SeenDifference[]; rows: number; questions: number } {
  const within = (held: readonly HeldItem[], prefix: string): HeldItem[] =>
    held.filter(({ certificateNo }) => certificateNo.startsWith(prefix));
  const open: DifferingRange[] = [WHOLE];
  const found: SeenDifference[] = [];
  let [rows, questions] = [0, 0];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const { prefix } = range;
    questions += 1;
    if (isListed(range)) {
      const theirs = within(feed, prefix);
      rows += theirs.length;
      found.push(...differingItems(within(hub, prefix), theirs));
    } else {
      const length = range === WHOLE ? 18 : 20;
      const step = nextStep(prefix, length, rangesOf(within(hub, prefix), length));
      const theirs = rangesOf(within(feed, prefix), step.length);
      rows += theirs.length;
      open.push(...differingRanges(step.ranges, theirs));
    }
  }
  return { found, rows, questions };
}

describe('comparing', () => {
  test('finds exactly what differs, in any two sets', () => {
    const serials = fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(serials, serials, serials, (ours, theirs, changed) => {
        const hub = ours.map((serial) => item(serial * 31));
        const feed = theirs.map((serial) => item(serial * 31, changed.includes(serial) ? 3n : undefined));
        const key = ({ certificateNo, kind }: SeenDifference): string => `${certificateNo} ${kind}`;
        expect(compare(hub, feed).found.map(key).sort()).toEqual(differingItems(hub, feed).map(key).sort());
      }),
      { numRuns: 50 },
    );
  });

  test('of many the few that differ are found with few rows', () => {
    const hub = items(60_000);
    const gone = new Set([1, 777, 20_500, 59_999].map((serial) => no(serial)));
    const { found, rows, questions } = compare(
      hub,
      hub.filter(({ certificateNo }) => !gone.has(certificateNo)),
    );
    expect(new Set(found.map(({ certificateNo }) => certificateNo))).toEqual(gone);
    expect(rows).toBeLessThan(1_000);
    expect(questions).toBeLessThanOrEqual(1 + 3 * gone.size);
  });

  test('two versions of a number are two', () => {
    const two = [item(1), item(1, 9n, 2)];
    expect(differingItems(two, two)).toEqual([]);
    expect(differingItems(two, [item(1)])).toEqual([
      { certificateNo: no(1), version: 2, kind: 'MISSING', feedDigest: null },
    ]);
  });
});

describe('a difference', () => {
  const seen = (kind: SeenDifference['kind'], feedDigest: bigint | null): SeenDifference[] => [
    { certificateNo: no(1), version: 1, kind, feedDigest },
  ];
  const handed = (digest: bigint | null): HeldItem[] => [{ certificateNo: no(1), version: 1, digest } as HeldItem];

  test.each([
    ['MISSING and still thought to be held', seen('MISSING', null), handed(8n), 'MISSING'],
    ['MISSING but on its way again', seen('MISSING', null), handed(null), undefined],
    ['EXTRA and unknown here', seen('EXTRA', 8n), [], 'EXTRA'],
    ['EXTRA but on its way just now', seen('EXTRA', 8n), handed(null), undefined],
    ['EXTRA but taken meanwhile', seen('EXTRA', 8n), handed(8n), undefined],
    ['EXTRA, taken meanwhile with other content', seen('EXTRA', 8n), handed(9n), 'DIFFERING'],
    ['DIFFERING', seen('DIFFERING', 8n), handed(9n), 'DIFFERING'],
    ['DIFFERING but handed over anew', seen('DIFFERING', 8n), handed(8n), undefined],
  ])('that was %s', (_, differences, now, kind) => {
    expect(standing(differences, now)[0]?.kind).toBe(kind);
  });

  test.each([
    [{ MISSING: 0, EXTRA: 0, DIFFERING: 0, OWED: 0 }, 0, 'EQUAL'],
    [{ MISSING: 2, EXTRA: 0, DIFFERING: 0, OWED: 3 }, 5, 'HEALED'],
    [{ MISSING: 2, EXTRA: 0, DIFFERING: 0, OWED: 3 }, 0, 'DIFFERENT'],
    [{ MISSING: 2, EXTRA: 1, DIFFERING: 0, OWED: 0 }, 2, 'DIFFERENT'],
    [{ MISSING: 0, EXTRA: 0, DIFFERING: 1, OWED: 0 }, 0, 'DIFFERENT'],
  ] as const)('%j of which %i are healed: %s', (counts, healed, state) => {
    expect(stateOf(counts, healed)).toBe(state);
  });
});

test.each([
  [
    '{"level":"L","theoryScore":85.50,"name":"张三 \\"1.0\\""}',
    '{"name": "张三 \\"1.0\\"", "level": "L", "theoryScore": 85.50}',
  ],
  ['{"b": 1e2, "a": null, "x": "\\u4e00"}', '{"a": null, "b": 100, "x": "一"}'],
  ['{"a": -3, "b": true}', '{"a": -3, "b": true}'],
])('what an earlier release sent as %s is kept as %s', (sent, kept) => {
  expect(earlierText(sent)).toBe(kept);
});
