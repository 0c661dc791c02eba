/** Every kind of bad input at the door: a typed answer in both languages, nothing half stored, and the right content is taken. */
import { randomUUID } from 'node:crypto';
import files from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { CHUNK_RECORDS_CUT as CUT, EXPANSION_FREE_BYTES, LINE_BYTES_MAX } from '../../src/app/limits';
import { xlsxSample } from '../kit/format-samples';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, paused, until, type OpenedUpload, type UploadDesk } from '../kit/upload-desk';
import type { Asked } from '../kit/upload-sender';

jest.setTimeout(120_000);

const STALL_MS = 500;
const LINE = Buffer.from('{"name":"甲"}\n');
const BROKEN = Buffer.from('{"name":"甲"\n');

const desk = sampleDesk();
let door: UploadDesk;
const ends: (() => void)[] = [];
beforeAll(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'), { bodyStallMs: STALL_MS });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await door.world.bench.source.query('DROP TRIGGER IF EXISTS disk_full ON upload_original');
});
afterAll(() => door.close());

type Given = Omit<Asked, 'path'> & { readonly path?: string };
interface BadInput {
  readonly told: readonly [status: number, code: string];
  /** Numbers of the records that are named. */
  readonly named?: readonly number[];
  readonly make: (upload: OpenedUpload) => Given | Promise<Given>;
}

const gzip = (body: Buffer): Given => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) });
const br = (body: Buffer): Given => ({
  headers: { 'content-encoding': 'br' },
  body: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }),
});
const repeated = (line: Buffer, bytes: number): Buffer =>
  Buffer.alloc(Math.ceil(bytes / line.length) * line.length, line);
/** That do not become much smaller. */
const randomLines = (count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => `{"name":"${randomUUID()}"}\n`).join(''));
const bomb = (): Buffer => repeated(Buffer.from(`{"name":"${'甲'.repeat(300)}"}\n`), EXPANSION_FREE_BYTES * 2);
const cutShort = (given: Given): Given => ({
  ...given,
  body: Buffer.isBuffer(given.body) ? given.body.subarray(0, -40) : '',
});
const workbookOf = ({ content }: OpenedUpload): Given => {
  const records = content.toString().trimEnd().split('\n');
  return { type: xlsxSample.contentType, body: xlsxSample.write(records.map((line) => JSON.parse(line) as never)) };
};

/** The next file that is opened lies on a device that is always full (Linux, full(4)). */
function fullTemporaryDisk(): void {
  const { open } = files;
  const opened = jest.spyOn(files, 'open').mockImplementationOnce(() => open('/dev/full', 'w+'));
  ends.push(() => opened.mockRestore());
}
const fullDatabaseDisk = (): Promise<unknown> =>
  door.world.bench.source.query(`
    CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
    END $$;
    CREATE OR REPLACE TRIGGER disk_full BEFORE INSERT ON upload_original FOR EACH ROW EXECUTE FUNCTION disk_full()`);

async function* standsStill(content: Buffer): AsyncGenerator<Buffer> {
  const { go, mayGo } = paused();
  ends.push(go);
  yield content;
  await mayGo;
}

