import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packCommand } from '../../../bin/commands/pack';
import { overlay, packNamed, value } from './packs';

const folder = mkdtempSync(join(tmpdir(), 'certhub-packs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Runs the command in this process; exit status and both streams are caught. */
async function run(...args: readonly string[]): Promise<Ran> {
  const said = { out: '', err: '' };
  const catching = (stream: 'out' | 'err') => (text: string | Uint8Array) => ((said[stream] += String(text)), true);
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await packCommand.parseAsync(args, { from: 'user' });
    return { ...said, status: Number(process.exitCode) };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

test('check: name and digest of a pack in order, every problem of one that is not', async () => {
  const right = fileOf('right.json', overlay({ parameters: { noticeDays: value(7) } }));
  expect(await run('check', right)).toEqual({ out: expect.stringMatching(/^example-city@2026-01-01 [0-9a-f]{64}\n$/), err: '', status: 0 });
  const wrong = fileOf('wrong.json', overlay({ parameters: { noticeDay: value(7) } }));
  expect(await run('check', wrong)).toEqual({
    out: '',
    err:
      `${wrong}:parameters.noticeDay 无法识别,是否应为 noticeDays?\n` +
      `${wrong}: parameters.noticeDay is unknown; did you mean noticeDays?\n`,
    status: 2,
  });
  const broken = fileOf('broken.json', '{"jurisdiction": ');
  expect(await run('check', broken)).toEqual({ out: '', err: `${broken} 不是 JSON\n${broken} is not JSON\n`, status: 2 });
  const gbk = fileOf('gbk.json', Buffer.from([0x7b, 0x22, 0xc1, 0xd6, 0x22, 0x3a, 0x31, 0x7d]));
  expect(await run('check', gbk)).toMatchObject({ err: expect.stringContaining('is not written in UTF-8'), status: 2 });
  const { version, ...rest } = overlay({});
  expect((await run('check', fileOf('slip.json', { ...rest, vresion: version }))).err).toContain('did you mean version?');
});

test('check: a file stands in the place of the pack of its name, with or without a byte-order mark', async () => {
  const sichuan = packNamed('sichuan@2021-06-16');
  const edited = fileOf('edited.json', `\uFEFF${JSON.stringify({ ...sichuan, to: '2026-12-31' })}`);
  const next = fileOf('next.json', { ...sichuan, version: '2027-01-01', from: '2027-01-01' });
  expect((await run('check', edited, next)).status).toBe(0);
  const alone = await run('check', next);
  expect(alone.status).toBe(2);
  expect(alone.err).toContain('the earlier one must end on 2026-12-31');
});

test('check: as the hub publishes it, an earlier pack ends where its successor begins', async () => {
  const next = fileOf('next.json', { ...packNamed('sichuan@2021-06-16'), version: '2027-01-01', from: '2027-01-01' });
  expect((await run('check', '--publish', next)).status).toBe(0);
});

test('show: what holds on a day, with pack, clause, note and grants', async () => {
  const { out, status } = await run('show', 'panzhihua', '--on', '2024-07-12');
  expect(status).toBe(0);
  expect(out).toContain('national@2019-01-01 + sichuan@2021-06-16 + panzhihua@2024-07-12');
  expect(out).toContain('allowedBases · sichuan@2021-06-16 · 川 2021-06-16 通知 四');
  expect(out).toContain('panzhihua@2024-07-12 · 攀学院〔2024〕63号 第十四条(一)');
  const shown = JSON.parse((await run('show', '430100', '--on', '2021-06-30', '--json')).out);
  expect(shown.packs).toEqual(['national@2019-01-01', 'hunan@2020-03-20']);
  expect(shown.values).toContainEqual(expect.objectContaining({ name: 'planLeadWorkingDays', value: 10, pack: 'hunan@2020-03-20' }));
});

test('show: an unknown name is answered with the known ones, an impossible day with the form of a day', async () => {
  const unknown = await run('show', 'atlantis');
  expect(unknown.status).toBe(2);
  expect(unknown.err).toContain('Known are: national, inner-mongolia, fujian, hunan, sichuan, panzhihua');
  expect(await run('show', 'hunan', '--on', '2026-02-30')).toMatchObject({ out: '', status: 2 });
});
