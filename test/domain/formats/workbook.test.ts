/** Workbooks as spreadsheet programs write them: shared texts, dates by style, gaps, and what only pretends to be one. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { EXPANSION_FREE_BYTES, EXPANSION_RATIO_MAX } from '../../../src/app/limits';
import { xlsx } from '../../../src/formats/xlsx';
import { CELLS_MAX, CHARACTERS_MAX, ROW_CHARACTERS_MAX, sheetBudget } from '../../../src/formats/workbook/bounds';
import { dayOf, isDateCode } from '../../../src/formats/workbook/date-formats';
import { stringTable } from '../../../src/formats/workbook/string-table';
import { turns } from '../../../src/formats/workbook/turns';
import { arriving, readFormat } from '../../kit/read-format';
import { workbook, zippedTexts } from '../../kit/workbook';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Parts {
  readonly sheet: string;
  readonly encoded?: (sheet: string) => Buffer;
  readonly shared?: string;
  readonly styles?: string;
  readonly workbookPr?: string;
}

/** With prefixes, absolute targets and the first sheet second among the parts, as some programs write them. */
const bookOf = ({ sheet, encoded = Buffer.from, shared = '', styles = '', workbookPr = '' }: Parts): Buffer =>
  zippedTexts({
    'xl/worksheets/sheet9.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
    'xl/workbook.xml': `${HEAD}<x:workbook xmlns:x="${MAIN}" xmlns:r="${REL}">${workbookPr}<x:sheets><x:sheet name="一" sheetId="3" r:id="rId7"/><x:sheet name="二" sheetId="4" r:id="rId8"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships><Relationship Id="rId8" Type="${REL}/worksheet" Target="worksheets/sheet9.xml"/><Relationship Id="rId7" Type="${REL}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId1" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId2" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': encoded(
      `${HEAD}<x:worksheet xmlns:x="${MAIN}"><x:sheetData>${sheet}</x:sheetData></x:worksheet>`,
    ),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${shared}</sst>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
  });

const cell = (address: string, attributes: string, value: string): string =>
  `<x:c r="${address}" ${attributes}><x:v>${value}</x:v></x:c>`;
const heading = (...names: readonly string[]): string =>
  `<x:row r="1">${names.map((name, index) => `<x:c r="${'ABCDEFG'.charAt(index)}1" t="inlineStr"><x:is><x:t>${name}</x:t></x:is></x:c>`).join('')}</x:row>`;

test('shared texts with runs and phonetic readings, escapes, and markup', async () => {
  const { records, places } = await readFormat(
    xlsx,
    bookOf({
      shared:
        '<si><r><t>林</t></r><r><t xml:space="preserve"> 晓溪</t></r><rPh sb="0" eb="1"><t>りん</t></rPh></si><si><t>a_x000A_b &amp; &#x20BB7;</t></si>',
      sheet: `${heading('姓名', '备注')}<x:row r="2">${cell('A2', 't="s"', '0')}${cell('B2', 't="s"', '1')}</x:row>`,
    }),
  );
  expect({ records, places }).toEqual({ records: [{ name: '林 晓溪', remark: 'a\nb & 𠮷' }], places: [] });
});

test('numbers keep their digits, and are dates where their style shows dates', async () => {
  const styles = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="31"/>';
  const row = [
    cell('A2', 's="0"', '86.5'),
    cell('B2', 's="1"', '46174'),
    cell('C2', 's="2"', '46174.75'),
    cell('D2', 's="3"', '46175'),
    cell('E2', '', '20260601'),
  ].join('');
  const { records } = await readFormat(
    xlsx,
    bookOf({
      styles,
      sheet: `${heading('技能成绩', '考试日期', '发证日期', '出生日期', '备注')}<x:row r="2">${row}</x:row>`,
    }),
  );
  expect(records).toEqual([
    { skillScore: 86.5, examDate: '2026-06-01', issuedOn: '2026-06-01', birthDate: '2026-06-02', remark: '20260601' },
  ]);
});

test('a workbook that counts from 1904', async () => {
  const { records } = await readFormat(
    xlsx,
    bookOf({
      workbookPr: '<x:workbookPr date1904="1"/>',
      styles: '<xf numFmtId="14"/>',
      sheet: `${heading('考试日期')}<x:row r="2">${cell('A2', 's="0"', '44712')}</x:row>`,
    }),
  );
  expect(records).toEqual([{ examDate: '2026-06-01' }]);
});

test('cells and rows that the sheet leaves out are empty ones; styled and empty ones are nothing', async () => {
  const sheet = `${heading('姓名', '性别', '备注')}<x:row r="2">${cell('A2', 't="str"', '林')}${cell('C2', 't="str"', 'x')}<x:c r="XFD2" s="0"/></x:row><x:row r="3"><x:c r="A3" s="0"/></x:row><x:row r="9"/>`;
  const { records, places } = await readFormat(xlsx, bookOf({ sheet, styles: '<xf numFmtId="0"/>' }));
  expect({ records, places }).toEqual({ records: [{ name: '林', remark: 'x' }], places: [] });
  const between = `${heading('姓名')}<x:row r="2">${cell('A2', 't="str"', '林')}</x:row><x:row r="5">${cell('A5', 't="str"', '周')}</x:row>`;
  const faulty = await readFormat(xlsx, bookOf({ sheet: between }));
  expect(faulty.places.map(({ message }) => message.en)).toEqual(['Row 3 is empty; remove it.']);
});

test('merged cells and the errors of formulas are told', async () => {
  const rows = [
    ['姓名', '备注'],
    ['林', '#REF!'],
  ];
  const { records, notes } = await readFormat(xlsx, workbook(rows, 'A2:A3'));
  expect(records).toEqual([{ name: '林', remark: '#REF!' }]);
  expect(notes).toContain('工作表含合并单元格');
  expect(notes).toContain('In column 2 (remark) 1 cells hold the error of a formula');
});

test.each([
  ['no ZIP file', Buffer.from('姓名,性别\n')],
  ['a ZIP file of something else', zippedTexts({ 'word/document.xml': '<a/>' })],
  [
    'a shared text that is not there',
    bookOf({ sheet: `${heading('姓名')}<x:row r="2">${cell('A2', 't="s"', '7')}</x:row>` }),
  ],
  ['rows out of order', bookOf({ sheet: `${heading('姓名')}<x:row r="1"/>` })],
  ['a row beyond what a sheet has', bookOf({ sheet: `${heading('姓名')}<x:row r="1048577"/>` })],
])('%s is no valid XLSX', async (_name, content) => {
  const { places, records } = await readFormat(xlsx, content);
  expect(places.map(({ message }) => message.en)).toEqual(['The file is no valid XLSX.']);
  expect(records).toEqual([]);
});

const row = (number: number, cells: string): string => `<x:row r="${number}">${cells}</x:row>`;
const said = ({ places }: { readonly places: readonly { record: number | null; message: { en: string } }[] }) =>
  places.map(({ record, message }) => `${record ?? '-'} ${message.en}`);

test.each([
  [
    'a cell beyond the columns that a table may have',
    cell('A2', 't="str"', '林') + cell('XFD2', 't="str"', '1'),
    'More than 200 columns',
  ],
  ['the same cell twice', cell('A2', 't="str"', '林') + cell('A2', 't="str"', '周'), 'A cell stands twice'],
  [
    'cells that share one long text',
    ['A2', 'B2', 'C2'].map((address) => cell(address, 't="s"', '0')).join(''),
    `More than ${ROW_CHARACTERS_MAX} characters`,
  ],
])('%s is a fault of its row, and the rows behind it are read', async (_name, cells, fault) => {
  const sheet = `${heading('姓名', '性别', '备注')}${row(2, cells)}${row(3, cell('A3', 't="str"', '吴') + cell('C3', '', 'x'))}${row(5, '')}`;
  const book = bookOf({ shared: `<si><t>${'x'.repeat(30_000)}</t></si>`, sheet });
  expect(said(await readFormat(xlsx, book))).toEqual([`1 ${fault}`]);
  const first = bookOf({
    shared: `<si><t>${'x'.repeat(30_000)}</t></si>`,
    sheet: row(1, cells.replaceAll('2"', '1"')),
  });
  expect(said(await readFormat(xlsx, first))).toEqual([`- Row 1: ${fault}.`]);
});

test('what stands twice and is empty but once, or lies beyond and is blank, takes nothing away', async () => {
  const cells = `<x:c r="A2" s="0"/>${cell('A2', 't="str"', '林')}<x:c r="A2" s="0"/>${cell('XFD2', 't="str"', ' ')}`;
  const { records, places } = await readFormat(xlsx, bookOf({ sheet: `${heading('姓名')}${row(2, cells)}` }));
  expect({ records, places }).toEqual({ records: [{ name: '林' }], places: [] });
});

test('a small workbook whose cells share one huge text is refused before a cell shows it', async () => {
  const cells = Array.from({ length: 500 }, (_, index) => row(index + 2, cell(`A${index + 2}`, 't="s"', '0')));
  const bomb = bookOf({ shared: `<si><t>${'x'.repeat(100_000)}</t></si>`, sheet: heading('姓名') + cells.join('') });
  expect(bomb.length).toBeLessThan(10_000);
  expect(said(await readFormat(xlsx, bomb))).toEqual([expect.stringContaining('- The workbook is too large')]);
});

test('what unpacks to more than any table does is refused, be it short of the limit', async () => {
  const blanks = ' '.repeat(EXPANSION_FREE_BYTES);
  const bomb = bookOf({ sheet: `${heading('姓名')}${row(2, cell('A2', 't="str"', '林'))}${blanks}` });
  expect(bomb.length * EXPANSION_RATIO_MAX).toBeLessThan(EXPANSION_FREE_BYTES);
  expect(said(await readFormat(xlsx, bomb))).toEqual([expect.stringContaining('- The workbook is too large')]);
});

test('of a workbook that is at fault throughout the beginning is told', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => row(index + 2, cell(`XFD${index + 2}`, '', '1')));
  const { places } = await readFormat(xlsx, bookOf({ sheet: heading('姓名') + rows.join('') }));
  expect(said({ places: places.slice(0, 2) })).toEqual(['1 More than 200 columns', '2 More than 200 columns']);
  expect(said({ places: places.slice(-1) })).toEqual([
    '- More than 1000 places cannot be read; what lies behind row 1005 was not looked at.',
  ]);
  expect(places).toHaveLength(1_005);
});

test.each([
  ['cells', CELLS_MAX, sheetBudget().spendCells],
  ['characters', CHARACTERS_MAX, sheetBudget().spendCharacters],
])('a sheet may come to so many %s', (_name, most, spend) => {
  expect(() => spend(most)).not.toThrow();
  expect(() => spend(1)).toThrow('The workbook is too large');
});

test('bytes that are no UTF-8 are told, never replaced; UTF-16 is read by its mark', async () => {
  const sheet = `${heading('姓名')}${row(2, cell('A2', 't="str"', '林~'))}`;
  const broken = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('~')] = 0xe6;
    return bytes;
  };
  expect(said(await readFormat(xlsx, bookOf({ sheet, encoded: broken })))).toEqual(['- Not valid UTF-8 text.']);
  const wide = (text: string): Buffer => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  expect((await readFormat(xlsx, bookOf({ sheet, encoded: wide }))).records).toEqual([{ name: '林~' }]);
});

test('half a character in a shared text is told; two halves are one', async () => {
  const read = (text: string) =>
    readFormat(
      xlsx,
      bookOf({
        shared: `<si><t>${text}</t></si>`,
        sheet: `${heading('姓名')}${row(2, cell('A2', 't="s"', '0'))}`,
      }),
    );
  expect((await read('_xD842__xDFB7_')).records).toEqual([{ name: '𠮷' }]);
  expect(said(await read('a_xD842_'))).toEqual([expect.stringContaining('holds half a character')]);
});

test('a workbook that is still being read keeps others of its sender waiting, but nobody else', async () => {
  const book = workbook([['姓名'], ...Array.from({ length: 20 }, () => ['林'])]);
  const given = { state: null, firstRecord: 1, recordsMax: 4, isResubmission: false };
  const slow = xlsx.convert?.(arriving(book), { ...given, sender: 'slow' });
  expect((await slow?.next())?.value).toMatchObject({ kind: 'records' });
  let isOver = false;
  const second = readFormat(xlsx, book, { sender: 'slow' }).finally(() => (isOver = true));
  for (const sender of ['quick', 'other']) {
    expect((await readFormat(xlsx, book, { sender })).records).toHaveLength(20);
  }
  expect(isOver).toBe(false);
  await slow?.return(undefined);
  expect((await second).records).toHaveLength(20);
});

test('turns: so many at once, of each sender one, in the order of their coming', async () => {
  const enter = turns(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const come = (name: string): void =>
    void enter(name.charAt(0)).then((leave) => {
      begun.push(name);
      ends.set(name, leave);
    });
  const leaves = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  ['a1', 'a2', 'b1', 'c1', 'b2'].forEach(come);
  await leaves('nobody');
  expect(begun).toEqual(['a1', 'b1']);
  await leaves('b1');
  expect(begun).toEqual(['a1', 'b1', 'c1']);
  await leaves('a1');
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
  await leaves('c1');
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
});

test('a document type in a part is refused', async () => {
  const bomb = zippedTexts({
    'xl/workbook.xml': `<!DOCTYPE a [<!ENTITY b "bb">]><workbook xmlns:r="${REL}"><sheets><sheet r:id="1"/></sheets></workbook>`,
  });
  const { places } = await readFormat(xlsx, bomb);
  expect(places.map(({ message }) => message.en)).toEqual([expect.stringContaining('DOCTYPE')]);
});

test('no file is left behind, whatever the content was', async () => {
  const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('certhub-upload-'));
  const before = left();
  await readFormat(xlsx, Buffer.from('no workbook'));
  await readFormat(xlsx, workbook([['姓名'], ['林']]));
  expect(left()).toEqual(before);
});

test.each([
  ['yyyy-mm-dd', true],
  ['yyyy"年"m"月"d"日";@', true],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', true],
  ['[h]:mm:ss', true],
  ['mm:ss.0', true],
  ['[Red]0.00', false],
  ['#,##0.00_);[Red](#,##0.00)', false],
  ['0"day"', false],
  ['General', false],
  ['@', false],
  ['0.00E+00', false],
])('the format %s shows a date: %s', (code, expected) => expect(isDateCode(code)).toBe(expected));

test('a code longer than any is no format, and costs no time', () => {
  expect(isDateCode(`yyyy${'['.repeat(60_000)}`)).toBe(false);
});

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [61, '1900-03-01'],
  [46_174, '2026-06-01'],
  [46_174.999_999_9, '2026-06-02'],
  [2_958_465, '9999-12-31'],
  [2_958_466, undefined],
  [-1, undefined],
  [Number.NaN, undefined],
])('the serial number %s is the day %s', (serial, day) => expect(dayOf(serial, false)).toBe(day));

test('shared texts by number, also many and long ones', () => {
  const texts = stringTable();
  const given = Array.from({ length: 10_000 }, (_, index) => '林x'.repeat(index % 50));
  given.forEach((text) => texts.add(text));
  expect(given.map((_, index) => texts.at(index))).toEqual(given);
  expect([texts.at(-1), texts.at(10_000), texts.at(0.5), texts.at(Number.NaN)]).toEqual(Array(4).fill(undefined));
});
