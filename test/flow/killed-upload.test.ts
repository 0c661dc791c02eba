/** An API process that is killed while a content flows into it: another one goes on behind the whole chunks that it left. */
import { request } from 'node:http';
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
import { startTestHub, type TestHub } from '../kit/hub';
import { openUpload, sealUpload, sha256, storedBodies, until, untilChecked } from '../kit/operations';
import { startRole } from '../kit/role-process';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);

const CHUNKS = 4;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false });
});
afterAll(() => hub.stop());

const chunksOf = async (uploadId: string): Promise<number> => {
  const [row] = await hub.query<{ chunks: number }>('SELECT count(*) AS chunks FROM chunk WHERE upload_id = $1', [
    uploadId,
  ]);
  return row?.chunks ?? 0;
};

/** Sends and does not end; resolves when the connection is gone. */
function sendOn(url: string, authorization: string, content: Buffer): Promise<void> {
  const sending = request(url, {
    method: 'PUT',
    agent: false,
    headers: { authorization, 'content-type': 'application/x-ndjson', 'content-length': String(content.length * 2) },
  });
  sending.on('error', () => undefined).write(content);
  return new Promise((resolve) => void sending.once('close', resolve));
}

test('killed by -9 in the middle: the content goes on at another process, to the same digest', async () => {
  const desk = sampleDesk();
  const { header, records } = desk.batch({ records: CHUNKS * CUT });
  const content = Buffer.from(ndjson(records));
  const { uploadId = '', path = '' } = await openUpload(hub, header);
  const authorization = await hub.bearer('institution');
  const doomed = await startRole(['api'], {
    DATABASE_URL: hub.databaseUrl,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_MODE: 'development',
    CERTHUB_PORT: '0',
    // Its tokens are those of the hub that it belongs to.
    CERTHUB_PUBLIC_URL: hub.url,
  });
  const gone = sendOn(`${doomed.url}${path}`, authorization, content.subarray(0, Math.floor(content.length * 0.7)));
  await until(
    () => chunksOf(uploadId),
    (chunks) => chunks > 0,
  );
  await doomed.end('SIGKILL');
  await gone;

  const asked = await fetch(`${hub.url}${path}`, { method: 'HEAD', headers: { authorization } });
  const offset = Number(asked.headers.get('upload-offset'));
  const whole = await storedBodies(hub, uploadId);
  expect([asked.status, asked.headers.get('upload-complete')]).toEqual([204, '?0']);
  expect(offset).toBeGreaterThan(0);
  expect(Buffer.concat(whole).equals(content.subarray(0, offset))).toBe(true);
  const { upload } = await hub.run<{ upload: object }>(
    'institution',
    'query ($id: ID!) { upload(id: $id) { state format chunks missing nextOffset receipts { chunkNo records } } }',
    { id: uploadId },
  );
  expect(upload).toEqual({
    state: 'OPEN',
    format: 'NDJSON',
    chunks: whole.length,
    missing: [],
    nextOffset: offset,
    receipts: whole.map((_, index) => ({ chunkNo: index + 1, records: CUT })),
  });

  const rest = await fetch(`${hub.url}${path}`, {
    method: 'PATCH',
    headers: { authorization, 'content-type': 'application/partial-upload', 'upload-offset': String(offset) },
    body: content.subarray(offset),
  });
  expect([rest.status, rest.headers.get('upload-complete')]).toEqual([201, '?1']);
  const manifest = { chunks: CHUNKS, records: CHUNKS * CUT, digest: sha256(content) };
  expect(await sealUpload(hub, uploadId, manifest)).toMatchObject({ batchId: uploadId });
  expect(await untilChecked(hub, uploadId)).toMatchObject({ counts: { passed: CHUNKS * CUT, held: 0, returned: 0 } });
});
