/** What the scanner calls good the slow way finds nothing wrong with. The opposite need not hold: what is unsure is read. */
import fc from 'fast-check';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { readChunk, readLine } from '../../../src/domain/intake/read-lines';
import { FIELD_TEXT_CHARS_MAX, RECORD_FIELDS_MAX } from '../../../src/domain/intake/record-shape';
import { type LineScanner, lineScanner, UNSURE } from '../../../src/domain/intake/scan-lines';

const isGood = (line: Buffer | string, scanner = lineScanner()): boolean => {
  const bytes = Buffer.from(line);
  const end = scanner.scan(Buffer.concat([bytes, Buffer.from('\n')]), 0);
  if (end !== UNSURE) expect(end).toBe(bytes.length + 1);
  return end !== UNSURE;
};
const isFine = (line: Buffer | string): boolean => readChunk(Buffer.from(line), 1).problems.length === 0;

/** As the door does it: what is read and found good teaches its names. */
const learned = (...records: readonly object[]): LineScanner => {
  const scanner = lineScanner();
  for (const record of records) scanner.learn(readLine(Buffer.from(JSON.stringify(record)), 1, false).names);
  return scanner;
};

const KNOWN = RECORD_FIELDS.map(({ name }) => name);
const name = fc.oneof(
  fc.constantFrom(...KNOWN, 'other', 'name ', '', '__proto__', 'constructor', '名', 'a"b', 'a\\b', '1', '0', '\u007f'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('":', '\\', '\u2028', '\ud800', '\udc00x', '𠮷', 'x'.repeat(FIELD_TEXT_CHARS_MAX + 1)),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, false),
);
const value = fc.oneof({ weight: 9, arbitrary: scalar }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const blank = fc.constantFrom('', '', '', ' ', '\t', '\r', '  ', '\u00a0', '\f');
const jsonText = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(JSON.stringify(text)) },
    { weight: 1, arbitrary: fc.constant(`"${[...text].map((letter) => escaped(letter)).join('')}"`) },
    { weight: 1, arbitrary: fc.constant(`"${text}"`) },
  );
