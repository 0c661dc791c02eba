/**
 * A set of digests in little memory, which never denies one that it holds: a Bloom filter whose bits of one key lie in one line
 * of the processor's cache (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007). Digests are evenly
 * spread by themselves, so their bytes are the hash.
 */
const WORDS_PER_BLOCK = 16;
const WORD_BITS = 32;
const BLOCK_BITS = WORDS_PER_BLOCK * WORD_BITS;
const BITS_PER_KEY = 12;
/** At 12 bits a key, one stranger of two hundred is taken for known. */
const BITS_SET = 6;
const TWO_TO_32 = 2 ** 32;

/** Of a digest the first 8 bytes count. */
export const FILTERED_BYTES = 8;

export const bytesOfFilter = (keys: number): number => blocksFor(keys) * (BLOCK_BITS / 8);

const blocksFor = (keys: number): number => Math.max(1, Math.ceil((keys * BITS_PER_KEY) / BLOCK_BITS));

export class KeyFilter {
  private readonly words: Uint32Array;
  private readonly blocks: number;
  private held = 0;

  /** @param capacity keys, from which on more and more strangers are taken for known */
  constructor(readonly capacity: number) {
    this.blocks = blocksFor(capacity);
    this.words = new Uint32Array(this.blocks * WORDS_PER_BLOCK);
  }

  /** Keys that were told apart when they came. */
  get size(): number {
    return this.held;
  }

  /** The key whose bytes begin at `at`; zeros are none. */
  add(keys: Uint8Array, at: number): void {
    const bits = wordAt(keys, at + 4);
    if (bits === 0 && wordAt(keys, at) === 0) return;
    const block = this.blockOf(keys, at);
    let isNew = false;
    for (let set = 0; set < BITS_SET; set += 1) {
      const bit = bitOf(bits, set);
      const word = block + (bit >>> 5);
      const mask = 1 << (bit & 31);
      const before = this.words[word] ?? 0;
      if ((before & mask) !== 0) continue;
      this.words[word] = before | mask;
      isNew = true;
    }
    if (isNew) this.held += 1;
  }

  /** False only of a key that was never added, and of zeros. */
  mayHave(keys: Uint8Array, at: number): boolean {
    const block = this.blockOf(keys, at);
    const bits = wordAt(keys, at + 4);
    for (let set = 0; set < BITS_SET; set += 1) {
      const bit = bitOf(bits, set);
      if (((this.words[block + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  private blockOf(keys: Uint8Array, at: number): number {
    return Math.floor((wordAt(keys, at) / TWO_TO_32) * this.blocks) * WORDS_PER_BLOCK;
  }
}

/** Steps of an odd width from a start: all bits of a key differ. */
const bitOf = (bits: number, set: number): number =>
  ((bits & (BLOCK_BITS - 1)) + set * (((bits >>> 9) & (BLOCK_BITS - 1)) | 1)) & (BLOCK_BITS - 1);

const wordAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
