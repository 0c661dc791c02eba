/** Commands that only look: where there is no hub they say so and make none. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../kit/role-process';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'certhub-no-hub-'));
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) =>
  runCommand(args, { CERTHUB_DATA_DIR: dataDir, CERTHUB_MODE: 'development' });

test('replay says where it looked, in both languages, and leaves the folder as it was', async () => {
  const { code, stdout, stderr } = await run('replay', '00000000-0000-7000-8000-000000000000');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('没有平台数据');
  expect(stderr).toContain('holds no data of a hub');
  expect(existsSync(dataDir)).toBe(false);
});

test.each([
  [['replay'], /^缺少参数 batch。\nerror: missing required argument/],
  [['start', '--nonsense'], /^没有选项 --nonsense。\n/],
  [['chek'], /^没有命令 chek。是否应为 check\?\n/],
  [['pack', 'shw'], /^没有命令 shw。/],
])('%j: unusable arguments are said in Chinese first, exit 2', async (args, message) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