const escaped = (letter: string): string =>
  Array.from(
    { length: letter.length },
    (_, index) => `\\u${letter.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
const member = fc
  .tuple(name.chain(jsonText), blank, blank, value)
  .chain(([key, before, behind, held]) =>
    (typeof held === 'string' ? jsonText(held) : fc.constant(JSON.stringify(held) ?? 'null')).map(
      (text) => `${key}${before}:${behind}${text}`,
    ),
  );
const line = fc
  .tuple(
    fc.array(
      fc.tuple(blank, member, blank).map((parts) => parts.join('')),
      { maxLength: 8 },
    ),
    blank,
    blank,
  )
  .map(([members, before, behind]) => `{${before}${members.join(',')}}${behind}`);

/** Anything that lies one byte away from a record. */
const mutated = fc
  .tuple(line, fc.nat(), fc.constantFrom('delete', 'replace', 'insert', 'repeat'), fc.integer({ min: 0, max: 255 }))
  .map(([text, place, how, byte]) => {
    const bytes = Buffer.from(text);
    const at = bytes.length === 0 ? 0 : place % bytes.length;
    const middle = {
      delete: [],
      replace: [byte],
      insert: [byte, bytes[at] ?? 0],
      repeat: [bytes[at] ?? 0, bytes[at] ?? 0],
    }[how];
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(middle ?? []), bytes.subarray(at + 1)]);
  })
  .filter((bytes) => !bytes.includes(0x0a));

const RUNS = { numRuns: 4_000 };
const utf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);

describe('good is good', () => {
  test('of lines made of members, whatever they hold', () => {
    let good = 0;
    fc.assert(
      fc.property(line, (text) => {
        if (text.includes('\n')) return;
        const scanner = lineScanner();
        const { names } = readLine(Buffer.from(text), 1, false);
        scanner.learn(names);
        if (!isGood(text, scanner)) return;
        good += 1;
        expect(isFine(text)).toBe(true);
      }),
      RUNS,
    );
    expect(good).toBeGreaterThan(RUNS.numRuns / 50);
  });

  test('of lines one byte away from one that taught its names', () => {
    fc.assert(
      fc.property(mutated, line, (bytes, taught) => {
        if (!utf8(bytes) || taught.includes('\n')) return;
        const scanner = lineScanner();
        scanner.learn(readLine(Buffer.from(taught), 1, false).names);
        if (isGood(bytes, scanner)) expect(isFine(bytes)).toBe(true);
      }),
      RUNS,
    );
  });

  test('of records as institutions send them, none is unsure', () => {
    const record = fc.record(
      Object.fromEntries(
        RECORD_FIELDS.map(({ name: field, type }) => [
          field,
          type === 'number'
            ? fc.option(fc.integer({ min: 0, max: 1_000 }).map((score) => score / 10))
            : fc.option(fc.string({ maxLength: 20 })),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(record, (sent) => {
        expect(isGood(JSON.stringify(sent))).toBe(true);
      }),
    );
  });
});

describe('what is not proved is unsure', () => {
  const DEEP = `{"other":${'['.repeat(200)}${']'.repeat(200)}}`;
  test.each([
    ['a name twice', '{"name":"甲","name":"乙"}'],
    ['a name twice, hidden by an escape', '{"name":"甲","\\u006eame":"乙"}'],
    ['a name twice, hidden by an escape, first', '{"\\u006eame":"甲","name":"乙"}'],
    ['a name twice with others between', '{"name":"甲","sex":"MALE","name":"乙"}'],
    ['an unknown name twice', '{"other":1,"other":2}'],
    ['a list', '{"name":["甲"]}'],
    ['an object', '{"other":{}}'],
    ['depth', DEEP],
    ['a number for a text', '{"name":1}'],
    ['a text for a number', '{"skillScore":"85"}'],
    ['a boolean for a text', '{"name":true}'],
    ['a number beyond all numbers', '{"other":1e999}'],
    ['a number with a zero before it', '{"skillScore":01}'],
    ['a number that ends in its dot', '{"skillScore":1.}'],
    ['a number without digits', '{"skillScore":-}'],
    ['a number with a plus', '{"skillScore":+1}'],
    ['a hexadecimal number', '{"skillScore":0x1}'],
    ['NaN', '{"skillScore":NaN}'],
    ['a control character', '{"name":"a\u0001b"}'],
    ['a tab in a text', '{"name":"a\tb"}'],
    ['an escape that is none', '{"name":"\\x41"}'],
    ['half an escape', '{"name":"\\u00"}'],
    ['an escape before the end', '{"name":"\\"}'],
    ['a text without its end', '{"name":"甲}'],
    ['a comma too many', '{"name":"甲",}'],
    ['a comma too few', '{"name":"甲" "sex":"MALE"}'],
    ['a colon too few', '{"name" "甲"}'],
    ['two objects', '{}{}'],
    ['a comma behind it', '{},'],
    ['nothing', ''],
    ['blanks', '   '],
    ['a comment', '{"name":"甲"}//'],
    ['single quotation marks', "{'name':'甲'}"],
    ['a word too long', '{"name":nullx}'],
    ['half a word', '{"name":nul}'],
    ['a byte order mark', '\ufeff{"name":"甲"}'],
    ['a text over the limit', `{"remark":"${'x'.repeat(FIELD_TEXT_CHARS_MAX + 1)}"}`],
    [
      'too many fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: RECORD_FIELDS_MAX + 1 }, (_, n) => [`f${n}`, n]))),
    ],
    ['a name over the limit', `{"${'x'.repeat(65)}":1}`],
  ])('%s', (_, text) => {
    expect(isGood(text)).toBe(false);
    expect(isGood(text, learned({ other: 1, x: 1 }, { f1: 1, f0: 1 }))).toBe(false);
  });
});

describe('what is good', () => {
  test.each([
    ['an empty object', '{}'],
    ['escapes in a text', '{"name":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e2d\\uD83D\\uDE00"}'],
    ['half a surrogate pair as an escape', '{"name":"\\ud800"}'],
    ['an escaped name in a text', '{"name":"\\",\\"name\\":"}'],
    ['CR before the end', '{"name":"甲"}\r'],
    ['blanks everywhere', '{ "name" : "甲" ,\t"skillScore" : -0.5 } '],
    ['null everywhere', '{"name":null,"skillScore":null}'],
    ['a text as long as allowed', `{"remark":"${'x'.repeat(FIELD_TEXT_CHARS_MAX)}"}`],
  ])('%s', (_, text) => {
    expect([isGood(text), isFine(text)]).toEqual([true, true]);
  });

  test('names of another order and unknown names, once they were read', () => {
    const [first, second] = [
      { skillScore: 1, name: '甲', 备用: true },
      { skillScore: 1, sex: 'MALE', name: '甲', 备用: null },
    ];
    expect(isGood(JSON.stringify(first))).toBe(false);
    const scanner = learned(first, second);
    for (const record of [first, second, { skillScore: 1 }, { name: '甲', 备用: 2.5 }]) {
      expect(isGood(JSON.stringify(record), scanner)).toBe(true);
    }
    expect(isGood('{"name":"甲","skillScore":1}', scanner)).toBe(false);
  });

  test('as many fields as allowed, and no more', () => {
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));
    const scanner = learned(fields(RECORD_FIELDS_MAX));
    expect(isGood(JSON.stringify(fields(RECORD_FIELDS_MAX)), scanner)).toBe(true);
    scanner.learn(['f64']);
    const one = { ...fields(RECORD_FIELDS_MAX), f64: 1 };
    expect([isGood(JSON.stringify(one), scanner), isFine(JSON.stringify(one))]).toEqual([false, false]);
  });
});

test('a byte order mark is no part of a line in the middle of a chunk', () => {
  const marked = Buffer.from('\ufeff{"name":"甲"}');
  expect(readLine(marked, 1, true).problems).toEqual([]);
  expect(readLine(marked, 2, false).problems).toMatchObject([{ record: 2 }]);
});
