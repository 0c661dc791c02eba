/** Contents in other formats than NDJSON: kept byte for byte, converted on their way, sealed by the digest of what was sent. */
import { RECORD_FIELDS } from '../../src/domain/certificate/record';
import type { RawRecord } from '../../src/domain/certificate/record';
import { CHUNK_RECORDS_CUT as CUT, ORIGINAL_PART_BYTES } from '../../src/app/limits';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, until, type OpenedUpload, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(120_000);

const CSV = 'text/csv';
const XML = 'application/xml';

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterEach(() => door.close());

const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
const csvOf = (records: readonly RawRecord[]): Buffer =>
  Buffer.from(
    [
      RECORD_FIELDS.map(({ zh }) => cell(zh)),
      ...records.map((record) => RECORD_FIELDS.map(({ name }) => cell(record[name]))),
    ]
      .map((cells) => `${cells.join(',')}\r\n`)
      .join(''),
  );

async function openCsv(records: number): Promise<OpenedUpload> {
  const upload = await door.open(records);
  const lines = upload.content.toString().trimEnd().split('\n');
  return { ...upload, content: csvOf(lines.map((line) => JSON.parse(line) as RawRecord)) };
}

test('a CSV is kept as it was sent, in parts, and sealed by its own digest', async () => {
  const upload = await openCsv(3 * CUT);
  expect(upload.content.length).toBeGreaterThan(ORIGINAL_PART_BYTES);
  const { status, headers, body } = await door.send({
    path: upload.path,
    type: `${CSV}; charset=utf-8`,
    body: upload.content,
  });
  expect([status, headers['upload-offset'], headers['upload-complete']]).toEqual([
    201,
    String(upload.content.length),
    '?1',
  ]);
  expect(body.receipts?.map(({ records }) => records)).toEqual([CUT, CUT, CUT]);
  const kept: Buffer[] = [];
  await door.world.hub.transaction(async ({ originals }) => {
    for await (const part of originals.bodies(upload.id)) kept.push(part);
  });
  expect(kept.length).toBeGreaterThan(1);
  expect(Buffer.concat(kept).equals(upload.content)).toBe(true);
  expect(await door.send({ path: upload.path, type: CSV, body: upload.content })).toMatchObject({
    status: 200,
    body: { repeated: true },
  });
  expect(await door.seal(upload, 3)).toBe(upload.id);
  await door.world.finish(upload.id);
});

test('a CSV that breaks off goes on in its middle, without its headings, to the same digest', async () => {
  const upload = await openCsv(3 * CUT);
  const middle = behindLines(upload.content, 2 * CUT + 300) + 11;
  await door.sender.breakOff({ path: upload.path, type: CSV, body: upload.content.subarray(0, middle) });
  await until('whole chunks landed', async () => (await door.place(upload.path)).offset > 0);
  const { offset } = await door.place(upload.path);
  expect(offset).toBeLessThan(middle);
  const rest = await door.send({
    method: 'PATCH',
    path: upload.path,
    type: 'application/partial-upload',
    headers: { 'upload-offset': String(offset) },
    body: upload.content.subarray(offset),
  });
  expect([rest.status, rest.body.isComplete, rest.body.nextOffset]).toEqual([201, true, upload.content.length]);
  expect(await door.seal(upload, 3)).toBe(upload.id);
});

test('a part of a CSV lands whole rows of whole chunks only', async () => {
  const upload = await openCsv(2 * CUT + 1);
  const part = (from: number, to: number, more: Record<string, string>) =>
    door.send({
      method: 'PATCH',
      path: upload.path,
      type: CSV,
      headers: { 'upload-offset': String(from), ...more },
      body: upload.content.subarray(from, to),
    });
  const tooShort = await part(0, behindLines(upload.content, 100) - 7, { 'upload-complete': '?0' });
  expect([tooShort.status, tooShort.body.refusal?.code]).toEqual([422, 'UPLOAD_PART_TOO_SHORT']);
  expect([await door.stored(upload.id), await door.originals(upload.id)]).toEqual([[], 0]);
  const first = await part(0, behindLines(upload.content, CUT + 500) - 7, { 'upload-complete': '?0' });
  expect(first.status).toBe(201);
  const next = Number(first.headers['upload-offset']);
  expect((await part(next, upload.content.length, {})).headers['upload-complete']).toBe('?1');
  expect(await door.seal(upload, (await door.stored(upload.id)).length)).toBe(upload.id);
});

