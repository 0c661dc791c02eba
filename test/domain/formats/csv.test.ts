/** CSV at the door: any cut of the stream, any encoding, every fault by its row. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csv } from '../../../src/formats/csv';
import { csvBlocks } from '../../../src/formats/csv/csv-rows';
import { ROW_BYTES_MAX } from '../../../src/formats/csv/split-rows';
import { csvRow } from '../../../bin/input/read-table';
import { BLANK_BYTES_CUT } from '../../../src/formats/stretch';
import { arriving, readFormat } from '../../kit/read-format';

const NOTHING_SEEN = { encoding: undefined, lineEnd: undefined };
const options = (rowsMax: number) => ({ rowsMax, firstRowsMax: rowsMax, rowsBefore: 0, reading: NOTHING_SEEN });

async function cellsOf(
  text: string | Uint8Array,
  rowsMax = 3,
  arrivalBytes = 5,
): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const { rows } of csvBlocks(arriving(text, arrivalBytes), options(rowsMax))) {
    for (const { cells, fault } of rows) all.push(fault === undefined ? cells : [`fault: ${fault.en}`]);
  }
  return all;
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '林', '𠮷', ' ') }),
  fc.constant(''),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

test('rows and cells are those of a reader of the whole text, however it is cut and written', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (rows, end, arrivalBytes, rowsMax) => {
        const text = rows.map((row) => csvRow(row, end)).join('');
        const whole: string[][] = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
        expect(await cellsOf(text, rowsMax, arrivalBytes)).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test('lines that end by a carriage return alone, as old Macintosh programs write them', async () => {
  expect(await cellsOf('a,b\r"c\rd",e\rf,g', 2, 1)).toEqual([
    ['a', 'b'],
    ['c\rd', 'e'],
    ['f', 'g'],
  ]);
});

// 姓名,性别 / 林,男 / 周,女
const TABLE = '姓名,性别\r\n林,男\r\n周,女\r\n';
const GBK = Buffer.from('d0d5c3fb2cd0d4b1f00d0ac1d62cc4d00d0ad6dc2cc5ae0d0a', 'hex');
const ENCODED: readonly (readonly [string, Buffer, string])[] = [
  ['UTF-8', Buffer.from(TABLE), ''],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${TABLE}`), ''],
  ['GBK', GBK, 'GBK'],
  ['UTF-16 LE', Buffer.from(`\ufeff${TABLE}`, 'utf16le'), 'UTF-16 LE'],
  ['UTF-16 BE', Buffer.from(`\ufeff${TABLE}`, 'utf16le').swap16(), 'UTF-16 BE'],
];
const RECORDS = [
  { name: '林', sex: 'MALE' },
  { name: '周', sex: 'FEMALE' },
];

test.each(ENCODED)(
  '%s: the same records, every byte counted, and what is not UTF-8 is said',
  async (_name, bytes, said) => {
    const { records, places, notes, sourceBytes } = await readFormat(csv, bytes, { recordsMax: 1, arrivalBytes: 1 });
    expect({ records, places }).toEqual({ records: RECORDS, places: [] });
    expect(sourceBytes).toBe(bytes.length);
    expect(notes.includes('文件编码为')).toBe(said !== '');
    expect(notes).toContain(said);
  },
);

test.each(ENCODED)('%s: goes on behind a piece', async (_name, bytes) => {
  const { pieces } = await readFormat(csv, bytes, { recordsMax: 1 });
  const first = pieces.find((piece) => piece.kind === 'records');
  if (first?.kind !== 'records') throw new Error('There is no piece.');
  const rest = await readFormat(csv, bytes.subarray(first.sourceBytes), { state: first.state, firstRecord: 2 });
  expect(rest.records).toEqual(RECORDS.slice(1));
  expect(rest.sourceBytes).toBe(bytes.length - first.sourceBytes);
});

test('a continuation of nothing but blank rows is one piece without a record', async () => {
  const { pieces } = await readFormat(csv, '姓名\n林\n', { recordsMax: 1 });
  const [first] = pieces;
  if (first?.kind !== 'records') throw new Error('There is no piece.');
  const { pieces: rest } = await readFormat(csv, ',\r\n\r\n', { state: first.state, firstRecord: 2 });
  expect(rest).toEqual([expect.objectContaining({ kind: 'records', records: 0, sourceBytes: 5 })]);
  expect((await readFormat(csv, '', { state: first.state, firstRecord: 2 })).pieces).toEqual([]);
});

test('rows behind the last record change nothing of its piece', async () => {
  const { pieces: bare } = await readFormat(csv, '姓名\n林\n', { recordsMax: 1 });
  const { pieces, places } = await readFormat(csv, '姓名\n林\n,\n\n', { recordsMax: 1 });
  expect(places).toEqual([]);
  expect(pieces).toEqual([...bare, expect.objectContaining({ kind: 'records', records: 0, sourceBytes: 3 })]);
});

test('what came before a line broke is in the same pieces as when it does not', async () => {
  const text = Buffer.from(`姓名\n林\n周\n吴\n${'\n'.repeat(9)}`);
  const whole = (await readFormat(csv, text, { recordsMax: 2 })).pieces;
  for (let bytes = 0; bytes < text.length; bytes += 1) {
    const pieces: unknown[] = [];
    const from = { state: null, firstRecord: 1, recordsMax: 2, sender: 'one', isResubmission: false };
    const broken = async function* () {
      yield text.subarray(0, bytes);
      throw new Error('gone');
    };
    await expect(
      (async () => {
        for await (const piece of csv.convert?.(broken(), from) ?? []) pieces.push(piece);
      })(),
    ).rejects.toThrow('gone');
    expect(pieces).toEqual(whole.slice(0, pieces.length));
  }
});

test('line breaks and tabs within headings are typed there', async () => {
  const { records } = await readFormat(csv, '姓名,"备\n注\t说明"\n林,1\n');
  expect(records).toEqual([{ name: '林', '备\n注\t说明': '1' }]);
});

const BLANK_ROW = `${' '.repeat(30_000)}\n`;
const BLANKS = BLANK_ROW.repeat(700);

test('blank rows without end come in pieces, from each of which it goes on alike', async () => {
  const text = `姓名\n林\n${BLANKS}`;
  const options = { recordsMax: 50, arrivalBytes: 60_000 };
  const { pieces, sourceBytes, records } = await readFormat(csv, text, options);
  const cuts = pieces.flatMap((piece) => (piece.kind === 'records' ? [piece] : []));
  expect(records).toEqual([{ name: '林' }]);
  expect(cuts.map((piece) => piece.records)).toEqual([1, 0, 0, 0]);
  expect(sourceBytes).toBe(Buffer.byteLength(text));
  for (const piece of cuts) expect(piece.sourceBytes).toBeLessThan(BLANK_BYTES_CUT + 2 * 50 * BLANK_ROW.length);
  const [first] = cuts;
  if (first === undefined) throw new Error('There is no piece.');
  const behind = Buffer.from(text).subarray(first.sourceBytes);
  const rest = await readFormat(csv, behind, { ...options, state: first.state, firstRecord: 2 });
  expect(rest.pieces).toEqual(cuts.slice(1));
  const late = Buffer.concat([behind, Buffer.from('周\n')]);
  const { places } = await readFormat(csv, late, { ...options, state: first.state, firstRecord: 2 });
  expect(places.map(({ message }) => message.en)).toEqual(['Row 3 is empty; remove it.']);
});

test('a beginning without a record, and more blank rows than a spreadsheet has, are refused', async () => {
  expect((await readFormat(csv, `姓名\n${BLANKS}`, { arrivalBytes: 60_000 })).places).toEqual([
    expect.objectContaining({ message: expect.objectContaining({ en: 'There is no record in the first 8 MiB.' }) }),
  ]);
  const rows = (count: number) =>
    readFormat(csv, `姓名\n林\n${'\n'.repeat(count)}`, { recordsMax: 2_000, arrivalBytes: 60_000 });
  expect((await rows(1_048_576)).places).toEqual([]);
  expect((await rows(1_048_577)).places.map(({ message }) => message.en)).toEqual([
    'More than 1048576 empty rows; remove them.',
  ]);
});

test('behind a fault the rest is read for its own, and no more records are handed on', async () => {
  const { pieces } = await readFormat(csv, '姓名\n林\n周\n吴,1\n郑\n王,2\n冯\n', { recordsMax: 1 });
  expect(pieces.map(({ kind }) => kind)).toEqual(['records', 'records', 'unreadable', 'unreadable']);
});

const faultsOf = async (text: string | Buffer) => {
  const { places } = await readFormat(csv, text, { recordsMax: 100 });
  return places.map(({ record, field, message }) => `${record ?? '-'} ${field ?? '-'} ${message.en}`);
};

test('every fault is named by its row, and the rows behind it are read', async () => {
  expect(
    await faultsOf('姓名,证件号码,理论成绩\n林,1,60\n周,2,60,多\n,,\n吴,5.1E+17,60\n郑,3,#N/A\n王,4,八十\n冯,5,60\n'),
  ).toEqual([
    '2 - Row 3 has more cells than headings.',
    '3 - Row 4 is empty; remove it.',
    '5 theoryScore Row 6, column 3 (theoryScore): holds the error of a formula (such as #N/A); fill in what belongs there',
    '6 theoryScore Row 7: Must be a number or null',
  ]);
});

test('a number that a spreadsheet made of an identity number is named with the column', async () => {
  expect(await faultsOf('姓名,证件号码\n林,1\n吴,5.1E+17\n')).toEqual([
    '2 idNumber Row 3, column 2 (idNumber): was turned into a number or a date by a spreadsheet; format the column as text and fill them in again',
  ]);
});

test.each([
  ['a stray quotation mark', '姓名,性别\n林,男\n周"x",女\n吴,男\n', ['2 - No valid CSV: look at the quotation marks']],
  [
    'a mark that is never closed',
    '姓名,性别\n林,男\n"周,女\n吴,男\n',
    ['2 - A quotation mark of row 3 is not closed.'],
  ],
  [
    'a row without an end',
    `姓名,性别\n林,男\n周,${'x'.repeat(ROW_BYTES_MAX)}`,
    ['2 - Row 3 has more than 32 KiB, or a quotation mark that is not closed.'],
  ],
  ['no headings', 'a,b\n1,2\n', [expect.stringContaining('The first row holds no known heading')]],
  [
    'a control character in a heading',
    '姓名,备\u0000注\n1,2\n',
    [expect.stringContaining('The heading of column 2 holds a control character')],
  ],
  [
    'a heading that is the name of an empty one',
    '姓名,,column 2\n1,2,3\n',
    [expect.stringContaining('The heading of column 3 stands twice')],
  ],
  ['a heading twice', '姓名,*姓名\n1,2\n', [expect.stringContaining('The heading of column 2 stands twice')]],
])('%s', async (_name, text, expected) => {
  expect(await faultsOf(text)).toEqual(expected);
});

test('bytes of another encoding are named by their row', async () => {
  const text = Buffer.concat([Buffer.from('姓名,性别\n林,男\n'), GBK.subarray(11), Buffer.from('吴,男\n')]);
  expect(await faultsOf(text)).toEqual(['2 - Not valid UTF-8 text', '3 - Not valid UTF-8 text']);
});

test('field names in ASCII do not yet say in what encoding the names of people are', async () => {
  const rows = Buffer.concat([Buffer.from('name,sex\nLin,MALE\n'), GBK.subarray(11)]);
  const { records, notes } = await readFormat(csv, rows, { recordsMax: 1 });
  expect(records).toEqual([{ name: 'Lin', sex: 'MALE' }, ...RECORDS]);
  expect(notes).toContain('GBK');
});

test('headings that look like numbers or like parts of an object are fields like others, in canonical order', async () => {
  const { bodies } = await readFormat(csv, '10,9,name,__proto__,constructor\na,b,c,d,e\n');
  expect(bodies).toEqual(['{"10":"a","9":"b","__proto__":"d","constructor":"e","name":"c"}\n']);
});

test('an unknown heading is told with what may have been meant', async () => {
  const { notes, records } = await readFormat(csv, '姓名,身份证号\n林,1\n');
  expect(records).toEqual([{ name: '林', 身份证号: '1' }]);
  expect(notes).toContain('是否为“证件号码”?');
});

test('the same content comes in the same pieces, however it arrives', async () => {
  const text = `姓名,备注\n${Array.from({ length: 50 }, (_, index) => `林,"第 ${index} 行\n${'x'.repeat(index)}"\n`).join('')}`;
  const whole = await readFormat(csv, text, { recordsMax: 7, arrivalBytes: 100_000 });
  for (const arrivalBytes of [1, 13, 512]) {
    expect((await readFormat(csv, text, { recordsMax: 7, arrivalBytes })).pieces).toEqual(whole.pieces);
  }
});
