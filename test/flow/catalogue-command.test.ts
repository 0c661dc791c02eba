/** `certhub catalogue import` and `apply` as real processes, on files and a database of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '../kit/database';
import { type CommandResult, runCommand } from '../kit/role-process';

jest.setTimeout(120_000);

const FIRST = 'code,name,workTypes\n6-31-01-03,电工,高压|低压\n4-03-02-01,厨师,\n';
const NEXT = 'code,name,workTypes\n6-31-01-03,电气工,高压|低压\n4-99-99-99,新职业,\n';
const BASIS = ['--basis', '示例公告〔2026〕1号'];
const DIGEST = /catalogue apply ([0-9a-f]{64}) --by/;

describe('the command of the catalogue', () => {
  let folder = '';
  let database: FreshDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certhub-catalogue-'));
    database = await freshDatabase();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: readonly string[]): Promise<CommandResult> => runOn(database.url, args);
  const runOn = (url: string, args: readonly string[]): Promise<CommandResult> =>
    runCommand(['catalogue', ...args], {
      DATABASE_URL: url,
      CERTHUB_MODE: 'development',
      CERTHUB_DATA_DIR: folder,
      CERTHUB_LOG_LEVEL: 'error',
    });
  const importing = (file: string, edition: string, from: string, by: string): Promise<CommandResult> =>
    run('import', file, '--edition', edition, '--from', from, ...BASIS, '--by', by);
  const digestIn = ({ stdout }: CommandResult): string => DIGEST.exec(stdout)?.[1] ?? '';
  const editions = async (): Promise<unknown> => {
    const client = await database.connect();
    const { rows } = await client.query(
      `SELECT edition, from_day::text AS "from", to_day::text AS "to" FROM catalogue_edition ORDER BY from_day, edition`,
    );
    return rows;
  };

  test('an edition is reported, applied by a second person, and the next one is compared with it', async () => {
    const first = await importing(fileOf('2026.csv', FIRST), '2026', '2026-01-01', 'zhang');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('2 个职业 occupations');
    expect(first.stdout).toContain('新增 added 2, 删除 removed 0, 更名 renamed 0, 工种变化 work types 0');
    expect(first.stdout).toContain('尚未生效');
    expect(await editions()).toEqual([]);
    const digest = digestIn(first);

    const own = await run('apply', digest, '--by', 'zhang');
    expect(own).toMatchObject({ code: 1, stdout: '' });
    expect(own.stderr).toContain('Let a second person decide');
    const unknown = await run('apply', 'a'.repeat(64), '--by', 'li');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('There is no such draft of the catalogue');
    expect(await editions()).toEqual([]);
    const applied = await run('apply', digest, '--by', 'li', '--reason', '启用新版');
    expect(applied).toEqual({ code: 0, stdout: '已应用 Applied: 2026\n', stderr: '' });
    // Said again it is the same answer.
    expect(await run('apply', digest, '--by', 'li')).toMatchObject({ code: 0, stdout: '已应用 Applied: 2026\n' });
    expect(await editions()).toEqual([{ edition: '2026', from: '2026-01-01', to: null }]);

    const next = await importing(fileOf('2027.csv', NEXT), '2027', '2027-01-01', 'zhang');
    expect(next).toMatchObject({ code: 0, stderr: '' });
    expect(next.stdout.split('\n')).toEqual([
      '版本 Edition 2027: 2 个职业 occupations',
      '新增 added 1, 删除 removed 1, 更名 renamed 1, 工种变化 work types 0',
      '涉及有效备案 Filings in force: 删除 removed 0, 更名 renamed 0',
      '前一日结束 End the day before: 2026',
      '  删除 removed  4-03-02-01  厨师',
      '  新增 added  4-99-99-99  新职业',
      '  更名 renamed  6-31-01-03  电工 → 电气工',
      '尚未生效。另一人核对后运行 Nothing holds yet. A second person applies it with:',
      `  certhub catalogue apply ${digestIn(next)} --by <name>`,
      '',
    ]);
    expect(await run('apply', digestIn(next), '--by', 'wang')).toMatchObject({ code: 0 });
    expect(await editions()).toEqual([
      { edition: '2026', from: '2026-01-01', to: '2026-12-31' },
      { edition: '2027', from: '2027-01-01', to: null },
    ]);

    // A batch of new occupations adds to its edition and ends none.
    const csv = fileOf('new.csv', 'code,name\n4-99-99-98,又一新职业\n');
    const supplement = ['--supplement-to', '2027', '--from', '2027-06-01'];
    const drafted = await run('import', csv, '--edition', '2027-1', ...supplement, ...BASIS, '--by', 'zhang');
    expect(drafted).toMatchObject({ code: 0, stderr: '' });
    expect(drafted.stdout).toContain('新增 added 1, 删除 removed 0');
    expect(drafted.stdout).toContain('End the day before: –');
  });

  test('a bad file is refused by its lines, and nothing is drafted', async () => {
    const csv = fileOf('bad.csv', 'code,name\n6-31-01-03,电工\n不是代码,样例\n6-31-01-03,电工\n');
    const bad = await importing(csv, '2028', '2028-01-01', 'zhang');
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toContain('none of it was stored');
    expect(bad.stderr).toMatch(/#3 code: .*\n.*#4 code: 职业编码重复 The code stands twice/);
    const client = await database.connect();
    const { rows } = await client.query(`SELECT FROM catalogue_draft WHERE edition = '2028'`);
    expect(rows).toEqual([]);
    const heading = await importing(
      fileOf('heading.csv', '代码,名称\n6-31-01-03,电工\n'),
      '2028',
      '2028-01-01',
      'zhang',
    );
    expect(heading).toMatchObject({ code: 1, stdout: '' });
    expect(heading.stderr).toContain('none of it was stored');
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['a file that is not there', () => [join(folder, 'none.csv'), '--by', 'zhang'], /cannot be read or is not UTF-8/],
    [
      'a file that is not UTF-8',
      () => [fileOf('gbk.csv', Buffer.from([0xb5, 0xe7, 0xb9, 0xa4])), '--by', 'zhang'],
      /cannot be read or is not UTF-8/,
    ],
    ['a name that is none', () => [fileOf('named.csv', NEXT), '--by', 'a b'], /--by takes 1 to 40/],
    ['nobody’s name', () => [fileOf('nobody.csv', NEXT)], /--by/],
  ])('%s ends with 2, before any database is looked for', async (_title, argsOf, says) => {
    const args = ['import', ...argsOf(), '--edition', '2029', '--from', '2029-01-01'];
    const ended = await runOn('postgres://nobody:nothing@127.0.0.1:1/none', args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});
