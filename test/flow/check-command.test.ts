/** `certhub check` and `certhub fix` as processes: what they print, where, and how they end. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawRecord } from '../../src/domain/certificate/record';
import { RECORD_FIELDS } from '../../src/domain/certificate/record';
import { ENGINE_VERSION } from '../../src/domain/rules/verdict-digest';
import { csvRow } from '../../bin/input/read-table';
import { CHECK_AT, checkFiles, type CheckFiles } from '../kit/check-files';
import { ndjson } from '../kit/sample-desk';

jest.setTimeout(60_000);

interface Summary {
  readonly records: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  readonly findings: Record<string, number>;
  readonly skipped: readonly string[];
  readonly pack: string;
  readonly verdictDigest: string;
}

let files: CheckFiles;
beforeAll(() => {
  files = checkFiles({ records: 200 });
});
afterAll(() => files.remove());

const path = (name: string): string => join(files.folder, name);
const linesOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const summaryOf = (stdout: string): Summary => {
  const { summary } = linesOf(stdout).at(-1) as { summary: Summary };
  return summary;
};
const HEADINGS = RECORD_FIELDS.map(({ zh }) => zh);
const cellsOf = (record: RawRecord): string[] =>
  RECORD_FIELDS.map(({ name, codes = [] }) => {
    const value = record[name];
    return codes.find(({ code }) => code === value)?.zh ?? (value === undefined || value === null ? '' : String(value));
  });
const csvOf = (records: readonly RawRecord[], headings = HEADINGS): string =>
  [headings, ...records.map(cellsOf)].map((cells) => csvRow(cells, '\r\n')).join('');
/** Two planted slips that a fix mends, and one that it does not. */
const faulty = (records: readonly RawRecord[]): RawRecord[] =>
  records.map((record, index) => {
    if (index === 1) return { ...record, workType: '' };
    if (index === 2) return { ...record, affiliation: '社会人员' };
    return index === 3 ? { ...record, skillScore: 101 } : record;
  });