test('a faulty row leaves nothing of it, neither records nor parts', async () => {
  const upload = await openCsv(CUT + 2);
  const faulty = Buffer.concat([upload.content, Buffer.from('"a","b\r\n')]);
  const { status, body } = await door.send({ path: upload.path, type: CSV, body: faulty });
  expect([status, body.refusal?.code]).toEqual([422, 'CHUNK_MALFORMED']);
  expect([await door.stored(upload.id), await door.originals(upload.id)]).toEqual([[], 0]);
  // It may be begun anew, in another format too.
  expect((await door.send({ path: upload.path, body: '{}\n' })).status).toBe(201);
});

test('the format of an upload is fixed by what came first', async () => {
  const upload = await openCsv(2);
  await door.send({ path: upload.path, type: CSV, body: upload.content });
  for (const asked of [
    { path: upload.path, body: '{}\n' },
    { path: `${upload.path}/chunks/2`, body: '{}\n' },
  ]) {
    const { status, body } = await door.send(asked);
    expect([status, body.refusal?.code]).toEqual([409, 'UPLOAD_FORMAT_DIFFERS']);
  }
  const { status, body } = await door.send({ path: `${upload.path}/chunks/2`, type: CSV, body: upload.content });
  expect([status, body.refusal?.code]).toEqual([415, 'CONTENT_TYPE_UNSUPPORTED']);
});

test('a format that cannot go on in its middle leaves nothing when it breaks off', async () => {
  const upload = await door.open(1);
  await door.sender.breakOff({ path: upload.path, type: XML, body: '<?xml version="1.0"?><root>' });
  await until('its format is free again', async () => (await door.place(upload.path)).offset === 0);
  expect([await door.stored(upload.id), await door.originals(upload.id)]).toEqual([[], 0]);
  const { status, body, headers } = await door.send({
    method: 'PATCH',
    path: upload.path,
    type: XML,
    headers: { 'upload-offset': '10' },
    body: '</root>',
  });
  expect([status, body.refusal?.code, headers['upload-offset']]).toEqual([409, 'UPLOAD_OFFSET_DIFFERS', '0']);
});

test('blank rows without end behind the last record count as content, and nothing more comes behind them', async () => {
  const upload = await door.open(1);
  const blankRow = `${' '.repeat(30_000)}\n`;
  const body = Buffer.from(`姓名\n林\n${blankRow.repeat(700)}`);
  const whole = await door.send({ path: upload.path, type: CSV, body });
  expect([whole.status, whole.body.records, whole.body.isComplete, whole.body.nextOffset]).toEqual([
    201,
    1,
    true,
    body.length,
  ]);
  expect(await door.place(upload.path)).toEqual({ offset: body.length, complete: '?1' });
  const headers = { 'upload-offset': String(body.length) };
  expect(await door.send({ method: 'PATCH', path: upload.path, type: CSV, headers })).toMatchObject({
    status: 200,
    body: { isComplete: true, receipts: [], nextOffset: body.length },
  });
  expect(await door.seal({ ...upload, content: body }, 1)).toBe(upload.id);
});

test('behind its first fault nothing of a content is kept, however long it goes on', async () => {
  const upload = await door.open(1);
  const rows = Buffer.from(`林,${'1'.repeat(10_000)}\n`.repeat(100));
  // V8 lets some 64 MiB of what nobody holds any more pile up; what was kept would be all of it.
  const rounds = 200;
  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  const { body } = await door.send({
    path: upload.path,
    type: CSV,
    body: (async function* () {
      yield '姓名,证件号码\n林,1,2\n';
      for (let round = 0; round < rounds; round += 1) {
        yield rows;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    })(),
  });
  expect(body.refusal?.code).toBe('CHUNK_MALFORMED');
  expect(most).toBeLessThan((rounds * rows.length) / 2);
});