const BAD: Readonly<Record<string, BadInput>> = {
  'a bomb of gzip': { told: [413, 'CONTENT_EXPANDS'], make: () => gzip(bomb()) },
  'a bomb of brotli': { told: [413, 'CONTENT_EXPANDS'], make: () => br(bomb()) },
  'gzip without its end': { told: [400, 'CONTENT_CORRUPT'], make: ({ content }) => cutShort(gzip(content)) },
  'brotli without its end': { told: [400, 'CONTENT_CORRUPT'], make: ({ content }) => cutShort(br(content)) },
  'what is said to be gzip and is not': {
    told: [400, 'CONTENT_CORRUPT'],
    make: ({ content }) => ({ headers: { 'content-encoding': 'gzip' }, body: content }),
  },
  'a coding that the hub does not know': {
    told: [415, 'CONTENT_TYPE_UNSUPPORTED'],
    make: ({ content }) => ({ headers: { 'content-encoding': 'zstd' }, body: content }),
  },
  'a broken line in the middle': {
    told: [422, 'CHUNK_MALFORMED'],
    named: [3 * CUT + 1],
    make: () => ({ body: Buffer.concat([repeated(LINE, 3 * CUT * LINE.length), BROKEN, repeated(LINE, CUT)]) }),
  },
  'a line without an end': {
    told: [422, 'CHUNK_MALFORMED'],
    named: [CUT + 1],
    make: () => ({ body: Buffer.concat([repeated(LINE, CUT * LINE.length), Buffer.alloc(LINE_BYTES_MAX * 9, 'x')]) }),
  },
  'faults, and behind them a line without an end': {
    told: [422, 'CHUNK_MALFORMED'],
    named: [2, CUT + 2, CUT + 4],
    make: () => ({
      body: Buffer.concat([
        LINE,
        BROKEN,
        repeated(LINE, (CUT - 1) * LINE.length),
        BROKEN,
        LINE,
        Buffer.alloc(LINE_BYTES_MAX * 9, 'x'),
      ]),
    }),
  },
  'faults, and behind them more than a chunk may have': {
    told: [413, 'CHUNK_TOO_LARGE'],
    named: [2],
    make: ({ path }) => ({
      path: `${path}/chunks/1`,
      body: Buffer.concat([LINE, BROKEN, repeated(LINE, 20_000 * LINE.length)]),
    }),
  },
  'a fault in what is cut short': {
    told: [400, 'CONTENT_CORRUPT'],
    named: [2],
    make: () => cutShort(gzip(Buffer.concat([LINE, BROKEN, randomLines(2_000)]))),
  },
  'nothing at all': { told: [422, 'CHUNK_EMPTY'], make: () => ({ body: '' }) },
  'a stream that stands still': {
    told: [408, 'BODY_STALLED'],
    make: ({ content }) => ({ body: standsStill(content.subarray(0, 100_000)) }),
  },
  'a byte where nothing can go on': {
    told: [409, 'UPLOAD_OFFSET_DIFFERS'],
    make: ({ content }) => ({ method: 'PATCH', headers: { 'upload-offset': '4711' }, body: content.subarray(4_711) }),
  },
  'a part without a whole record': {
    told: [422, 'UPLOAD_PART_TOO_SHORT'],
    make: ({ content }) => ({ headers: { 'upload-complete': '?0' }, body: content.subarray(0, 20) }),
  },
  'a chunk number that is none': {
    told: [422, 'CHUNK_NUMBER_INVALID'],
    make: ({ path, content }) => ({ path: `${path}/chunks/0`, body: content }),
  },
  'a numbered chunk of too many records': {
    told: [413, 'CHUNK_TOO_LARGE'],
    make: ({ path }) => ({ path: `${path}/chunks/1`, body: repeated(LINE, 20_001 * LINE.length) }),
  },
  'a workbook while the disk for temporary files is full': {
    told: [507, 'STORAGE_FULL'],
    make: (upload) => {
      fullTemporaryDisk();
      return workbookOf(upload);
    },
  },
  'a workbook while the disk of the database is full': {
    told: [507, 'STORAGE_FULL'],
    make: async (upload) => {
      await fullDatabaseDisk();
      return workbookOf(upload);
    },
  },
};

const BILINGUAL = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]{3}/) };

test.each(Object.entries(BAD))('%s', async (_what, { told, named = [], make }) => {
  const upload = await door.open(CUT + 1);
  const { status, body } = await door.send({ path: upload.path, ...(await make(upload)) });
  expect([status, body.refusal?.code]).toEqual(told);
  expect(body.refusal).toMatchObject({ message: BILINGUAL, remedy: BILINGUAL });
  expect(body.refusal?.places.map(({ record }) => record)).toEqual(named);
  for (const end of ends.splice(0)) end();
  await door.world.bench.source.query('DROP TRIGGER IF EXISTS disk_full ON upload_original');

  expect([await door.stored(upload.id), await door.originals(upload.id)]).toEqual([[], 0]);
  const [{ format, content }] = await door.world.bench.source.query(
    'SELECT format, content_chunks AS content FROM upload WHERE id = $1',
    [upload.id],
  );
  expect([format, content]).toEqual([null, null]);
  expect((await door.send({ path: upload.path, body: upload.content })).status).toBe(201);
  expect(await door.seal(upload, 2)).toBe(upload.id);
});

test('a stream that stands still behind whole chunks leaves them, and goes on from there', async () => {
  const upload = await door.open(3 * CUT);
  const body = standsStill(upload.content.subarray(0, behindLines(upload.content, 2 * CUT + 100) + 5));
  const stalled = await door.send({ path: upload.path, body });
  expect([stalled.status, stalled.body.refusal?.code]).toEqual([408, 'BODY_STALLED']);
  await until('whole chunks landed', async () => (await door.stored(upload.id)).length === 2);
  const { offset } = await door.place(upload.path);
  expect(offset).toBe(behindLines(upload.content, 2 * CUT));
  const rest = await door.send({
    method: 'PATCH',
    path: upload.path,
    headers: { 'upload-offset': String(offset) },
    body: upload.content.subarray(offset),
  });
  expect([rest.status, rest.headers['upload-complete']]).toEqual([201, '?1']);
  expect(await door.seal(upload, 3)).toBe(upload.id);
});
