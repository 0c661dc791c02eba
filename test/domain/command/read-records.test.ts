/** Files as the command line reads them: the same records from NDJSON, CSV and XLSX. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFile } from '../../../bin/input/read-records';
import { readHeader, readSnapshot } from '../../../bin/input/read-surroundings';
import { UnusableInput } from '../../../bin/input/unusable-input';
import { findingLines, summaryLines } from '../../../bin/check/print-findings';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import type { CertificateRecord, RawRecord } from '../../../src/domain/certificate/record';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { SAMPLE_HEADER, SAMPLE_RECORD, SAMPLE_SNAPSHOT, sampleCheck } from '../../kit/sample-record';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certhub-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What the reader said on the way, for people. */
let said: string[] = [];
beforeEach(() => {
  said = [];
});

async function all(path: string): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for await (const { record } of recordFile(path, ({ zh, en }) => said.push(`${zh} ${en}`)).items())
    records.push(record);
  return records;
}

const HEADINGS = RECORD_FIELDS.map(({ zh }) => zh).join(',');
const labelled = (record: CertificateRecord): string =>
  RECORD_FIELDS.map(({ name, codes = [] }) => {
    const value = (record as unknown as RawRecord)[name];
    const label = codes.find(({ code }) => code === value)?.zh;
    return label ?? (value === undefined ? '' : String(value));
  }).join(',');

test('NDJSON, with or without a last line feed, with CR and a byte order mark', async () => {
  const line = JSON.stringify(SAMPLE_RECORD);
  expect(await all(file('a.ndjson', `${line}\n${line}\n`))).toEqual([SAMPLE_RECORD, SAMPLE_RECORD]);
  expect(await all(file('b.jsonl', `\ufeff${line}\r\n${line}`))).toEqual([SAMPLE_RECORD, SAMPLE_RECORD]);
});

test('CSV with Chinese headings and labels is the same record', async () => {
  const text = `${HEADINGS}\r\n${labelled(SAMPLE_RECORD)}\r\n`;
  expect(await all(file('a.csv', text))).toEqual([SAMPLE_RECORD]);
  expect(await all(file('b.csv', `\ufeff${text}`))).toEqual([SAMPLE_RECORD]);
});

test('CSV with field names and codes is the same record', async () => {
  const names = Object.keys(SAMPLE_RECORD).join(',');
  expect(await all(file('c.csv', `${names}\n${Object.values(SAMPLE_RECORD).join(',')}`))).toEqual([SAMPLE_RECORD]);
});

test('CSV in GB 18030, as Chinese spreadsheet programs write it', async () => {
  // 姓名,性别 / 林,男
  const bytes = Uint8Array.from([
    0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd0, 0xd4, 0xb1, 0xf0, 0x0a, 0xc1, 0xd6, 0x2c, 0xc4, 0xd0,
  ]);
  expect(await all(file('gb.csv', bytes))).toEqual([{ name: '林', sex: 'MALE' }]);
});

test('an unknown heading becomes an unknown field, a value that cannot be converted stays', async () => {
  const [record] = await all(file('d.csv', '姓名,民族,理论成绩,性别,技能成绩\n林晓溪,汉族,八十,未知,\n'));
  expect(record).toEqual({ name: '林晓溪', 民族: '汉族', theoryScore: '八十', sex: '未知' });
});

test('XLSX: Chinese headings, text, number and date cells', async () => {
  expect(await all(join(__dirname, 'records.xlsx'))).toEqual([
    {
      certificateNo: 'S000051000123263000001',
      sex: 'FEMALE',
      level: 'LEVEL_3',
      skillScore: 85.5,
      examDate: '2026-06-01',
    },
  ]);
});

test.each([
  ['e.ndjson', '{"a":1}\n{"a":\n', 2],
  ['f.ndjson', '{"a":1}\n\n{"a":1}\n', 2],
  ['g.ndjson', '{"a":1}\n[1]\n', 2],
  ['h.ndjson', `{"a":"${'x'.repeat(1_000_000)}"}\n`, 1],
  ['i.csv', '姓名,性别\n林,男,多\n', 2],
  ['j.csv', '姓名,姓名\n林,林\n', 2],
  ['k.csv', '姓名,性别\n"林,男\n', 2],
])('%s is unusable, and the place is told, not the content', async (name, content, line) => {
  const attempt = all(file(name, content));
  await expect(attempt).rejects.toThrow(UnusableInput);
  await expect(attempt).rejects.toThrow(String(line));
  await expect(attempt).rejects.not.toThrow(/林|xxx/);
});

test('bytes that are no text are unusable', async () => {
  await expect(all(file('l.ndjson', Uint8Array.from([0x7b, 0xff, 0x7d, 0x0a])))).rejects.toThrow(/UTF-8/);
  await expect(all(file('m.csv', Uint8Array.from([0xff, 0xff, 0x0a])))).rejects.toThrow(UnusableInput);
  await expect(all(file('n.xlsx', 'no workbook'))).rejects.toThrow(/XLSX/);
  expect(() => recordFile('records.pdf', () => undefined)).toThrow(UnusableInput);
});

test('snapshot and header are held to what the rules rely on', async () => {
  expect(await readSnapshot(file('s.json', JSON.stringify(SAMPLE_SNAPSHOT)))).toEqual(SAMPLE_SNAPSHOT);
  expect(await readHeader(file('h.json', JSON.stringify(SAMPLE_HEADER)))).toEqual(SAMPLE_HEADER);
  const broken = { ...SAMPLE_SNAPSHOT, sites: [{ code: 1 }] };
  await expect(readSnapshot(file('t.json', JSON.stringify(broken)))).rejects.toThrow('/sites/0/code');
  await expect(readHeader(file('i.json', '{}'))).rejects.toThrow('/noticeTo');
  await expect(readHeader(file('j.json', '{'))).rejects.toThrow(UnusableInput);
});

test('what is printed, for people and for programs', () => {
  const batch = checkBatch({ check: sampleCheck(), header: SAMPLE_HEADER, snapshotDigest: 's' });
  const findings = batch.add({ ...SAMPLE_RECORD, workType: '' });
  expect(JSON.parse(findingLines(findings, { asJson: true, kind: 'xlsx' }))).toMatchObject({
    line: 1,
    code: 'CPL-005',
    path: '/workType',
  });
  expect(findingLines(findings, { asJson: false, kind: 'ndjson' })).toContain('第 1 行 line 1 ');
  // Who looks at a table sees the heading above it.
  expect(findingLines(findings, { asJson: false, kind: 'csv' })).toContain('第 1 条(表格第 2 行) record 1 (row 2) ');
  const { summary } = batch.finish();
  expect(JSON.parse(summaryLines(summary, true))).toEqual({ summary });
  expect(summaryLines(summary, false)).toContain('退回 returned 1');
});
