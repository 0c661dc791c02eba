/** `certhub replay`: what was kept of a batch gives the same verdicts again, and what was changed shows. */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { startTestHub, type TestHub } from '../kit/hub';
import { streamBatch, untilChecked } from '../kit/operations';
import { runCommand, type CommandResult } from '../kit/role-process';
import { keptRecord, openerOf } from '../kit/opened';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(180_000);

const RECORDS = 10_000;

interface Replay {
  readonly same: boolean;
  readonly comparable: boolean;
  readonly intact: boolean;
  readonly records: number;
  readonly engineVersion: { readonly kept: string; readonly replayed: string };
  readonly verdictDigest: { readonly kept: string; readonly replayed: string };
  readonly differences: readonly {
    readonly kind: string;
    readonly line: number | null;
    readonly code: string | null;
  }[];
  readonly differencesTotal: number;
}

let hub: TestHub;
let batchId = '';
beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', receivers: false });
  const { header, records } = sampleDesk().batch({ records: RECORDS, faultShare: 0.05 });
  batchId = await streamBatch(hub, header, records);
  await untilChecked(hub, batchId);
}, 180_000);
afterAll(() => hub.stop());

const replay = (...args: readonly string[]): Promise<CommandResult> =>
  runCommand(['replay', ...args], {
    DATABASE_URL: hub.databaseUrl,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_MODE: 'development',
  });
async function replayed(): Promise<{ code: number | null; replay: Replay }> {
  const { code, stdout } = await replay(batchId, '--json');
  const { replay: told } = JSON.parse(stdout) as { replay: Replay };
  return { code, replay: told };
}
/** Runs with a change in the database that is taken back afterwards. */
async function tampered<Answer>(change: string, undo: string, run: () => Promise<Answer>): Promise<Answer> {
  await hub.query(change, [batchId]);
  try {
    return await run();
  } finally {
    await hub.query(undo, [batchId]);
  }
}

test('10,000 verdicts replay to the same digest', async () => {
  const { code, replay: told } = await replayed();
  expect(told.differences).toEqual([]);
  expect({ code, same: told.same, records: told.records }).toEqual({ code: 0, same: true, records: RECORDS });
  expect(told.verdictDigest.replayed).toBe(told.verdictDigest.kept);
  expect(told.engineVersion.replayed).toBe(told.engineVersion.kept);
  const { code: forPeople, stdout } = await replay(batchId);
  expect(forPeople).toBe(0);
  expect(stdout).toContain('一致');
});

test('a finding that was taken out, one that was put in and one that was softened are named', async () => {
  const [first] = await hub.query<{ id: number; line: number; code: string }>(
    `SELECT id, line, code FROM finding WHERE batch_id = $1 AND severity = 'error' AND source = 'CHECK' ORDER BY line, id LIMIT 1`,
    [batchId],
  );
  const softened = await tampered(
    `UPDATE finding SET severity = 'signal' WHERE batch_id = $1 AND id = ${first?.id ?? 0}`,
    `UPDATE finding SET severity = 'error' WHERE batch_id = $1 AND id = ${first?.id ?? 0}`,
    replayed,
  );
  expect(softened.code).toBe(1);
  expect(softened.replay.differences).toEqual([
    expect.objectContaining({ kind: 'SEVERITY', line: first?.line, code: first?.code }),
  ]);
  // The digest was taken when the batch was settled, and is of what the rules say.
  expect(softened.replay.verdictDigest.replayed).toBe(softened.replay.verdictDigest.kept);
  const renamed = await tampered(
    `UPDATE finding SET code = 'SEC-002' WHERE batch_id = $1 AND id = ${first?.id ?? 0}`,
    `UPDATE finding SET code = '${first?.code ?? ''}' WHERE batch_id = $1 AND id = ${first?.id ?? 0}`,
    () => replay(batchId),
  );
  expect(renamed.code).toBe(1);
  expect(renamed.stdout).toContain(`line ${first?.line ?? 0}  SEC-002`);
  expect(renamed.stdout).toContain(`line ${first?.line ?? 0}  ${first?.code ?? ''}`);
});

test('a verdict that does not follow from its findings is named', async () => {
  const { code, replay: told } = await tampered(
    `UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = (SELECT min(line) FROM record r WHERE r.batch_id = $1 AND verdict = 'PASSED')`,
    `UPDATE record SET verdict = 'PASSED' WHERE batch_id = $1 AND verdict = 'RETURNED' AND NOT EXISTS (SELECT FROM finding f WHERE f.batch_id = $1 AND f.line = record.line)`,
    replayed,
  );
  expect(code).toBe(1);
  expect(told.differences).toEqual([expect.objectContaining({ kind: 'VERDICT' })]);
});

