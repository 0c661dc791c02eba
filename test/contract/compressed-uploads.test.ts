/** Contents that come compressed: the same as uncompressed ones, bombs and damage apart. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { CHUNK_RECORDS_CUT as CUT, EXPANSION_FREE_BYTES } from '../../src/app/limits';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, until, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(120_000);

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterEach(() => door.close());

const brotli = (content: Buffer): Buffer =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } });
const CODINGS = [
  ['gzip', (content: Buffer) => gzipSync(content)],
  ['br', brotli],
] as const;

describe.each(CODINGS)('%s', (coding, compress) => {
  const headers = { 'content-encoding': coding };

  test('lands as what it was made of, and offsets count that', async () => {
    const upload = await door.open(CUT + 1);
    const whole = await door.send({ path: upload.path, headers, body: compress(upload.content) });
    expect([whole.status, whole.headers['upload-offset']]).toEqual([201, String(upload.content.length)]);
    expect(await door.seal(upload, 2)).toBe(upload.id);
  });

  test('goes on uncompressed where it broke off compressed, and the other way round', async () => {
    const upload = await door.open(3 * CUT);
    const packed = compress(upload.content);
    await door.sender.breakOff({
      path: upload.path,
      headers,
      body: packed.subarray(0, Math.floor(packed.length * 0.9)),
    });
    await until('whole chunks landed', async () => (await door.place(upload.path)).offset > 0);
    const { offset } = await door.place(upload.path);
    const part = upload.content.subarray(offset, behindLines(upload.content, 2 * CUT + 50));
    const plain = { 'upload-offset': String(offset), 'upload-complete': '?0' };
    expect((await door.send({ method: 'PATCH', path: upload.path, headers: plain, body: part })).status).toBe(201);
    const next = offset + part.length;
    const last = await door.send({
      method: 'PATCH',
      path: upload.path,
      headers: { ...headers, 'upload-offset': String(next) },
      body: compress(upload.content.subarray(next)),
    });
    expect(last.headers['upload-complete']).toBe('?1');
    expect(await door.seal(upload, (await door.stored(upload.id)).length)).toBe(upload.id);
  });

  test('a bomb is refused long before it has gone off, and nothing of it stays', async () => {
    const upload = await door.open(1);
    const bomb = compress(Buffer.alloc(EXPANSION_FREE_BYTES * 2, '{}\n'));
    expect(bomb.length).toBeLessThan(EXPANSION_FREE_BYTES / 20);
    const { status, body } = await door.send({ path: upload.path, headers, body: bomb });
    expect([status, body.refusal?.code]).toEqual([413, expect.stringMatching(/^(CONTENT_EXPANDS|BATCH_TOO_LARGE)$/)]);
    expect(await door.stored(upload.id)).toEqual([]);
  });

  test('a bomb of one endless line is refused', async () => {
    const upload = await door.open(1);
    const bomb = compress(Buffer.concat([Buffer.from('{"name":"'), Buffer.alloc(EXPANSION_FREE_BYTES * 2, 'x')]));
    const { status, body } = await door.send({ path: upload.path, headers, body: bomb });
    expect([status, body.refusal?.code]).toEqual([422, 'CHUNK_MALFORMED']);
  });

  test.each([
    ['without its end', (packed: Buffer) => packed.subarray(0, packed.length - 40)],
    ['not compressed at all', () => Buffer.from('{"name":"甲"}\n')],
  ])('%s is refused, and nothing of it stays', async (_, damaged) => {
    const upload = await door.open(2 * CUT);
    const { status, body } = await door.send({ path: upload.path, headers, body: damaged(compress(upload.content)) });
    expect([status, body.refusal?.code]).toEqual([400, 'CONTENT_CORRUPT']);
    expect(await door.stored(upload.id)).toEqual([]);
  });

  // What is damaged can come out as lines that are none before the damage shows.
  test('damage in the middle is refused, and nothing of it stays', async () => {
    const upload = await door.open(2 * CUT);
    const packed = compress(upload.content);
    const body = Buffer.concat([packed.subarray(0, 4_000), Buffer.alloc(400, 0xff), packed.subarray(4_400)]);
    const answer = await door.send({ path: upload.path, headers, body });
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.refusal?.code).toMatch(/^(CONTENT_CORRUPT|CHUNK_MALFORMED)$/);
    expect(await door.stored(upload.id)).toEqual([]);
  });
});

test('a bomb of records: refused by its ratio', async () => {
  const upload = await door.open(1);
  const line = `{"name":"${'甲'.repeat(300)}"}\n`;
  const bomb = brotli(Buffer.from(line.repeat(Math.ceil((EXPANSION_FREE_BYTES * 2) / line.length))));
  const { status, body } = await door.send({ path: upload.path, headers: { 'content-encoding': 'br' }, body: bomb });
  expect([status, body.refusal?.code]).toEqual([413, 'CONTENT_EXPANDS']);
  expect(await door.stored(upload.id)).toEqual([]);
});

test.each(['deflate', 'zstd', 'gzip, br', 'x'])('the coding %s is not taken', async (coding) => {
  const upload = await door.open(1);
  const { status, body } = await door.send({
    path: upload.path,
    headers: { 'content-encoding': coding },
    body: upload.content,
  });
  expect([status, body.refusal?.code]).toEqual([415, 'CONTENT_TYPE_UNSUPPORTED']);
});
