import fc from 'fast-check';
import { utf8Bytes, utf8Text } from '../../src/app/utf8';

const text = fc.string({ unit: 'grapheme', maxLength: 400 });

test('a text and its bytes are those of Node', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(utf8Bytes(given).equals(Buffer.from(given))).toBe(true);
      expect(utf8Text(Buffer.from(given))).toBe(given);
    }),
  );
});

test.each([
  ['nothing', ''],
  ['ASCII', 'certificate'],
  ['a text of the length of the room', '电'.repeat(128 * 1_024)],
  ['a longer one', '电'.repeat(128 * 1_024 + 1)],
  ['a byte order mark', '\ufeff电'],
  ['units of four bytes', '𠮷'.repeat(9)],
])('%s', (_, given) => {
  expect(utf8Bytes(given).equals(Buffer.from(given))).toBe(true);
  expect(utf8Text(Buffer.from(given))).toBe(given);
});

test('answers do not share their memory', () => {
  const [one, other] = [utf8Bytes('电工'), utf8Bytes('焊工')];
  expect([one.toString(), other.toString()]).toEqual(['电工', '焊工']);
});

test('bytes that are no UTF-8 are refused', () => {
  expect(() => utf8Text(Buffer.of(0x22, 0xe7, 0x94, 0x22))).toThrow();
});
