import fc from 'fast-check';
import { recordsOf } from '../../../src/app/intake/read-records';

const record = fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)), {
  noNullPrototype: true,
});

test('the records of a chunk, and the bytes of each, are those of its lines', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 20 }),
      fc.constantFrom('', '\ufeff'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (records, mark, lineEnd, isEnded) => {
        const lines = records.map((each) => JSON.stringify(each));
        const body = Buffer.from(mark + lines.join(lineEnd) + (isEnded && lines.length > 0 ? lineEnd : ''));
        const read = [...recordsOf(body)];
        const parsed = lines.map((line): unknown => JSON.parse(line));
        expect(read.map((each) => each.record)).toEqual(parsed);
        expect(read.map(({ bytes }) => bytes.toString().trimEnd())).toEqual(lines.map((line) => line.trimEnd()));
      },
    ),
  );
});

test('a chunk of many pieces, with lines longer than a piece', () => {
  const records = Array.from({ length: 3_000 }, (_, index) => ({ index, text: '电'.repeat(index % 100) }));
  const long = { index: -1, text: '工'.repeat(100_000) };
  const all = [...records.slice(0, 1_000), long, ...records.slice(1_000), long];
  const body = Buffer.from(all.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const read = [...recordsOf(body)];
  expect(read.map((each) => each.record)).toEqual(all);
  expect(Buffer.concat(read.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])).equals(body)).toBe(true);
});
