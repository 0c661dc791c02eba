/** A disk that fills while chunks land: PostgreSQL says 53100, whoever sends is told, and whole chunks stay. */
import { appendRecords } from '../../src/app/append-records';
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
import { pushBatch } from '../../src/app/push-batch';
import { SAMPLE_INSTITUTION } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';
import { openUploadDesk, until, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(60_000);

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterEach(() => door.close());

/** As if no page could be added any more, from a chunk number on. */
async function fill(from: number): Promise<void> {
  await door.world.bench.source.query(`
    CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.chunk_no >= ${from} THEN
        RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
      END IF;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER disk_full BEFORE INSERT ON chunk FOR EACH ROW EXECUTE FUNCTION disk_full()`);
}
const makeRoom = () => door.world.bench.source.query('DROP TRIGGER disk_full ON chunk');

test('a stream is answered 507 and goes on when there is room again', async () => {
  const upload = await door.open(4 * CUT);
  await fill(3);
  const full = await door.send({
    path: upload.path,
    // The first chunks are on the disk before the others come.
    body: (async function* () {
      const middle = Math.floor(upload.content.length * 0.55);
      yield upload.content.subarray(0, middle);
      await until('two chunks landed', async () => (await door.stored(upload.id)).length === 2);
      yield upload.content.subarray(middle);
    })(),
  });
  const { offset } = await door.place(upload.path);
  expect([full.status, full.body.refusal?.code, full.headers['upload-offset']]).toEqual([
    507,
    'STORAGE_FULL',
    String(offset),
  ]);
  expect(await door.stored(upload.id)).toEqual([1, 2]);
  await makeRoom();
  const rest = await door.send({
    method: 'PATCH',
    path: upload.path,
    headers: { 'upload-offset': String(offset) },
    body: upload.content.subarray(offset),
  });
  expect(rest.headers['upload-complete']).toBe('?1');
  expect(await door.seal(upload, 4)).toBe(upload.id);
});

test('typed lists and small batches are refused, and nothing of them stays', async () => {
  await fill(1);
  const upload = await door.open(1);
  const { header, records } = desk.batch({ records: 2 });
  const given = { uploadId: upload.id, chunkNo: 1, records };
  expect(await appendRecords(door.world.hub, SAMPLE_INSTITUTION, given)).toMatchObject({ code: 'STORAGE_FULL' });
  expect(await pushBatch(door.world.hub, SAMPLE_INSTITUTION, { header, records })).toMatchObject({
    code: 'STORAGE_FULL',
  });
  const kept = await door.world.bench.source.query('SELECT id FROM upload');
  expect(kept).toEqual([{ id: upload.id }]);
});