describe('check', () => {
  test('a clean batch: exit 0, one line of JSON, nothing on standard error', async () => {
    const { code, stdout, stderr } = await files.run('check', '--json', path('records.ndjson'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)).toHaveLength(1);
    expect(summaryOf(stdout)).toMatchObject({ records: 200, passed: 200, held: 0, returned: 0, findings: {} });
  });

  test('findings come before the summary, by line, those about the batch last', async () => {
    const late = files.write('late.ndjson', ndjson(faulty(files.records)));
    const plans = files.snapshot.plans.map((plan) => ({ ...plan, assessors: [] }));
    const snapshot = files.write('unattended.json', JSON.stringify({ ...files.snapshot, plans }));
    const { code, stdout } = await files.run('check', '--json', '--snapshot', snapshot, late);
    expect(code).toBe(1);
    const findings = linesOf(stdout).slice(0, -1);
    expect(findings[0]).toMatchObject({ line: 2, code: 'CPL-005', severity: 'error', path: '/workType' });
    expect(findings.at(-1)).toMatchObject({ line: null, code: 'CMP-029', path: '' });
    expect(summaryOf(stdout).returned).toBe(200);
  });

  test('NDJSON, CSV in UTF-8, GBK and UTF-16, with and without marks and CR: one verdict', async () => {
    const records = faulty(files.records).map((record, index) => (index === 2 ? (files.records[2] ?? record) : record));
    const csv = csvOf(records);
    const variants = [
      files.write('v.ndjson', ndjson(records)),
      files.write('v-mark.ndjson', `\ufeff${ndjson(records).replaceAll('\n', '\r\n')}`),
      files.write('v.csv', csv),
      files.write('v-mark.csv', `\ufeff${csv.replaceAll('\r\n', '\n')}`),
      files.write('v-utf16.csv', Buffer.from(`\ufeff${csv}`, 'utf16le')),
    ];
    const results = await Promise.all(variants.map((variant) => files.run('check', '--json', variant)));
    expect(results.map(({ code }) => code)).toEqual(variants.map(() => 1));
    expect(new Set(results.map(({ stdout }) => summaryOf(stdout).verdictDigest)).size).toBe(1);
    expect(results.at(-1)?.stderr).toContain('UTF-16');
  });

  test.each([
    [
      'gbk.ndjson',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc1, 0xd6]), Buffer.from('"}\n')]),
      /GBK.*iconv/s,
    ],
    ['utf16.ndjson', Buffer.from('\ufeff{"name":"x"}\n', 'utf16le'), /UTF-16/],
    ['twice.ndjson', '{"name":"a","name":"b"}\n', /twice/],
    ['blank.ndjson', '{"name":"a"}\n\n', /Line 2 is blank/],
    ['empty.ndjson', '', /no record/],
    ['no-heading.csv', 'a,b\n1,2\n', /heading/],
    ['records.pdf', '', /Unknown kind of file/],
  ])('%s is unusable: exit 2, said on standard error', async (name, content, message) => {
    const { code, stdout, stderr } = await files.run('check', '--json', files.write(name, content));
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  test.each([
    [['--at', 'yesterday'], /--at/],
    [['--pack', 'nowhere'], /national.*sichuan/],
    [['--nonsense'], /没有选项 --nonsense。\n.*unknown option/],
    [['--snapshot', '/nowhere/snapshot.json'], /ENOENT/],
  ])('%j is unusable', async (args, message) => {
    const { code, stderr } = await files.run('check', '--json', ...args, path('records.ndjson'));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('a header that the hub would refuse, and a snapshot of another shape, are said', async () => {
    const backwards = { ...files.header, noticeFrom: '2026-06-15', noticeTo: '2026-06-08', planNo: '计划 1' };
    const header = files.write('backwards.json', JSON.stringify(backwards));
    expect(await files.run('check', '--header', header, path('records.ndjson'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/planNo'),
    });
    const snapshot = files.write('no-plans.json', JSON.stringify({ ...files.snapshot, plans: [{ planNo: 1 }] }));
    expect(await files.run('check', '--snapshot', snapshot, path('records.ndjson'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/plans/0/planNo'),
    });
    const gbk = files.write('gbk.json', Buffer.from([0x7b, 0x22, 0xc1, 0xd6, 0x22, 0x3a, 0x31, 0x7d]));
    expect((await files.run('check', '--header', gbk, path('records.ndjson'))).stderr).toContain('UTF-8');
  });

  test('a field of the header that the contract does not have is said', async () => {
    const header = files.write('misspelt.json', JSON.stringify({ ...files.header, declaratons: [] }));
    const { code, stderr } = await files.run('check', '--header', header, path('records.ndjson'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('declaratons') });
  });

  test('header and snapshot with a byte order mark are read', async () => {
    const header = files.write('mark.json', `\ufeff${JSON.stringify(files.header)}`);
    expect(await files.run('check', '--header', header, path('records.ndjson'))).toMatchObject({ code: 0 });
  });

  test('a snapshot without the plan: every record says so, and a remark says why', async () => {
    const snapshot = files.write('planless.json', JSON.stringify({ ...files.snapshot, plans: [] }));
    const { code, stdout, stderr } = await files.run('check', '--json', '--snapshot', snapshot, path('records.ndjson'));
    expect(code).toBe(1);
    expect(summaryOf(stdout).findings).toMatchObject({ 'CMP-024': 200 });
    expect(stderr).toContain('CMP-024');
  });

  test('a table with renamed headings says what may have been meant, and passes nothing', async () => {
    const headings = HEADINGS.map((heading) => (heading === '证件号码' ? '身份证号' : heading));
    const table = files.write('renamed.csv', csvOf(files.records, headings));
    const { code, stdout, stderr } = await files.run('check', '--json', table);
    expect(code).toBe(1);
    expect(stderr).toContain('“身份证号”不是规定表头,是否为“证件号码”?');
    expect(summaryOf(stdout)).toMatchObject({ passed: 0, findings: { 'CPL-001': 200, 'CPL-004': 200 } });
  });

  test('the pre-flight manifest says what was checked by what', async () => {
    const { code, stdout } = await files.run(
      'check',
      '--json',
      '--manifest',
      path('preflight.json'),
      path('records.ndjson'),
    );
    expect(code).toBe(0);
    const { verdictDigest, pack } = summaryOf(stdout);
    expect(JSON.parse(readFileSync(path('preflight.json'), 'utf8'))).toEqual({
      version: 1,
      engineVersion: ENGINE_VERSION,
      pack,
      packDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      snapshotDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      digest: createHash('sha256').update(ndjson(files.records)).digest('hex'),
      records: 200,
      passed: 200,
      held: 0,
      returned: 0,
      verdictDigest,
      at: CHECK_AT,
    });
  });

  test('of a table the manifest digests the file, as it is sent', async () => {
    const csv = csvOf(files.records);
    const { code } = await files.run('check', '--manifest', path('preflight.csv.json'), files.write('sent.csv', csv));
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(path('preflight.csv.json'), 'utf8'))).toMatchObject({
      digest: createHash('sha256').update(csv).digest('hex'),
      records: 200,
    });
  });

  test('lines that the hub would not take are said of tables too', async () => {
    const records = files.records.map((record, index) => (index === 4 ? { ...record, theoryScore: '八十' } : record));
    const { code, stderr } = await files.run('check', '--json', files.write('misshapen.csv', csvOf(records)));
    expect(code).toBe(1);
    expect(stderr).toContain('有 1 行的字段类型或大小不合规范(首个在第 6 行)');
  });
});

describe('fix', () => {
  test('NDJSON: untouched lines byte for byte, what was mended by line, rule and place, the summary of the result', async () => {
    const before = `\ufeff${ndjson(faulty(files.records)).replaceAll('\n', '\r\n')}`;
    const source = files.write('slips.ndjson', before);
    const { code, stdout, stderr } = await files.run('fix', '--json', source);
    expect(code).toBe(1);
    expect(linesOf(stdout).slice(0, -1)).toEqual([
      { fixed: { line: 2, code: 'CPL-005', path: '/workType' } },
      { fixed: { line: 3, code: 'CPL-002', path: '/affiliation' } },
    ]);
    expect(summaryOf(stdout)).toMatchObject({ records: 200, findings: { 'CPL-003': 1 } });
    expect(stderr).toContain('slips.fixed.ndjson');
    expect(readFileSync(source, 'utf8')).toBe(before);
    const left = before.split('\r\n');
    const right = readFileSync(path('slips.fixed.ndjson'), 'utf8').split('\r\n');
    expect(right.flatMap((line, index) => (line === left[index] ? [] : [index + 1]))).toEqual([2, 3]);
    expect(JSON.parse(right[1] ?? '')).toEqual({ ...files.records[1], workType: '--' });
    const again = await files.run('check', '--json', path('slips.fixed.ndjson'));
    expect(summaryOf(again.stdout).verdictDigest).toBe(summaryOf(stdout).verdictDigest);
  });

  test('CSV: the same headings, only the mended cells; or NDJSON as the hub takes it', async () => {
    const before = `\ufeff${csvOf(faulty(files.records))}`;
    const source = files.write('slips.csv', before);
    expect(await files.run('fix', source)).toMatchObject({ code: 1, stdout: expect.stringContaining('CPL-005') });
    const left = before.split('\r\n');
    const right = readFileSync(path('slips.fixed.csv'), 'utf8').split('\r\n');
    expect(right.flatMap((line, index) => (line === left[index] ? [] : [index]))).toEqual([2]);
    const asNdjson = await files.run('fix', '--json', '--out', path('slips-as.ndjson'), source);
    const check = await files.run('check', '--json', path('slips-as.ndjson'));
    expect(summaryOf(check.stdout).verdictDigest).toBe(summaryOf(asNdjson.stdout).verdictDigest);
  });

  test('the file itself is overwritten only when that is asked for', async () => {
    const source = files.write('own.ndjson', ndjson(faulty(files.records)));
    const { code, stderr } = await files.run('fix', '--out', join(files.folder, '.', 'own.ndjson'), source);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--in-place') });
    expect(readFileSync(source, 'utf8')).toBe(ndjson(faulty(files.records)));
    expect(await files.run('fix', '--in-place', source)).toMatchObject({ code: 1 });
    expect(JSON.parse(readFileSync(source, 'utf8').split('\n')[1] ?? '')).toMatchObject({ workType: '--' });
  });

  test('a file that cannot be read to its end leaves nothing behind', async () => {
    const source = files.write('broken.ndjson', '{"name":"a"}\n{');
    expect(await files.run('fix', source)).toMatchObject({ code: 2 });
    expect(existsSync(path('broken.fixed.ndjson'))).toBe(false);
    expect(existsSync(path('broken.fixed.ndjson.part'))).toBe(false);
  });

  test.each([
    [['--out', 'x.csv', 'records.ndjson'], /ndjson/],
    [['--out', 'x.xlsx', 'v.csv'], /csv/],
    [['-'], /--out/],
  ])('%j is unusable', async (args, message) => {
    const { code, stderr } = await files.run('fix', ...args.map((arg) => (/\./.test(arg) ? path(arg) : arg)));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
