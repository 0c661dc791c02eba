/**
 * Counts how many records share each combination of scores. In typed arrays, because a file of any size may hold as
 * many combinations as records: 28 bytes each where a `Map` of texts takes 150.
 */

/** Combinations told of one batch. Where there are more, the rarest are left out together, whatever the order. */
export const SCORE_PATTERNS_MAX = 100_000;

export type ScorePattern = readonly [pattern: string, records: number];

export interface PatternCounter {
  add(theoryScore: number | undefined, skillScore: number, reviewScore: number | undefined): void;
  /** By combination, in code-unit order. */
  finish(): readonly ScorePattern[];
}

const SCORES = 3;
const ABSENT = -1;
const SLOTS_FIRST = 256;
const GROWTH = 2;
/** Beyond it the way to a free slot gets long. */
const FULL_SHARE = 0.7;

interface Table {
  readonly scores: Float64Array;
  readonly counts: Uint32Array;
}

const tableOf = (slots: number): Table => ({
  scores: new Float64Array(slots * SCORES),
  counts: new Uint32Array(slots),
});

/** The words of three scores, mixed as in MurmurHash3. */
function hashOf(words: Uint32Array): number {
  let hash = 0;
  for (let at = 0; at < words.length; at += 1) {
    let word = Math.imul(words[at] ?? 0, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The slot that counts the combination, or the free one where it belongs. */
function slotOf({ scores, counts }: Table, key: Float64Array, hash: number): number {
  // The number of slots is a power of two.
  let slot = hash & (counts.length - 1);
  while (counts[slot] !== 0) {
    const at = slot * SCORES;
    if (scores[at] === key[0] && scores[at + 1] === key[1] && scores[at + 2] === key[2]) return slot;
    slot = slot + 1 === counts.length ? 0 : slot + 1;
  }
  return slot;
}

const textOf = (score: number | undefined): string => (score === undefined || score === ABSENT ? '' : String(score));

export const byPattern = ([one]: ScorePattern, [other]: ScorePattern): number =>
  one < other ? -1 : one > other ? 1 : 0;

/**
 * The least count that is told: of all combinations that are at least as frequent there are at most
 * SCORE_PATTERNS_MAX. It depends on the counts alone, so that any cut of the batch leaves out the same ones.
 */
export function leastCountTold(counts: Iterable<number>): number {
  const having = new Map<number, number>();
  for (const count of counts) if (count > 0) having.set(count, (having.get(count) ?? 0) + 1);
  let told = 0;
  let least = 1;
  for (const [count, patterns] of [...having].sort(([one], [other]) => other - one)) {
    told += patterns;
    if (told > SCORE_PATTERNS_MAX) return least;
    least = count;
  }
  return 1;
}

export function patternCounter(): PatternCounter {
  const key = new Float64Array(SCORES);
  const words = new Uint32Array(key.buffer);
  let table = tableOf(SLOTS_FIRST);
  let used = 0;

  const grow = (): void => {
    const { scores, counts } = table;
    const larger = tableOf(counts.length * GROWTH);
    for (let slot = 0; slot < counts.length; slot += 1) {
      const count = counts[slot] ?? 0;
      if (count === 0) continue;
      for (let part = 0; part < SCORES; part += 1) key[part] = scores[slot * SCORES + part] ?? ABSENT;
      const to = slotOf(larger, key, hashOf(words));
      larger.scores.set(key, to * SCORES);
      larger.counts[to] = count;
    }
    table = larger;
  };

  return {
    add: (theoryScore = ABSENT, skillScore, reviewScore = ABSENT) => {
      // Adding zero makes one number of 0 and -0.
      key[0] = theoryScore + 0;
      key[1] = skillScore + 0;
      key[2] = reviewScore + 0;
      const slot = slotOf(table, key, hashOf(words));
      const count = table.counts[slot] ?? 0;
      table.counts[slot] = count + 1;
      if (count > 0) return;
      table.scores.set(key, slot * SCORES);
      used += 1;
      if (used > table.counts.length * FULL_SHARE) grow();
    },
    finish: () => {
      const { scores, counts } = table;
      const least = used > SCORE_PATTERNS_MAX ? leastCountTold(counts) : 1;
      const told: ScorePattern[] = [];
      counts.forEach((count, slot) => {
        // An empty slot counts nothing, and `least` is at least one.
        if (count < least) return;
        const at = slot * SCORES;
        told.push([`${textOf(scores[at])}/${textOf(scores[at + 1])}/${textOf(scores[at + 2])}`, count]);
      });
      return told.sort(byPattern);
    },
  };
}