test('a byte of a chunk that was changed is named with the line at which the chunk begins', async () => {
  const [chunk] = await hub.query<{ body: Buffer; firstLine: number }>(
    `SELECT body, first_line AS "firstLine" FROM chunk WHERE upload_id = $1 AND chunk_no = 2`,
    [batchId],
  );
  const { body = Buffer.alloc(0), firstLine = 0 } = chunk ?? {};
  const hex = (bytes: Buffer): string => `decode('${bytes.toString('hex')}', 'hex')`;
  const set = (bytes: Buffer): string => `UPDATE chunk SET body = ${hex(bytes)} WHERE upload_id = $1 AND chunk_no = 2`;
  // Still JSON: the mark of one person is another.
  const changed = Buffer.from(
    brotliDecompressSync((await openerOf(hub))(body))
      .toString()
      .replace(/"skillScore":\d+/, '"skillScore":101'),
  );
  const readable = await tampered(set(brotliCompressSync(changed)), set(body), replayed);
  expect(readable.code).toBe(1);
  expect(readable.replay.intact).toBe(false);
  expect(readable.replay.differences).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'CHUNK', line: firstLine }),
      expect.objectContaining({ kind: 'ONLY_REPLAYED', line: firstLine, code: 'CPL-003' }),
    ]),
  );
  expect(readable.replay.verdictDigest.replayed).not.toBe(readable.replay.verdictDigest.kept);
  const broken = Buffer.from(body);
  broken.writeUInt8(broken.readUInt8(broken.length >> 1) ^ 0xff, broken.length >> 1);
  const unreadable = await tampered(set(broken), set(body), () => replay(batchId));
  expect(unreadable.code).toBe(1);
  expect(unreadable.stdout).toContain(`line ${firstLine}`);
  expect(unreadable.stderr).toBe('');
});

test('what another version of the engine judged is not called changed: the evidence is compared, the verdicts are not', async () => {
  const { engineVersion, verdictDigest } = (await replayed()).replay;
  const [json, people] = await tampered(
    `UPDATE batch SET engine_version = '1', verdict_digest = repeat('0', 64) WHERE id = $1`,
    `UPDATE batch SET engine_version = '${engineVersion.replayed}', verdict_digest = '${verdictDigest.kept}' WHERE id = $1`,
    async () => [await replayed(), await replay(batchId)] as const,
  );
  expect(json).toMatchObject({ code: 2, replay: { same: false, comparable: false, intact: true } });
  expect(people.code).toBe(2);
  expect(people.stdout).toBe(
    `该批次由引擎 1 判定,本版本为引擎 ${engineVersion.replayed};留存证据完好,结论不作比对\n` +
      `Judged by engine 1, this is engine ${engineVersion.replayed}; the evidence is intact, verdicts are not compared\n`,
  );
  expect((await replayed()).replay).toMatchObject({ same: true, comparable: true, intact: true });
});

test('what is no batch is unusable', async () => {
  expect(await replay('00000000-0000-7000-8000-000000000000')).toMatchObject({ code: 2, stdout: '' });
  expect(await replay('nonsense')).toMatchObject({ code: 2, stdout: '' });
  expect((await replay()).code).toBe(2);
});

test('nothing that is printed holds what a record says', async () => {
  const { name, idNumber } = await keptRecord(hub, batchId, 1);
  const { stdout } = await replay(batchId, '--json');
  expect(stdout).not.toContain(String(name));
  expect(stdout).not.toContain(String(idNumber));
});

test('it changes nothing: no pack of its release is noted, and a database of an earlier release is left alone', async () => {
  const traces = async (): Promise<unknown> => ({
    packs: await hub.query('SELECT id, retired_at FROM pack ORDER BY id'),
    done: await hub.query('SELECT name FROM migration ORDER BY name'),
  });
  // As if another release had been the last to start: noting this one's packs would bring them back.
  await hub.query(`UPDATE pack SET retired_at = now() WHERE source = 'RELEASE'`);
  const before = await traces();
  expect(await replay(batchId)).toMatchObject({ code: 0 });
  expect(await traces()).toEqual(before);
  const [last] = await hub.query<{ timestamp: string; name: string }>(
    'DELETE FROM migration WHERE id = (SELECT max(id) FROM migration) RETURNING timestamp, name',
  );
  try {
    expect(await replay(batchId)).toMatchObject({ code: 2, stderr: expect.stringContaining('certhub migrate') });
  } finally {
    await hub.query('INSERT INTO migration (timestamp, name) VALUES ($1, $2)', [last?.timestamp, last?.name]);
  }
});
