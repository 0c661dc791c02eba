/** Tables as people send them: other headings, other dates, cells that a spreadsheet has spoilt, other encodings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFile } from '../../../bin/input/read-records';
import { isSpoilt, cellValue, dateOf } from '../../../src/formats/table/cells';
import { suggestedHeading } from '../../../src/formats/table/headings';
import type { RawRecord } from '../../../src/domain/certificate/record';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { SAMPLE_RECORD, sampleCheck } from '../../kit/sample-record';
import { workbook } from '../../kit/workbook';

let folder = '';
let said = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certhub-tables-'));
});
beforeEach(() => {
  said = '';
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return recordFile(path, ({ zh, en }) => void (said += `${zh}\n${en}\n`));
}

async function all(name: string, content: string | Uint8Array): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for await (const { record } of fileOf(name, content).items()) records.push(record);
  return records;
}

const fieldOf = (name: string) => {
  const field = RECORD_FIELDS.find((each) => each.name === name);
  if (field === undefined) throw new RangeError(name);
  return field;
};
const valueOf = (name: string, cell: Parameters<typeof cellValue>[2]) => cellValue(fieldOf(name), new Map(), cell);

test.each([
  ['身份证号', '证件号码'],
  ['学历', '文化程度'],
  ['证件号吗', '证件号码'],
  ['certificateno', '证书编号'],
  ['职业等级', '职业技能等级'],
  ['民族', undefined],
])('the heading %s suggests %s', (heading, meant) => expect(suggestedHeading(heading)).toBe(meant));

test('a heading of any length suggests nothing, and costs no time', () => {
  expect(suggestedHeading(`${'*'.repeat(200_000)}x`)).toBeUndefined();
});

test('a renamed heading is said with what may have been meant, and stays an unknown field', async () => {
  const records = await all('renamed.csv', '姓名,身份证号,民族\n林晓溪,1,汉族\n');
  expect(records).toEqual([{ name: '林晓溪', 身份证号: '1', 民族: '汉族' }]);
  expect(said).toContain('第 2 列“身份证号”不是规定表头,是否为“证件号码”?');
  expect(said).toContain('第 3 列“民族”不是规定表头\n');
  const codes = sampleCheck()
    .checkRecord(records[0] ?? {}, 1)
    .map(({ code, path }) => `${code} ${path}`);
  expect(codes).toEqual(expect.arrayContaining(['CPL-004 /身份证号', 'CPL-001 /idNumber']));
});

test('a row of a workbook that cannot be made out is said as the hub says it', async () => {
  const wide = [['姓名'], ['林'], ['周', ...Array.from({ length: 199 }, () => ''), 'beyond']];
  await expect(all('wide.xlsx', workbook(wide))).rejects.toThrow('Row 3: More than 200 columns.');
  await expect(all('control.csv', '姓名,备\u0001注\n林,1\n')).rejects.toThrow('column 2 holds a control character');
});

test('a heading that could be a value, or whose field is there already, is not repeated or suggested', async () => {
  await all('value.csv', '姓名,证件号码,510100200503150000,身份证号\n林,1,2,3\n');
  expect(said).not.toContain('510100');
  expect(said).not.toContain('是否为');
});

test.each([
  '2026/6/1',
  '2026-6-1',
  '2026.06.01',
  '2026年6月1日',
  '20260601',
  '2026-06-01 00:00:00',
  '2026-06-01T00:00:00Z',
])('the date %s is read', (text) => expect(dateOf(text)).toBe('2026-06-01'));
test.each(['46174', '1/6/2026', '2026/13/1', '2026年2月30日', '6/1/26', '20261301'])(
  '%s is no date, and stays',
  (text) => expect(dateOf(text)).toBe(text),
);

test('a number of a date that a spreadsheet keeps is found, never guessed at', () => {
  const record = { ...SAMPLE_RECORD, examDate: valueOf('examDate', { kind: 'NUMBER', digits: '46174' }) };
  expect(sampleCheck().checkRecord(record, 1)).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'CPL-003', path: '/examDate' })]),
  );
});

test.each([
  ['idNumber', { kind: 'NUMBER', digits: '510100200503150000' }],
  ['eligibilityCondition', { kind: 'DATE', day: '2026-03-02' }],
  ['idNumber', '5.101E+17'],
  ['eligibilityCondition', '3月2日'],
  ['eligibilityCondition', '2-Mar'],
] as const)('%s in a cell that became a number or a date is found (CPL-003), whatever its digits', (name, cell) => {
  expect(isSpoilt(fieldOf(name), cell)).toBe(true);
  const findings = sampleCheck().checkRecord({ ...SAMPLE_RECORD, [name]: valueOf(name, cell) }, 1);
  expect(findings).toEqual([expect.objectContaining({ code: 'CPL-003', path: `/${name}` })]);
});

test('numbers stored as text and text stored as numbers, where nothing is lost', () => {
  expect(valueOf('theoryScore', ' 78 ')).toBe(78);
  expect(valueOf('theoryScore', { kind: 'NUMBER', digits: '78.5' })).toBe(78.5);
  expect(valueOf('remark', { kind: 'NUMBER', digits: '2026' })).toBe('2026');
  expect(valueOf('examDate', { kind: 'NUMBER', digits: '20260601' })).toBe('2026-06-01');
  expect(valueOf('theoryScore', '八十')).toBe('八十');
  expect(valueOf('idNumber', '\t510100')).toBe('510100');
});

test('blank rows behind the last record are nothing; before it they are said, for they would shift the count', async () => {
  expect(await all('trailing.csv', '姓名,性别\r\n林,男\r\n,\r\n\r\n ,\r\n')).toHaveLength(1);
  await expect(all('between.csv', '姓名,性别\n林,男\n,\n周,女\n')).rejects.toThrow('第 3 行为空行');
  await expect(all('line.csv', '姓名,性别\n林,男\n\n周,女\n')).rejects.toThrow('Row 3 is empty');
});

test.each([
  ['nothing.ndjson', ''],
  ['nothing.csv', ''],
  ['heading.csv', '姓名,性别\r\n'],
])('%s holds no record and is not in order', (name, content) =>
  expect(all(name, content)).rejects.toThrow('The file holds no record'),
);

test('spoilt cells are told once a column, with the first row', async () => {
  await all('spoilt.csv', '姓名,证件号码\n林,1E+17\n周,5.1E+17\n');
  expect(said).toContain('第 2 列“证件号码”有 2 个单元格');
  expect(said).toContain('row 2');
});

test('the error of a formula is handed on as text and told, also in the last row and the last column', async () => {
  const sheet = workbook([
    ['姓名', '理论成绩', '备注'],
    ['林', '#N/A', ''],
    ['周', 78, ''],
    ['', '', '#REF!'],
  ]);
  expect(await all('errors.xlsx', sheet)).toEqual([
    { name: '林', theoryScore: '#N/A' },
    { name: '周', theoryScore: 78 },
    { remark: '#REF!' },
  ]);
  expect(said).toContain('第 2 列“理论成绩”有 1 个单元格是公式错误(如 #N/A)(首个在第 2 行)');
  expect(said).toContain('In column 3 (remark) 1 cells hold the error of a formula');
  expect(said).not.toContain('合并');
  await all('errors.csv', '姓名,理论成绩\n林,#DIV/0!\n');
  expect(said).toContain('(the first in row 2)');
});

test('merged cells are remarked upon', async () => {
  expect(
    await all(
      'merged.xlsx',
      workbook(
        [
          ['姓名', '备注'],
          ['林', 'a'],
          ['', 'b'],
        ],
        'A2:A3',
      ),
    ),
  ).toHaveLength(2);
  expect(said).toContain('工作表含合并单元格');
});

test('the serial number of a date is remarked upon, and stays', async () => {
  const sheet = workbook([
    ['姓名', '考试日期'],
    ['林', 46174],
    ['周', 20260601],
  ]);
  expect(await all('serial.xlsx', sheet)).toEqual([
    { name: '林', examDate: '46174' },
    { name: '周', examDate: '2026-06-01' },
  ]);
  expect(said).toContain('第 2 列“考试日期”有 1 个单元格是日期的序列数而不是日期(首个在第 2 行),请将该列设为日期格式');
});

test.each(['*姓名', '姓名*', '＊姓名', '姓名(必填)', '姓名（必填）', ' * 姓名 （选填）', '*name'])(
  'the heading %s is 姓名',
  async (heading) => {
    expect(await all('marked.csv', `${heading},性别\n林,男\n`)).toEqual([{ name: '林', sex: 'MALE' }]);
    expect(said).toBe('');
  },
);

test('a marked heading and a plain one of the same field are one field twice', () =>
  expect(all('twice-marked.csv', '姓名,*姓名\n林,周\n')).rejects.toThrow('第 2 列的表头重复'));

test('UTF-16 and GB 18030 tables are read and said; what is in no encoding is refused', async () => {
  const text = '姓名,性别\r\n林,男\r\n';
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  expect(await all('utf16.csv', bytes)).toEqual([{ name: '林', sex: 'MALE' }]);
  expect(said).toContain('UTF-16');
  expect(await all('utf16be.csv', Buffer.from(bytes).swap16())).toEqual([{ name: '林', sex: 'MALE' }]);
  // 姓名,性别 / 林,男
  const gbk = [0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd0, 0xd4, 0xb1, 0xf0, 0x0a, 0xc1, 0xd6, 0x2c, 0xc4, 0xd0];
  expect(await all('gbk.csv', Uint8Array.from(gbk))).toEqual([{ name: '林', sex: 'MALE' }]);
  expect(said).toContain('GBK');
});

test('NDJSON in GBK or UTF-16 is recognised, and the way to convert it is said', async () => {
  // {"name":"林"}
  const gbk = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc1, 0xd6]), Buffer.from('"}\n')]);
  await expect(all('gbk.ndjson', gbk)).rejects.toThrow(/GBK.*iconv/s);
  await expect(all('utf16.ndjson', Buffer.from('\ufeff{"name":"林"}\n', 'utf16le'))).rejects.toThrow(/UTF-16/);
  await expect(all('utf16-bare.ndjson', Buffer.from('{"name":"林"}\n', 'utf16le'))).rejects.toThrow(/UTF-16/);
});

test('NDJSON with a field twice is refused, as the hub does, and a wrong shape is remarked upon', async () => {
  await expect(all('twice.ndjson', '{"a":1}\n{"name":"林","name":"周"}\n')).rejects.toThrow(/第 2 行.*两次/);
  await all('shape.ndjson', '{"a":1}\n{"name":1}\n');
  expect(said).toContain('第 2 行');
});

describe('writing a table again', () => {
  test('what did not change stays byte for byte, what did is quoted where it must be', async () => {
    const text = '\ufeff姓名,"工种/职业方向",备注\r\n林,  ,"a, ""b"""\r\n周,--,c\r\n';
    const file = fileOf('write.csv', text);
    let written = '';
    for await (const item of file.items()) {
      if (written === '') written = file.heading();
      const fixed = item.record.workType === undefined ? { ...item.record, workType: '--' } : item.record;
      written += fixed === item.record ? String(item.source) : file.rewritten(item, fixed).text;
    }
    expect(written).toBe(text.replace('林,  ,', '林,--,'));
  });

  test('a field without a column is left', async () => {
    const file = fileOf('left.csv', '姓名\n林\n');
    for await (const item of file.items()) {
      expect(file.rewritten(item, { ...item.record, workType: '--' })).toEqual({ text: '林\n', left: ['workType'] });
    }
  });
});
