/**
 * Seeded draws. A stream of draws belongs to a seed and a place (“record 17 of plan X”), so that any record can be
 * made again on its own, in any order, and no draw of one record moves those of another. Not for secrets.
 */
export interface Draw {
  /** 0 ≤ fraction < 1 */
  fraction(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** Throws RangeError when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item;
  /** True in `share` of all cases. */
  chance(share: number): boolean;
}

const UINT32 = 2 ** 32;

/** FNV-1a over a text: turns a name into a number, the same on every machine. */
export function textNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

/** Spreads two numbers over 32 bits (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** mulberry32 from a start value. */
export function drawFrom(start: number): Draw {
  let state = start >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
  const below = (limit: number): number => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    pick: (items) => {
      const picked = items[below(items.length)];
      if (picked === undefined) throw new RangeError('Nothing to pick from.');
      return picked;
    },
    chance: (share) => fraction() < share,
  };
}
