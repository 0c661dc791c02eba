/**
 * Whole numbers as the fewest inclusive runs. Gathered in one flat array that is put in order when it is full: numbers
 * that come in any order take eight bytes each at most, and most come in order and take none.
 */
export type Run = readonly [from: number, to: number];

export interface RunList {
  add(number: number): void;
  finish(): readonly Run[];
}

const PAIR = 2;
const PAIRS_FIRST = 4;
const GROWTH = 2;
/** An array that is still this full once it is in order is made larger. */
const FULL_SHARE = 0.5;

/** Runs in any order, also overlapping, as the fewest runs that hold the same numbers. */
export function joinedRuns(runs: readonly Run[]): readonly Run[] {
  const out: [number, number][] = [];
  for (const [from, to] of [...runs].sort(([one], [other]) => one - other)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** A run in one number that sorts by its beginning. */
const TO_LIMIT = 2 ** 26;
const packed = (from: number, to: number): number => from * TO_LIMIT + to;

/** Puts the first `length` pairs in order and joins them, in place; answers how many are left. */
function joinInPlace(pairs: Uint32Array, length: number): number {
  const sorted = new Float64Array(length);
  for (let pair = 0; pair < length; pair += 1) {
    sorted[pair] = packed(pairs[pair * PAIR] ?? 0, pairs[pair * PAIR + 1] ?? 0);
  }
  sorted.sort();
  let kept = 0;
  for (const run of sorted) {
    const from = Math.floor(run / TO_LIMIT);
    const to = run % TO_LIMIT;
    const last = kept * PAIR - 1;
    if (kept > 0 && from <= (pairs[last] ?? 0) + 1) pairs[last] = Math.max(pairs[last] ?? 0, to);
    else {
      pairs[kept * PAIR] = from;
      pairs[kept * PAIR + 1] = to;
      kept += 1;
    }
  }
  return kept;
}

/** Takes numbers from 0 to 2^26 − 1. */
export function runList(): RunList {
  let pairs = new Uint32Array(PAIRS_FIRST * PAIR);
  let length = 0;
  const makeRoom = (): void => {
    length = joinInPlace(pairs, length);
    if (length * PAIR < pairs.length * FULL_SHARE) return;
    const larger = new Uint32Array(pairs.length * GROWTH);
    larger.set(pairs);
    pairs = larger;
  };
  return {
    add: (number) => {
      const last = length * PAIR - 1;
      if (length > 0 && pairs[last] === number - 1) {
        pairs[last] = number;
        return;
      }
      if (length * PAIR === pairs.length) makeRoom();
      pairs[length * PAIR] = number;
      pairs[length * PAIR + 1] = number;
      length += 1;
    },
    finish: () => {
      length = joinInPlace(pairs, length);
      return Array.from({ length }, (_, pair): Run => [pairs[pair * PAIR] ?? 0, pairs[pair * PAIR + 1] ?? 0]);
    },
  };
}
