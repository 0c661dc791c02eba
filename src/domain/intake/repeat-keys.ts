/**
 * Short keys of a chunk's records, from which repetitions in a batch are found without reading its rows again: of holding,
 * number, person and photo eight bytes each. Two of a million share theirs by chance once in ten million batches, so what is
 * found is looked at again.
 */
import { hashText } from '../rules/text-hash';

/** In the order of their columns. */
const KINDS = ['holdings', 'numbers', 'persons', 'photos'] as const;
export const KEY_BYTES = 8;
/** Digests of persons and photos as they are stored. */
export const DIGEST_BYTES = 16;

export interface RecordKeys {
  /** Digests; `null`: nothing that could repeat. */
  readonly holdingKey: Uint8Array | null;
  readonly personKey: Uint8Array | null;
  readonly photoKey: Uint8Array | null;
  readonly certificateNo: string | null;
}

/** Whole digests, one after the other in the order of the lines; zeros where there is none. */
export interface Digests {
  readonly records: number;
  readonly persons: Uint8Array;
  readonly photos: Uint8Array;
  /** From 1: records with a digest that begins with zeros itself, as what an institution writes for a photo may. */
  readonly zeros: readonly number[];
}

export interface RepeatKeys {
  /** In the order of the lines. */
  add(keys: RecordKeys): void;
  /** One column a kind, 8 bytes a record; zeros where there is none. */
  bytes(): Uint8Array;
  digests(): Digests;
}

/** @param records of the chunk, all of which are added */
export function repeatKeys(records: number): RepeatKeys {
  const keys = new Uint8Array(records * KINDS.length * KEY_BYTES);
  const numbers = new DataView(keys.buffer, records * KEY_BYTES, records * KEY_BYTES);
  const persons = new Uint8Array(records * DIGEST_BYTES);
  const photos = new Uint8Array(records * DIGEST_BYTES);
  const zeros: number[] = [];
  const hash = new Uint32Array(3);
  let index = 0;
  return {
    add: ({ holdingKey, personKey, photoKey, certificateNo }) => {
      if (beginsWithZeros(personKey) || beginsWithZeros(photoKey)) zeros.push(index + 1);
      put(holdingKey, keys, index * KEY_BYTES, KEY_BYTES);
      put(personKey, keys, (2 * records + index) * KEY_BYTES, KEY_BYTES);
      put(photoKey, keys, (3 * records + index) * KEY_BYTES, KEY_BYTES);
      put(personKey, persons, index * DIGEST_BYTES, DIGEST_BYTES);
      put(photoKey, photos, index * DIGEST_BYTES, DIGEST_BYTES);
      if (certificateNo !== null) {
        hashText(certificateNo, hash);
        numbers.setUint32(index * KEY_BYTES, hash[0] ?? 0);
        numbers.setUint32(index * KEY_BYTES + Uint32Array.BYTES_PER_ELEMENT, hash[1] ?? 0);
      }
      index += 1;
    },
    bytes: () => keys,
    digests: () => ({ records, persons, photos, zeros }),
  };
}

function beginsWithZeros(digest: Uint8Array | null): boolean {
  if (digest === null || digest[0] !== 0) return false;
  return digest.subarray(0, KEY_BYTES).every((byte) => byte === 0);
}

/** A loop takes a third of the time of a call out of JavaScript for so few bytes. */
function put(digest: Uint8Array | null, target: Uint8Array, at: number, bytes: number): void {
  if (digest === null) return;
  for (let index = 0; index < bytes; index += 1) target[at + index] = digest[index] ?? 0;
}

type Kind = (typeof KINDS)[number];

export interface Repeating {
  /** Chunk after chunk, in the order of their numbers. */
  add(keys: Uint8Array): void;
  /**
   * Lines, ascending, of which some repeat another one of them; the first of each group among them. Some ten milliseconds for a
   * million records, two hundred where all of them were chosen to be suspected.
   */
  linesOf(kind: Kind): readonly number[];
}

/** @param records of all chunks together */
export function repeatingLines(records: number): Repeating {
  const columns = KINDS.map(() => new BigUint64Array(records));
  const bytes = columns.map(({ buffer }) => new Uint8Array(buffer));
  let before = 0;
  return {
    add: (keys) => {
      const length = keys.length / KINDS.length;
      for (const [kind, column] of bytes.entries()) {
        column.set(keys.subarray(kind * length, (kind + 1) * length), before);
      }
      before += length;
    },
    linesOf: (kind) => repeatingIn(columns[KINDS.indexOf(kind)] ?? new BigUint64Array()),
  };
}

/**
 * Few keys repeat: a pass through a table of bits leaves those that may, and only they are sorted. The table alone would be wrong by
 * chance. Who chose the digests of his photos so that they meet in it has all of them sorted: slower by half, and no more.
 */
function repeatingIn(column: BigUint64Array): readonly number[] {
  const suspects = suspectsIn(column);
  const sorted = new BigUint64Array(suspects.length);
  for (let at = 0; at < suspects.length; at += 1) sorted[at] = column[suspects[at] ?? 0] ?? 0n;
  sorted.sort();
  const repeated = new Set<bigint>();
  for (let at = 1; at < sorted.length; at += 1) {
    const key = sorted[at] ?? 0n;
    if (key === sorted[at - 1]) repeated.add(key);
  }
  const lines: number[] = [];
  if (repeated.size === 0) return lines;
  for (const index of suspects) if (repeated.has(column[index] ?? 0n)) lines.push(index + 1);
  return lines;
}

/** So many bits for a key that one of a hundred shares its own by chance: 8 MiB for the largest batch. */
const BITS_PER_KEY = 64;
const FEWEST_BITS = 1_024;

/** Ascending: places of all keys, zeros left out, whose bit in a table another one has too. */
function suspectsIn(column: BigUint64Array): readonly number[] {
  const bits = 2 ** Math.ceil(Math.log2(Math.max(FEWEST_BITS, column.length * BITS_PER_KEY)));
  const words = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
  const bitOf = (index: number): number => ((words[2 * index] ?? 0) ^ (words[2 * index + 1] ?? 0)) & (bits - 1);
  const isNone = (index: number): boolean => words[2 * index] === 0 && words[2 * index + 1] === 0;
  const taken = new Uint8Array(bits >>> 3);
  const shared = new Set<number>();
  for (let index = 0; index < column.length; index += 1) {
    if (isNone(index)) continue;
    const bit = bitOf(index);
    const [byte, mask] = [bit >>> 3, 1 << (bit & 7)];
    if (((taken[byte] ?? 0) & mask) !== 0) shared.add(bit);
    taken[byte] = (taken[byte] ?? 0) | mask;
  }
  const suspects: number[] = [];
  if (shared.size === 0) return suspects;
  for (let index = 0; index < column.length; index += 1) {
    if (!isNone(index) && shared.has(bitOf(index))) suspects.push(index);
  }
  return suspects;
}
