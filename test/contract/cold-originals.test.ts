/** The content as it was sent moves to cold storage with the chunks that were made of it. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { OriginalPart } from '../../src/app/intake-ports';
import { moveCold } from '../../src/app/move-cold';
import { sealedPacker } from '../../src/platform/pack-bytes';
import { START, useColdDesk } from '../kit/cold-desk';
import { testSealer } from '../kit/test-sealer';

jest.setTimeout(60_000);

describe('the content as it was sent', () => {
  const cold = useColdDesk();
  const PARTS = ['<list>', '<candidate/>'.repeat(3_000), '</list>'].map((text) => Buffer.from(text));
  const sent = async (id: string): Promise<void> => {
    let fromByte = 0;
    const parts: (OriginalPart & { readonly packed: Buffer })[] = [];
    for (const part of PARTS) {
      const digest = createHash('sha256').update(part).digest('hex');
      parts.push({ fromByte, bytes: part.length, digest, packed: await sealedPacker(testSealer)(part) });
      fromByte += part.length;
    }
    await cold.hub.transaction(({ originals }) => originals.insert(id, parts, { landing: null, at: START }));
  };
  const read = (id: string): Promise<string> =>
    cold.hub.transaction(async ({ originals }) => {
      const found: Buffer[] = [];
      for await (const part of originals.bodies(id)) found.push(part);
      return Buffer.concat(found).toString();
    });
  const inside = (id: string): Promise<{ inside: number; outside: number }[]> =>
    cold.query(
      'SELECT count(body)::int AS inside, count(cold_place)::int AS outside FROM upload_original WHERE upload_id = $1',
      [id],
    );

  test('moves with the chunks into the same file, and is read back', async () => {
    const id = await cold.decided();
    await sent(id);
    const [before, received] = [await cold.replay(id), await cold.bodies(id)];
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved', uploads: 1 });
    expect([await cold.kept(id), await inside(id)]).toEqual([[{ inside: 0, outside: 1 }], [{ inside: 0, outside: 3 }]]);
    expect(cold.files()).toHaveLength(1);
    expect([await read(id), await cold.bodies(id), await cold.replay(id)]).toEqual([
      Buffer.concat(PARTS).toString(),
      received,
      before,
    ]);
  });

  test('of a batch whose chunks had moved before follows in a file of its own, and the first one stays claimed', async () => {
    const id = await cold.decided();
    await cold.query(`UPDATE batch SET state = 'RETURNED', decided_at = NULL WHERE id = $1`, [id]);
    await moveCold(cold.hub);
    await sent(id);
    await cold.query(`UPDATE batch SET state = 'APPROVED', decided_at = $2 WHERE id = $1`, [
      id,
      new Date('2026-08-02T00:00:00Z'),
    ]);
    cold.setNow(new Date('2027-09-01T00:00:00Z'));
    expect(await moveCold(cold.hub)).toMatchObject({ kind: 'moved', uploads: 1 });
    cold.setNow(new Date('2029-01-01T00:00:00Z'));
    await moveCold(cold.hub);
    expect(cold.files()).toHaveLength(2);
    expect([(await cold.bodies(id)).length, await read(id)]).toEqual([1, Buffer.concat(PARTS).toString()]);
  });

  test('is proved by its digest', async () => {
    const id = await cold.decided();
    await sent(id);
    await moveCold(cold.hub);
    const [file = ''] = cold.files();
    const whole = readFileSync(file);
    writeFileSync(
      file,
      whole.map((byte, index) => (index === whole.length - 1 ? byte ^ 1 : byte)),
    );
    await expect(read(id)).rejects.toMatchObject({ code: 'COLD_FILE_CHANGED' });
    rmSync(file);
    await expect(read(id)).rejects.toMatchObject({ code: 'COLD_FILE_MISSING' });
  });
});
