/**
 * MurmurHash3 (x86, 128 bits) over the UTF-16 units of a text. Not cryptographic: whoever wants two texts of one hash can
 * make them, and fools his own check alone; by chance it does not happen among millions of texts.
 */
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;
/** Two UTF-16 units fill one word of 32 bits, eight of them one block of four words. */
const BLOCK_UNITS = 8;
const UNIT_BITS = 16;

const NO_SEED = new Uint32Array(3);

const { imul } = Math;

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

function finished(hash: number): number {
  let word = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  word = imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** Two units as one word, both inside the text. */
const wordAt = (text: string, at: number): number => text.charCodeAt(at) | (text.charCodeAt(at + 1) << UNIT_BITS);

/** Behind the end of the text there are zeros; the length, mixed in last, tells them from real ones. */
function lastWordAt(text: string, at: number): number {
  const low = at < text.length ? text.charCodeAt(at) : 0;
  const high = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  return low | (high << UNIT_BITS);
}

/**
 * Puts the first three words of the hash into `out`, which is reused: nothing is allocated for a text. `seed` holds three
 * words that make the hash another one, such as the hash of what comes before the text.
 */
export function hashText(text: string, out: Uint32Array, seed: Uint32Array = NO_SEED): void {
  const { length } = text;
  let h1 = (seed[0] ?? 0) | 0;
  let h2 = (seed[1] ?? 0) | 0;
  let h3 = (seed[2] ?? 0) | 0;
  let h4 = 0;
  for (let at = 0; at < length; at += BLOCK_UNITS) {
    const isWhole = at + BLOCK_UNITS <= length;
    const w1 = isWhole ? wordAt(text, at) : lastWordAt(text, at);
    const w2 = isWhole ? wordAt(text, at + 2) : lastWordAt(text, at + 2);
    const w3 = isWhole ? wordAt(text, at + 4) : lastWordAt(text, at + 4);
    const w4 = isWhole ? wordAt(text, at + 6) : lastWordAt(text, at + 6);
    h1 ^= imul(rotated(imul(w1, C1), 15), C2);
    h1 = (imul((rotated(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= imul(rotated(imul(w2, C2), 16), C3);
    h2 = (imul((rotated(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= imul(rotated(imul(w3, C3), 17), C4);
    h3 = (imul((rotated(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= imul(rotated(imul(w4, C4), 18), C1);
    h4 = (imul((rotated(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  const sum = (h1 + h2 + h3 + h4) | 0;
  h1 = finished(sum);
  h2 = finished((h2 + sum) | 0);
  h3 = finished((h3 + sum) | 0);
  h4 = finished((h4 + sum) | 0);
  const mixed = (h1 + h2 + h3 + h4) | 0;
  out[0] = mixed;
  out[1] = h2 + mixed;
  out[2] = h3 + mixed;
}
