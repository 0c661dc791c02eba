import fc from 'fast-check';
import { seenBefore } from '../../../src/domain/rules/seen-before';
import { hashText } from '../../../src/domain/rules/text-hash';

const KEYS = 300_000;

test('answers the first line of a key, like a map of texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 400 }), (keys) => {
      const seen = seenBefore();
      const firstLines = new Map<string, number>();
      keys.forEach((key, index) => {
        expect(seen(key, index + 1)).toBe(firstLines.get(key));
        if (!firstLines.has(key)) firstLines.set(key, index + 1);
      });
    }),
  );
});

test('keys that differ in one digit stay apart, however many there are', () => {
  const seen = seenBefore();
  const keyOf = (index: number): string =>
    `RESIDENT_ID\n5101002005${String(index).padStart(8, '0')}\n6-31-01-03\n--\nLEVEL_3`;
  let taken = 0;
  for (let index = 0; index < KEYS; index += 1) if (seen(keyOf(index), index + 1) !== undefined) taken += 1;
  expect(taken).toBe(0);
  for (const index of [0, 1, 63, 64, 4_095, KEYS - 1]) expect(seen(keyOf(index), KEYS + 1)).toBe(index + 1);
});

test('texts of other lengths, with zeros at their end, or beyond the Basic Plane have other hashes', () => {
  const texts = ['', '\0', '\0\0', 'a', 'a\0', '林', '林晓', '\u{20000}', 'abcdefgh', 'abcdefghi', 'bacdefgh'];
  const words = new Uint32Array(3);
  const hashes = texts.map((text) => {
    hashText(text, words);
    return words.join();
  });
  expect(new Set(hashes).size).toBe(texts.length);
});
