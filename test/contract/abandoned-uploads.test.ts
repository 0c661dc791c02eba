/** Uploads of which nothing comes for days. */
import { abandonUpload } from '../../src/app/abandon-upload';
import { appendRecords } from '../../src/app/append-records';
import { ABANDONED_AFTER_DAYS } from '../../src/app/limits';
import { openUpload } from '../../src/app/open-upload';
import { packChunk, storeChunks } from '../../src/app/store-chunk';
import { SAMPLE_INSTITUTION } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';
import { openUploadDesk, paused, until, type OpenedUpload, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(60_000);

const AT = new Date('2026-06-30T01:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1_000;
const later = (days: number, ms = 0): Date => new Date(AT.getTime() + days * DAY_MS + ms);

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, AT);
});
afterEach(() => door.close());

const due = async (now: Date): Promise<readonly string[]> => {
  door.world.setNow(now);
  const { abandoned } = await door.world.hub.views.dueWork(now, { limit: 10, window: 1 });
  return abandoned.map(({ uploadId }) => uploadId);
};
const abandon = ({ id }: OpenedUpload) => abandonUpload(door.world.hub, { uploadId: id });
const rows = (sql: string, parameters: readonly unknown[] = []) =>
  door.world.bench.source.query(sql, [...parameters]) as Promise<readonly Record<string, unknown>[]>;

test('are given up, emptied and told once; they open again by their header', async () => {
  const upload = await door.open(2);
  await door.send({ path: upload.path, body: upload.content });
  expect(await due(later(ABANDONED_AFTER_DAYS, 0))).toEqual([]);
  expect(await due(later(ABANDONED_AFTER_DAYS, 1))).toEqual([upload.id]);
  const both = await Promise.all([abandon(upload), abandon(upload)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['abandoned', 'nothing-to-do']);
  expect(await door.stored(upload.id)).toEqual([]);
  expect(await due(later(ABANDONED_AFTER_DAYS, 2))).toEqual([]);
  expect(await rows(`SELECT topic, subject_id AS id FROM notification`)).toEqual([
    { topic: 'UPLOAD_ABANDONED', id: upload.id },
  ]);

  const answers = [
    await door.send({ path: upload.path, body: upload.content }),
    await door.send({ method: 'PATCH', path: upload.path, headers: { 'upload-offset': '0' }, body: upload.content }),
    await door.send({ path: `${upload.path}/chunks/1`, body: upload.content }),
  ];
  for (const { status, body } of answers) expect([status, body.refusal?.code]).toEqual([410, 'UPLOAD_ABANDONED']);
  expect((await door.send({ method: 'HEAD', path: upload.path })).status).toBe(410);
  const typed = { uploadId: upload.id, chunkNo: 1, records: [{ name: '甲' }] };
  expect(await appendRecords(door.world.hub, SAMPLE_INSTITUTION, typed)).toMatchObject({ code: 'UPLOAD_ABANDONED' });
  expect(await door.seal(upload, 1)).toBe('UPLOAD_ABANDONED');

  const [{ header }] = (await rows(`SELECT header FROM upload WHERE id = $1`, [upload.id])) as [{ header: never }];
  expect(await openUpload(door.world.hub, SAMPLE_INSTITUTION, header)).toMatchObject({
    kind: 'opened',
    upload: { id: upload.id, state: 'OPEN' },
    receipts: [],
    repeated: true,
  });
  expect(await due(later(ABANDONED_AFTER_DAYS, 3))).toEqual([]);
  expect((await door.send({ path: upload.path, body: upload.content })).status).toBe(201);
  expect(await door.seal(upload, 1)).toBe(upload.id);
  expect(await due(later(3 * ABANDONED_AFTER_DAYS))).toEqual([]);
});

test('with something received since are not due, nor what is sealed', async () => {
  const [silent, busy, sealed] = [await door.open(1), await door.open(1), await door.open(1)];
  await door.send({ path: sealed.path, body: sealed.content });
  await door.seal(sealed, 1);
  door.world.setNow(later(3));
  await door.send({ path: busy.path, body: busy.content });
  expect(await due(later(ABANDONED_AFTER_DAYS + 1))).toEqual([silent.id]);
  expect(await abandon(busy)).toEqual({ kind: 'nothing-to-do' });
  expect(await abandon(sealed)).toEqual({ kind: 'nothing-to-do' });
  expect([...(await due(later(ABANDONED_AFTER_DAYS + 4)))].sort()).toEqual([silent.id, busy.id].sort());
});

test('what lands while the sweep waits for the upload stays', async () => {
  const upload = await door.open(1);
  const { hub } = door.world;
  door.world.setNow(later(ABANDONED_AFTER_DAYS, 1));
  const given = { chunkNo: 1, records: 1, body: upload.content };
  const chunk = await packChunk(hub, given);
  if ('kind' in chunk) throw new Error(chunk.code);
  const sweeping = await hub.transaction(async (stores) => {
    const locked = await stores.uploads.lock(upload.id, '0001', 'append');
    if (!locked) throw new Error('There is no upload.');
    expect(await storeChunks(hub, stores, locked, [chunk])).toMatchObject({ repeated: false });
    const answer = abandon(upload);
    await until('the sweep waits', async () => {
      const waiting = await rows(`SELECT pid FROM pg_locks WHERE NOT granted`);
      return waiting.length > 0;
    });
    return { answer };
  });
  expect(await sweeping.answer).toEqual({ kind: 'nothing-to-do' });
  expect(await door.stored(upload.id)).toEqual([1]);
});

test('a stream that has begun, and parts without a chunk, are signs of life', async () => {
  const [flowing, kept] = [await door.open(1), await door.open(1)];
  const { go, mayGo } = paused();
  door.world.setNow(later(ABANDONED_AFTER_DAYS - 1));
  const sent = door.send({
    path: flowing.path,
    body: (async function* () {
      yield flowing.content.subarray(0, 50);
      await mayGo;
      yield flowing.content.subarray(50);
    })(),
  });
  await until('the stream has begun', async () => {
    const begun = await rows(`SELECT id FROM upload WHERE id = $1 AND format IS NOT NULL`, [flowing.id]);
    return begun.length > 0;
  });
  await door.world.hub.transaction(({ originals }) => {
    const part = { fromByte: 0, bytes: 1, digest: '00', packed: Buffer.of(0) };
    return originals.insert(kept.id, [part], { landing: null, at: door.world.hub.now() });
  });
  expect(await due(later(ABANDONED_AFTER_DAYS, 1))).toEqual([]);
  for (const upload of [flowing, kept]) expect(await abandon(upload)).toEqual({ kind: 'nothing-to-do' });
  go();
  expect((await sent).status).toBe(201);
});
