/** Chunks of batches that were decided long ago lie in files, and everything that reads them reads on. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ColdFileUnreadable, type ColdStore } from '../../src/app/cold-ports';
import { dueCold, moveCold } from '../../src/app/move-cold';
import type { Hub } from '../../src/app/ports';
import { replayBatch } from '../../src/app/replay-batch';
import { sealedPacker } from '../../src/platform/pack-bytes';
import { coldFolder } from '../../src/store/cold-folder';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { checkingHub, type CheckingHub } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';
import { testSealer } from '../kit/test-sealer';
import { OPERATOR } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const START = new Date('2026-06-30T01:00:00Z');
const MONTHS = 12;
/** A year and a day after the batches of these tests were decided. */
const LATER = new Date('2027-07-01T16:00:00Z');

describe('cold storage', () => {
  const desk = sampleDesk();
  let checking: CheckingHub;
  let folder: string;
  let cold: ColdStore;
  let hub: Hub;
  let now = LATER;
  beforeEach(async () => {
    checking = await checkingHub(desk, START);
    folder = mkdtempSync(join(tmpdir(), 'certhub-cold-'));
    cold = coldFolder(join(folder, 'cold'));
    now = LATER;
    hub = hubWith({ store: cold, afterMonths: MONTHS });
  });
  afterEach(async () => {
    await checking.bench.close();
    rmSync(folder, { recursive: true });
  });

  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    checking.bench.source.query(sql, [...parameters]);
  const hubWith = (policy: Hub['cold']): Hub => ({
    ...checking.hub,
    transaction: transactionOf(checking.bench.source, testSealer, { cold: policy.store }),
    views: createViews(query, testSealer, policy.store),
    now: () => now,
    cold: policy,
  });
  /** Checked and decided on the first day; answers its id. */
  const decided = async (records = 20): Promise<string> => {
    const { header, records: sent } = desk.batch({ records, faultShare: 0.2 });
    const id = await checking.checked({ header, records: sent });
    await query(`UPDATE batch SET state = 'APPROVED', decided_at = $2 WHERE id = $1`, [id, START]);
    return id;
  };
  const bodies = (id: string): Promise<readonly string[]> =>
    hub.transaction(async ({ chunks }) => {
      const found: string[] = [];
      for await (const body of chunks.bodies(id)) found.push(body.toString());
      return found;
    });
  const kept = (id: string): Promise<{ inside: number; outside: number }[]> =>
    query(`SELECT count(body)::int AS inside, count(cold_place)::int AS outside FROM chunk WHERE upload_id = $1`, [id]);
  const files = (): readonly string[] =>
    readdirSync(join(folder, 'cold'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => join(parentPath, name));
  const replay = (id: string): Promise<unknown> => replayBatch(hub, OPERATOR, id);

  test('a batch is replayed from its file to the same digest', async () => {
    const id = await decided(50);
    const [before, received] = [await replay(id), await bodies(id)];
    expect(before).toMatchObject({ kind: 'replayed', same: true, intact: true });
    expect(await dueCold(hub, now)).toEqual([{ day: '2027-07-02' }]);
    expect(await moveCold(hub)).toMatchObject({ kind: 'moved', uploads: 1 });
    expect(await kept(id)).toEqual([{ inside: 0, outside: 1 }]);
    expect(await replay(id)).toEqual(before);
    expect(await bodies(id)).toEqual(received);
    expect(await dueCold(hub, now)).toEqual([]);
    expect(await moveCold(hub)).toEqual({ kind: 'nothing-to-do', uploads: 0, bytes: 0 });
  });

  test('several chunks lie in one file, each at its place, and only its owner reads it', async () => {
    const id = await decided();
    const more = ['{"line":2}\n', '{"line":3}\n'.repeat(500)].map((text) => Buffer.from(text));
    for (const [index, body] of more.entries()) {
      await query(
        `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
         VALUES ($1, $2, 1, 1, $3, sha256($4::bytea), $5, now())`,
        [id, index + 2, body.length, body, await sealedPacker(testSealer)(body)],
      );
    }
    const received = await bodies(id);
    expect(received).toHaveLength(3);
    await moveCold(hub);
    expect(await bodies(id)).toEqual(received);
    const [file = '', ...others] = files();
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('line')).toBe(false);
    expect(await query('SELECT place, bytes, encode(digest, $1) AS digest FROM cold_upload', ['hex'])).toEqual([
      { place: file.slice(-67), bytes: statSync(file).size, digest: file.slice(-64) },
    ]);
  });

  test('nothing moves before its time, without a policy, or while it is not decided', async () => {
    const id = await decided();
    now = new Date('2027-06-29T16:00:00Z');
    expect(await moveCold(hub)).toMatchObject({ kind: 'nothing-to-do' });
    now = new Date('2027-06-30T16:00:00Z');
    expect(await dueCold(hub, now)).toEqual([{ day: '2027-07-01' }]);
    const off = hubWith({ store: cold, afterMonths: null });
    expect([await dueCold(off, now), await moveCold(off)]).toEqual([
      [],
      { kind: 'nothing-to-do', uploads: 0, bytes: 0 },
    ]);
    await query(`UPDATE batch SET state = 'PROVINCE_REVIEW' WHERE id = $1`, [id]);
    expect(await moveCold(hub)).toMatchObject({ kind: 'nothing-to-do' });
    expect(await kept(id)).toEqual([{ inside: 1, outside: 0 }]);
  });

  test('a returned batch that moved and was approved later comes by again, and what follows is not passed over', async () => {
    const [first, second] = [await decided(), await decided()];
    await query(`UPDATE batch SET state = 'RETURNED', decided_at = NULL WHERE id = $1`, [first]);
    await query(`UPDATE batch SET decided_at = $2 WHERE id = $1`, [second, new Date('2026-08-01T00:00:00Z')]);
    expect(await moveCold(hub)).toMatchObject({ uploads: 1 });
    now = new Date('2027-09-01T00:00:00Z');
    await query(`UPDATE batch SET state = 'APPROVED', decided_at = $2 WHERE id = $1`, [
      first,
      new Date('2026-08-02T00:00:00Z'),
    ]);
    expect(await moveCold(hub)).toMatchObject({ uploads: 2 });
    expect([await kept(first), await kept(second)]).toEqual([[{ inside: 0, outside: 1 }], [{ inside: 0, outside: 1 }]]);
    expect(await bodies(first)).toHaveLength(1);
    expect(await dueCold(hub, now)).toEqual([]);
  });

  test('workers at it at once move each batch once', async () => {
    const ids = [await decided(), await decided(), await decided(), await decided()];
    await Promise.all([moveCold(hub), moveCold(hub), moveCold(hub)]);
    await moveCold(hub);
    expect(await query('SELECT count(*)::int AS moved FROM cold_upload')).toEqual([{ moved: ids.length }]);
    expect(files()).toHaveLength(ids.length);
    for (const id of ids) expect(await replay(id)).toMatchObject({ same: true });
  });

  test('a disk that fills leaves every row as it was and no half file', async () => {
    const id = await decided();
    const full: ColdStore = {
      ...cold,
      write: (pieces) =>
        cold.write(
          (async function* () {
            for await (const piece of pieces) yield piece.subarray(0, 10);
            throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
          })(),
        ),
    };
    await expect(moveCold(hubWith({ store: full, afterMonths: MONTHS }))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect([await kept(id), files()]).toEqual([[{ inside: 1, outside: 0 }], []]);
    expect(await moveCold(hub)).toMatchObject({ uploads: 1 });
  });

  test.each<[string, (file: string) => void, string]>([
    ['gone', (file) => rmSync(file), 'COLD_FILE_MISSING'],
    ['cut', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20)), 'COLD_FILE_CHANGED'],
    [
      'changed',
      (file) =>
        writeFileSync(
          file,
          readFileSync(file).map((byte) => byte ^ 1),
        ),
      'COLD_FILE_CHANGED',
    ],
  ])('a file that is %s is said to the operator, and nothing is said of the evidence', async (_, spoil, code) => {
    const id = await decided();
    await moveCold(hub);
    const [file = ''] = files();
    const whole = readFileSync(file);
    spoil(file);
    expect(await replay(id)).toMatchObject({ kind: 'refused', code, existingId: id });
    await expect(bodies(id)).rejects.toEqual(expect.any(ColdFileUnreadable));
    writeFileSync(file, whole);
    expect(await replay(id)).toMatchObject({ kind: 'replayed', same: true });
  });

  test('a file of another upload in its place is not taken for it', async () => {
    const [one, other] = [await decided(), await decided()];
    await moveCold(hub);
    await query(
      `UPDATE chunk SET cold_place = other.cold_place, cold_from = other.cold_from, cold_bytes = other.cold_bytes
         FROM chunk AS other WHERE chunk.upload_id = $1 AND other.upload_id = $2`,
      [one, other],
    );
    expect(await replay(one)).toMatchObject({ kind: 'refused', code: 'COLD_FILE_CHANGED' });
  });

  test('a place that leads out of the folder is none', async () => {
    await expect(cold.read('../../etc/passwd', 0, 1)).rejects.toMatchObject({ code: 'COLD_FILE_MISSING' });
  });
});
