/**
 * Remembers where a key was first seen. Of a key only 96 bits of hash are kept, in typed arrays: 20 to 25 bytes a key
 * where a `Map` of texts takes 150, so that the records of a file of any size fit. Two keys of two million share their
 * 96 bits once in 10^16 files.
 */
import { hashText } from './text-hash';

/** Slots of a part: three words of the hash, and the line; line 0 is an empty slot, because lines begin at 1. */
interface Part {
  slots: Uint32Array;
  keys: number;
}

const SLOT_WORDS = 4;
/** The same as a shift. */
const SLOT_WORDS_BITS = 2;
const LINE_WORD = 3;
/** Parts grow one at a time, so that growing never needs twice the memory of the whole. */
const PARTS = 64;
const PART_SLOTS_FIRST = 64;
const GROWTH = 1.25;
/** Beyond it the way to a free slot gets long. */
const FULL_SHARE = 0.85;

const emptyPart = (): Part => ({ slots: new Uint32Array(PART_SLOTS_FIRST * SLOT_WORDS), keys: 0 });

/** Index of the slot that holds the hash, or of the free one where it belongs. */
function slotOf(slots: Uint32Array, hash: Uint32Array, from = 0): number {
  const words = slots.length;
  const w0 = hash[from] ?? 0;
  const w1 = hash[from + 1] ?? 0;
  const w2 = hash[from + 2] ?? 0;
  // The part was chosen by the first word; the place in it is by the second, in whole numbers of 31 bits: the remainder
  // of any other number is a call that takes longer than all the rest.
  let at = ((w1 >>> 1) % (words >>> SLOT_WORDS_BITS)) << SLOT_WORDS_BITS;
  while (slots[at + LINE_WORD] !== 0) {
    if (slots[at] === w0 && slots[at + 1] === w1 && slots[at + 2] === w2) return at;
    at = at + SLOT_WORDS === words ? 0 : at + SLOT_WORDS;
  }
  return at;
}

function grown(slots: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.ceil((slots.length / SLOT_WORDS) * GROWTH) * SLOT_WORDS);
  for (let at = 0; at < slots.length; at += SLOT_WORDS) {
    if (slots[at + LINE_WORD] === 0) continue;
    const to = slotOf(larger, slots, at);
    larger[to] = slots[at] ?? 0;
    larger[to + 1] = slots[at + 1] ?? 0;
    larger[to + 2] = slots[at + 2] ?? 0;
    larger[to + LINE_WORD] = slots[at + LINE_WORD] ?? 0;
  }
  return larger;
}

/**
 * Answers the first line of a key that was seen before. `line` is 1-based. `kind` is a part of the key that many keys have
 * in common, one after the other: it is hashed once as long as it stays the same.
 */
export function seenBefore(): (key: string, line: number, kind?: string) => number | undefined {
  const parts = Array.from({ length: PARTS }, emptyPart);
  const hash = new Uint32Array(LINE_WORD);
  const kindHash = new Uint32Array(LINE_WORD);
  let lastKind = '';
  return (key, line, kind = '') => {
    if (kind !== lastKind) {
      hashText(kind, kindHash);
      lastKind = kind;
    }
    hashText(key, hash, kindHash);
    const part = parts[(hash[0] ?? 0) % PARTS];
    if (part === undefined) return undefined;
    const at = slotOf(part.slots, hash);
    const first = part.slots[at + LINE_WORD] ?? 0;
    if (first !== 0) return first;
    for (let word = 0; word < LINE_WORD; word += 1) part.slots[at + word] = hash[word] ?? 0;
    part.slots[at + LINE_WORD] = line;
    part.keys += 1;
    if (part.keys * SLOT_WORDS > part.slots.length * FULL_SHARE) part.slots = grown(part.slots);
    return undefined;
  };
}
