/** New content from old bytes: what is not changed stays byte for byte. */
import { changedLines, joinedLines, linesOf } from '../../../src/domain/review/changed-lines';

const texts = (lines: Iterable<Buffer>): string[] => [...lines].map((line) => line.toString());

test.each([
  ['lines with their ends', 'a\nb\nc\n', ['a', 'b', 'c']],
  ['a last line without its end', 'a\nb', ['a', 'b']],
  ['a byte order mark is of no record', '\ufeffa\nb\n', ['a', 'b']],
  ['a carriage return is part of what was received', 'a\r\nb\r\n', ['a\r', 'b\r']],
  ['nothing', '', []],
])('%s', (_title, body, lines) => {
  expect(texts(linesOf(Buffer.from(body)))).toEqual(lines);
});

test('lines are replaced and taken out by their numbers in the batch', () => {
  const changes = new Map([
    [11, Buffer.from('B')],
    [12, null],
    [14, Buffer.from('no line of this chunk')],
  ]);
  const { lines, next } = changedLines(Buffer.from('a\nb\nc\nd'), 10, changes);
  expect({ lines: texts(lines), next }).toEqual({ lines: ['a', 'B', 'd'], next: 14 });
  expect(joinedLines(lines).toString()).toBe('a\nB\nd\n');
});

test('the next chunk goes on where this one ended, also when all of it is taken out', () => {
  const { lines, next } = changedLines(
    Buffer.from('a\nb\n'),
    1,
    new Map([
      [1, null],
      [2, null],
    ]),
  );
  expect({ lines, next }).toEqual({ lines: [], next: 3 });
  expect(joinedLines([])).toHaveLength(0);
});
