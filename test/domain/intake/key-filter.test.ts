import { createHash } from 'node:crypto';
import { bytesOfFilter, FILTERED_BYTES, KeyFilter } from '../../../src/domain/intake/key-filter';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);
const KEYS = 20_000;
/** At its capacity a filter takes one stranger of some two hundred for known. */
const MISTAKEN_SHARE_MAX = 0.01;

describe('keys in little memory', () => {
  const known = Buffer.concat(Array.from({ length: KEYS }, (_, index) => digest(`known ${index}`)));
  const filter = new KeyFilter(KEYS);
  for (let at = 0; at < known.length; at += 16) filter.add(known, at);

  test('never denies one that it holds', () => {
    const denied = Array.from({ length: KEYS }, (_, index) => filter.mayHave(known, index * 16)).filter((has) => !has);
    expect(denied).toEqual([]);
  });

  test('takes few strangers for known, and counts nearly all that came', () => {
    const mistaken = Array.from({ length: KEYS }, (_, index) => filter.mayHave(digest(`stranger ${index}`), 0));
    expect(mistaken.filter(Boolean).length).toBeLessThan(KEYS * MISTAKEN_SHARE_MAX);
    expect(filter.size).toBeGreaterThan(KEYS * (1 - MISTAKEN_SHARE_MAX));
    expect(filter.size).toBeLessThanOrEqual(KEYS);
  });

  test('what comes twice counts once; of a digest the first bytes count; zeros are none', () => {
    const small = new KeyFilter(100);
    const key = digest('one');
    small.add(key, 0);
    small.add(key, 0);
    expect(small.size).toBe(1);
    expect(small.mayHave(key.subarray(0, FILTERED_BYTES), 0)).toBe(true);
    small.add(new Uint8Array(FILTERED_BYTES), 0);
    expect(small.size).toBe(1);
    const nearly = Buffer.from('0000000100000000', 'hex');
    small.add(nearly, 0);
    expect([small.size, small.mayHave(nearly, 0)]).toEqual([2, true]);
  });

  test('keys that follow each other, as none does by itself, are still told apart', () => {
    const ordered = new KeyFilter(KEYS);
    const key = Buffer.alloc(8);
    for (let index = 1; index <= 1_000; index += 1) {
      key.writeUInt32BE(index * 4_000_000, 0);
      key.writeUInt32BE(index, 4);
      ordered.add(key, 0);
    }
    expect(ordered.size).toBeGreaterThan(990);
  });

  test('twelve bits a key, in whole lines of the cache', () => {
    expect([bytesOfFilter(1), bytesOfFilter(1_000_000)]).toEqual([64, 1_500_032]);
  });
});
