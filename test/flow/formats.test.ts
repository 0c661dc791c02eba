/** Tables and exam lists through the streamed door: the same verdicts as on the command line, and the file kept as it was sent. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { cstInstant } from '../../src/domain/calendar/cst';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import { csvSample, examList, type FormatSample, xlsxSample, xmlSample } from '../kit/format-samples';
import { startTestHub, type TestHub } from '../kit/hub';
import { openerOf } from '../kit/opened';
import { idOf, openUpload, type Receipt, sealUpload, sha256, untilChecked } from '../kit/operations';
import { bareEnv, runCommand } from '../kit/role-process';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);

const RECORDS = 300;
const desk = sampleDesk();
let hub: TestHub;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certhub-formats-'));
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false });
}, 240_000);
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly status: number;
  readonly uploadId: string;
  readonly body: {
    readonly receipts?: readonly Receipt[];
    readonly notes?: readonly { readonly message: { readonly zh: string } }[];
    readonly refusal?: { readonly code: string; readonly places: readonly { readonly record: number | null }[] };
  };
}

async function send(
  header: BatchHeader,
  contentType: string,
  content: Buffer,
  more: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const { uploadId = '', path = '' } = await openUpload(hub, header);
  const response = await fetch(`${hub.url}${path}`, {
    method: 'PUT',
    headers: { authorization: await hub.bearer('institution'), 'content-type': contentType, ...more },
    body: new Uint8Array(content),
  });
  return { status: response.status, uploadId, body: (await response.json()) as Sent['body'] };
}

interface Checked {
  readonly id: string;
  readonly verdictDigest: string;
  readonly snapshot: string;
  readonly at: string;
}

/** Seals what was sent and waits for the verdicts. */
async function checked(uploadId: string, receipts: readonly Receipt[], content: Buffer): Promise<Checked> {
  const records = receipts.reduce((sum, receipt) => sum + receipt.records, 0);
  const id = idOf(await sealUpload(hub, uploadId, { chunks: receipts.length, records, digest: sha256(content) }));
  await untilChecked(hub, id);
  const { batch, snapshotOfBatch } = await hub.run<{
    batch: { verdictDigest: string; sealedAt: string };
    snapshotOfBatch: { snapshot: object };
  }>(
    'institution',
    `query ($id: ID!) { batch(id: $id) { verdictDigest sealedAt } snapshotOfBatch(batchId: $id) { snapshot } }`,
    { id },
  );
  return {
    id,
    verdictDigest: batch.verdictDigest,
    snapshot: JSON.stringify(snapshotOfBatch.snapshot),
    at: cstInstant(new Date(batch.sealedAt)),
  };
}

const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function onTheCommandLine(
  name: string,
  content: string | Buffer,
  header: BatchHeader,
  { snapshot, at }: Checked,
): Promise<string> {
  const flags = [
    '--snapshot',
    write('snapshot.json', snapshot),
    '--header',
    write('header.json', JSON.stringify(header)),
  ];
  const { stdout, stderr } = await runCommand(
    ['check', '--json', ...flags, '--at', at, write(name, content)],
    bareEnv({}),
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { summary: { verdictDigest: string } };
  return summary.verdictDigest;
}

async function originalOf(uploadId: string): Promise<Buffer> {
  const rows = await hub.query<{ body: Buffer }>(
    'SELECT body FROM upload_original WHERE upload_id = $1 ORDER BY from_byte',
    [uploadId],
  );
  const open = await openerOf(hub);
  return Buffer.concat(rows.map(({ body }) => brotliDecompressSync(open(body))));
}

const KINDS: readonly (readonly [string, FormatSample, string])[] = [
  ['CSV', csvSample, 'sent.csv'],
  ['XLSX', xlsxSample, 'sent.xlsx'],
];

test.each(KINDS)('%s: the verdicts of the command line, and the file byte for byte', async (_name, sample, name) => {
  const { header, records } = desk.batch({ records: RECORDS, faultShare: 0.1 });
  const sendable = records.filter((record) => isSendable(record));
  const content = sample.write(sendable);
  const { status, uploadId, body } = await send(header, sample.contentType, content);
  expect({ status, refusal: body.refusal }).toEqual({ status: 201, refusal: undefined });
  const outcome = await checked(uploadId, body.receipts ?? [], content);
  expect(outcome.verdictDigest).toBe(await onTheCommandLine(name, content, header, outcome));
  expect((await originalOf(uploadId)).equals(content)).toBe(true);
});

/** Planted faults that no table can carry: an empty cell is no empty text, and blanks around a value mean nothing. */
const isSendable = (record: RawRecord): boolean =>
  Object.values(record).every((value) => typeof value !== 'string' || (value !== '' && value === value.trim()));

test('a CSV in GBK, compressed, is read and said', async () => {
  const { header } = desk.batch({ records: 1 });
  // 姓名,性别 / 林,男
  const gbk = Buffer.from('d0d5c3fb2cd0d4b1f00d0ac1d62cc4d00d0a', 'hex');
  const { status, body } = await send(header, 'text/csv; charset=gbk', gzipSync(gbk), { 'content-encoding': 'gzip' });
  expect(status).toBe(201);
  expect(body.notes?.map(({ message }) => message.zh)).toEqual(['文件编码为 GBK (GB 18030),已按此读取。']);
});

test('an exam list: the verdicts of its records, what has no field is said, an update is refused', async () => {
  const { header, records } = desk.batch({ records: 5 });
  const content = xmlSample.write(records);
  const { status, uploadId, body } = await send(header, 'application/xml', content);
  expect(status).toBe(201);
  expect(body.notes?.map(({ message }) => message.zh)).toEqual([expect.stringContaining('plan_name')]);
  const outcome = await checked(uploadId, body.receipts ?? [], content);
  expect(outcome.verdictDigest).toBe(await onTheCommandLine('list.ndjson', ndjson(records), header, outcome));

  const update = Buffer.from(examList(['<exam><exam_status>1</exam_status><name>林</name></exam>']));
  const next = await send(desk.batch({ records: 1 }).header, 'application/xml', update);
  expect({ status: next.status, code: next.body.refusal?.code }).toEqual({ status: 422, code: 'CHUNK_MALFORMED' });
});

test('a broken row in the middle is named and nothing of the table stays', async () => {
  const { header, records } = desk.batch({ records: 50 });
  const { status, body, uploadId } = await send(header, 'text/csv', csvSample.withBroken(records, 20));
  expect({ status, code: body.refusal?.code, places: body.refusal?.places.map(({ record }) => record) }).toEqual({
    status: 422,
    code: 'CHUNK_MALFORMED',
    places: [21],
  });
  expect(await hub.query('SELECT 1 FROM chunk WHERE upload_id = $1', [uploadId])).toEqual([]);
  expect(await originalOf(uploadId)).toHaveLength(0);
});
