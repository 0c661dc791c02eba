/** Promise 3: the same content, number or chunk sent twice makes nothing twice; other content under a used number is refused. */
import { canonicalLines } from '../../src/app/append-records';
import { onEveryGround } from '../kit/each-backend';
import { put } from '../kit/graphql-client';
import {
  appendRecords,
  idOf,
  openUpload,
  pushBatch,
  sealUpload,
  sha256,
  storedBodies,
  untilChecked,
} from '../kit/operations';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

onEveryGround('sending twice', (hub) => {
  const desk = sampleDesk();

  test('the same header finds the same upload, with what it holds', async () => {
    const { header, records } = desk.batch({ records: 4 });
    const opened = await openUpload(hub(), header);
    expect(opened).toMatchObject({ repeated: false, receipts: [] });
    await appendRecords(hub(), opened.uploadId ?? '', 1, records);
    const again = await openUpload(hub(), header);
    expect(again).toMatchObject({
      uploadId: opened.uploadId,
      repeated: true,
      receipts: [{ chunkNo: 1, records: 4 }],
    });
  });

  test('a used client batch number with another header is refused and names the upload that stands', async () => {
    const { header } = desk.batch({ records: 1 });
    const { uploadId } = await openUpload(hub(), header);
    const other = { ...header, noticeTo: addDay(header.noticeTo) };
    expect(await openUpload(hub(), other)).toMatchObject({ code: 'CLIENT_BATCH_NO_USED', existingId: uploadId });
  });

  test('the same chunk again is told so; other bytes under its number are refused and the first stay', async () => {
    const { header, records } = desk.batch({ records: 6 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const first = await appendRecords(hub(), uploadId, 1, records.slice(0, 3));
    expect(first.repeated).toBe(false);
    const again = await appendRecords(hub(), uploadId, 1, records.slice(0, 3));
    expect(again).toEqual({ ...first, repeated: true });
    expect(await appendRecords(hub(), uploadId, 1, records.slice(3))).toMatchObject({ code: 'CHUNK_DIFFERS' });
    const byPut = await put(`${hub().url}${path}/chunks/1`, await hub().bearer('institution'), ndjson(records));
    expect(byPut).toMatchObject({ status: 409, body: { refusal: { code: 'CHUNK_DIFFERS' } } });
    const [kept] = await storedBodies(hub(), uploadId);
    expect(kept).toEqual(canonicalLines(records.slice(0, 3)));
  });

  test('the same stream again stores nothing more', async () => {
    const { header, records } = desk.batch({ records: 4_100 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const url = `${hub().url}${path}`;
    const bearer = await hub().bearer('institution');
    const first = await put(url, bearer, ndjson(records));
    const again = await put(url, bearer, ndjson(records));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await storedBodies(hub(), uploadId)).toHaveLength(3);
  });

  test('the same stream on two connections at once is stored once', async () => {
    const { header, records } = desk.batch({ records: 4_100 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const bearer = await hub().bearer('institution');
    const send = (): ReturnType<typeof put> => put(`${hub().url}${path}`, bearer, ndjson(records));
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(await storedBodies(hub(), uploadId)).toHaveLength(3);
  });

  test('two pushes of the same batch at once make one batch', async () => {
    const { header, records } = desk.batch({ records: 50 });
    const answers = await Promise.all([1, 2, 3].map(() => pushBatch(hub(), header, records)));
    const ids = new Set(answers.map(idOf));
    expect(ids.size).toBe(1);
    expect(answers.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    const [batchId = ''] = ids;
    expect(await untilChecked(hub(), batchId)).toMatchObject({ records: 50, counts: { passed: 50 } });
  });

  test('a used client batch number with other content in one call is refused', async () => {
    const { header, records } = desk.batch({ records: 10 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    const other = records.map((record, index) => (index === 4 ? { ...record, remark: 'x' } : record));
    expect(await pushBatch(hub(), header, other)).toMatchObject({
      code: 'CLIENT_BATCH_NO_USED',
      existingId: batchId,
    });
    expect(await pushBatch(hub(), header, records.slice(0, 9))).toMatchObject({
      code: 'CLIENT_BATCH_NO_USED',
      existingId: batchId,
    });
    expect(await pushBatch(hub(), header, records)).toEqual({ batchId, repeated: true });
  });

  test('the same content under another client batch number is refused and names the first', async () => {
    const { header, records } = desk.batch({ records: 10 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    const renamed = { ...header, clientBatchNo: `${header.clientBatchNo}-X` };
    expect(await pushBatch(hub(), renamed, records)).toMatchObject({
      code: 'CONTENT_DUPLICATE',
      existingId: batchId,
    });
    const [count] = await hub().query<{ uploads: number }>(
      `SELECT count(*)::int AS uploads FROM upload WHERE client_batch_no = $1`,
      [renamed.clientBatchNo],
    );
    expect(count).toEqual({ uploads: 0 });
  });

  test('sealing: twice is once; wrong digest, wrong counts and a gap are refused and change nothing', async () => {
    const { header, records } = desk.batch({ records: 30 });
    const { uploadId = '' } = await openUpload(hub(), header);
    const digest = sha256(canonicalLines(records));
    const manifest = { chunks: 2, records: 30, digest };
    expect(await sealUpload(hub(), uploadId, manifest)).toMatchObject({ code: 'CHUNK_EMPTY' });
    await appendRecords(hub(), uploadId, 2, records.slice(15));
    const gap = await sealUpload(hub(), uploadId, manifest);
    expect(gap).toMatchObject({ code: 'COUNT_MISMATCH' });
    expect(gap.places?.map(({ message }) => message.en)).toContain('Chunk 1 is missing');
    await appendRecords(hub(), uploadId, 1, records.slice(0, 15));
    expect(await sealUpload(hub(), uploadId, { ...manifest, records: 31 })).toMatchObject({ code: 'COUNT_MISMATCH' });
    expect(await sealUpload(hub(), uploadId, { ...manifest, chunks: 3 })).toMatchObject({ code: 'COUNT_MISMATCH' });
    expect(await sealUpload(hub(), uploadId, { ...manifest, digest: sha256('') })).toMatchObject({
      code: 'DIGEST_MISMATCH',
    });
    expect(await hub().query(`SELECT state FROM upload WHERE id = $1`, [uploadId])).toEqual([{ state: 'OPEN' }]);
    expect(await hub().query(`SELECT id FROM batch WHERE id = $1`, [uploadId])).toEqual([]);
    expect(await sealUpload(hub(), uploadId, manifest)).toEqual({ batchId: uploadId, repeated: false });
    expect(await sealUpload(hub(), uploadId, manifest)).toEqual({ batchId: uploadId, repeated: true });
    expect(await sealUpload(hub(), uploadId, { ...manifest, records: 29 })).toMatchObject({ code: 'UPLOAD_SEALED' });
    const signed = { ...manifest, signature: Buffer.alloc(64).toString('base64'), keyId: 'K1' };
    expect(await sealUpload(hub(), uploadId, signed)).toMatchObject({ code: 'UPLOAD_SEALED', existingId: uploadId });
    expect(await appendRecords(hub(), uploadId, 3, records)).toMatchObject({ code: 'UPLOAD_SEALED' });
    expect(await appendRecords(hub(), uploadId, 1, records.slice(0, 15))).toMatchObject({ repeated: true });
  });
});

const addDay = (day: string): string => new Date(Date.parse(day) + 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
