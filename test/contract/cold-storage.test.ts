/** Chunks of batches that were decided long ago lie in files, and everything that reads them reads on. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ColdFileUnreadable, type ColdStore } from '../../src/app/cold-ports';
import { dueCold, moveCold } from '../../src/app/move-cold';
import { sealedPacker } from '../../src/platform/pack-bytes';
import { MONTHS, useColdDesk } from '../kit/cold-desk';
import { testSealer } from '../kit/test-sealer';

jest.setTimeout(60_000);

describe('cold storage', () => {
  const cold = useColdDesk();

  test('a batch is replayed from its file to the same digest', async () => {
    const id = await cold.decided(50);
    const [before, received] = [await cold.replay(id), await cold.bodies(id)];
    expect(before).toMatchObject({ kind: 'replayed', same: true, intact: true });
    expect(await dueCold(cold.hub, cold.now)).toEqual([{ day: '2027-07-02' }]);
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved', uploads: 1 });
    expect(await cold.kept(id)).toEqual([{ inside: 0, outside: 1 }]);
    expect(await cold.replay(id)).toEqual(before);
    expect(await cold.bodies(id)).toEqual(received);
    expect(await dueCold(cold.hub, cold.now)).toEqual([]);
    expect(await moveCold(cold.hub)).toEqual({ kind: 'nothing-to-do', uploads: 0, bytes: 0 });
  });

  test('several chunks lie in one file, each at its place, and only its owner reads it', async () => {
    const id = await cold.decided();
    const more = ['{"line":2}\n', '{"line":3}\n'.repeat(500)].map((text) => Buffer.from(text));
    for (const [index, body] of more.entries()) {
      await cold.query(
        `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
         VALUES ($1, $2, 1, 1, $3, sha256($4::bytea), $5, now())`,
        [id, index + 2, body.length, body, await sealedPacker(testSealer)(body)],
      );
    }
    const received = await cold.bodies(id);
    expect(received).toHaveLength(3);
    await moveCold(cold.hub);
    expect(await cold.bodies(id)).toEqual(received);
    const [file = '', ...others] = cold.files();
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('line')).toBe(false);
    expect(await cold.query('SELECT place, bytes, encode(digest, $1) AS digest FROM cold_upload', ['hex'])).toEqual([
      { place: file.slice(-67), bytes: statSync(file).size, digest: file.slice(-64) },
    ]);
  });

  test('nothing moves before its time, without a policy, or while it is not decided', async () => {
    const id = await cold.decided();
    cold.setNow(new Date('2027-06-29T16:00:00Z'));
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'nothing-to-do' });
    cold.setNow(new Date('2027-06-30T16:00:00Z'));
    expect(await dueCold(cold.hub, cold.now)).toEqual([{ day: '2027-07-01' }]);
    const off = cold.hubWith({ store: cold.store, afterMonths: null });
    expect([await dueCold(off, cold.now), await moveCold(off)]).toEqual([
      [],
      { kind: 'nothing-to-do', uploads: 0, bytes: 0 },
    ]);
    await cold.query(`UPDATE batch SET state = 'PROVINCE_REVIEW' WHERE id = $1`, [id]);
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'nothing-to-do' });
    expect(await cold.kept(id)).toEqual([{ inside: 1, outside: 0 }]);
  });

  test('a returned batch that moved and was approved later comes by again, and what follows is not passed over', async () => {
    const [first, second] = [await cold.decided(), await cold.decided()];
    await cold.query(`UPDATE batch SET state = 'RETURNED', decided_at = NULL WHERE id = $1`, [first]);
    await cold.query(`UPDATE batch SET decided_at = $2 WHERE id = $1`, [second, new Date('2026-08-01T00:00:00Z')]);
    expect(await moveCold(cold.hub)).toMatchObject({ uploads: 1 });
    cold.setNow(new Date('2027-09-01T00:00:00Z'));
    await cold.query(`UPDATE batch SET state = 'APPROVED', decided_at = $2 WHERE id = $1`, [
      first,
      new Date('2026-08-02T00:00:00Z'),
    ]);
    expect(await moveCold(cold.hub)).toMatchObject({ uploads: 2 });
    expect([await cold.kept(first), await cold.kept(second)]).toEqual([
      [{ inside: 0, outside: 1 }],
      [{ inside: 0, outside: 1 }],
    ]);
    expect(await cold.bodies(first)).toHaveLength(1);
    expect(await dueCold(cold.hub, cold.now)).toEqual([]);
  });

  test('workers at it at once move each batch once', async () => {
    const ids = [await cold.decided(), await cold.decided(), await cold.decided(), await cold.decided()];
    await Promise.all([moveCold(cold.hub), moveCold(cold.hub), moveCold(cold.hub)]);
    await moveCold(cold.hub);
    expect(await cold.query('SELECT count(*)::int AS moved FROM cold_upload')).toEqual([{ moved: ids.length }]);
    expect(cold.files()).toHaveLength(ids.length);
    for (const id of ids) expect(await cold.replay(id)).toMatchObject({ same: true });
  });

  test('a disk that fills leaves every row as it was and no half file', async () => {
    const id = await cold.decided();
    const full: ColdStore = {
      ...cold.store,
      write: (pieces) =>
        cold.store.write(
          (async function* () {
            for await (const piece of pieces) yield piece.subarray(0, 10);
            throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
          })(),
        ),
    };
    await expect(moveCold(cold.hubWith({ store: full, afterMonths: MONTHS }))).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect([await cold.kept(id), cold.files()]).toEqual([[{ inside: 1, outside: 0 }], []]);
    expect(await moveCold(cold.hub)).toMatchObject({ uploads: 1 });
  });

  test.each<[string, (file: string) => void, string]>([
    ['gone', (file) => rmSync(file), 'COLD_FILE_MISSING'],
    [
      'changed in its last byte',
      (file) =>
        writeFileSync(
          file,
          readFileSync(file).map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte)),
        ),
      'COLD_FILE_CHANGED',
    ],
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
    const id = await cold.decided();
    await moveCold(cold.hub);
    const [file = ''] = cold.files();
    const whole = readFileSync(file);
    spoil(file);
    expect(await cold.replay(id)).toMatchObject({ kind: 'refused', code, existingId: id });
    await expect(cold.bodies(id)).rejects.toEqual(expect.any(ColdFileUnreadable));
    writeFileSync(file, whole);
    expect(await cold.replay(id)).toMatchObject({ kind: 'replayed', same: true });
  });

  test('a file of another upload in its place is not taken for it', async () => {
    const [one, other] = [await cold.decided(), await cold.decided()];
    await moveCold(cold.hub);
    await cold.query(
      `UPDATE chunk SET cold_place = other.cold_place, cold_from = other.cold_from, cold_bytes = other.cold_bytes
         FROM chunk AS other WHERE chunk.upload_id = $1 AND other.upload_id = $2`,
      [one, other],
    );
    expect(await cold.replay(one)).toMatchObject({ kind: 'refused', code: 'COLD_FILE_CHANGED' });
  });

  test('a place that leads out of the folder is none', async () => {
    await expect(cold.store.read('../../etc/passwd', 0, 1)).rejects.toMatchObject({ code: 'COLD_FILE_MISSING' });
  });
});
