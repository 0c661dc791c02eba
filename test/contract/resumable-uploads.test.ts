/** Uploads that break off and go on, over real HTTP into a real database. */
import { findUpload } from '../../src/app/find-upload';
import { CHUNK_BYTES_CUT, CHUNK_RECORDS_CUT as CUT, LANDING_BYTES_MAX } from '../../src/app/limits';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, until, type OpenedUpload, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(120_000);

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterEach(() => door.close());

const refusalOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const partial = (offset: number, more: Record<string, string> = {}) => ({
  method: 'PATCH' as const,
  type: 'application/partial-upload',
  headers: { 'upload-offset': String(offset), ...more },
});

describe('a content that comes in one piece', () => {
  test('is complete, and is sealed by its digest without being read again', async () => {
    const upload = await door.open(2 * CUT + 5);
    expect(await door.place(upload.path)).toEqual({ offset: 0, complete: '?0' });
    const { status, headers, body } = await door.send({ path: upload.path, body: upload.content });
    expect([status, headers['upload-offset'], headers['upload-complete']]).toEqual([
      201,
      String(upload.content.length),
      '?1',
    ]);
    expect(body.receipts?.map(({ records }) => records)).toEqual([CUT, CUT, 5]);
    const head = await door.send({ method: 'HEAD', path: upload.path });
    expect([head.status, head.headers]).toMatchObject([
      204,
      {
        'upload-offset': String(upload.content.length),
        'upload-complete': '?1',
        'upload-length': String(upload.content.length),
        'upload-limit': 'max-size=2147483648, max-age=604800',
        'cache-control': 'no-store',
      },
    ]);
    expect(await door.seal(upload, 3)).toBe(upload.id);
    // Sent again: everything is there.
    expect(await door.send({ path: upload.path, body: upload.content })).toMatchObject({
      status: 200,
      body: { repeated: true, isComplete: true },
    });
  });

  test('sent again after another content is refused, until the upload is emptied', async () => {
    const upload = await door.open(CUT + 1);
    const other = await door.open(CUT + 1);
    await door.send({ path: upload.path, body: upload.content });
    expect(refusalOf(await door.send({ path: upload.path, body: other.content }))).toEqual([409, 'CHUNK_DIFFERS']);
    expect(await door.stored(upload.id)).toEqual([1, 2]);
    expect((await door.send({ method: 'DELETE', path: upload.path })).status).toBe(204);
    expect(await door.place(upload.path)).toEqual({ offset: 0, complete: '?0' });
    expect((await door.send({ path: upload.path, body: other.content })).status).toBe(201);
    expect(await door.seal({ ...upload, content: other.content }, 2)).toBe(upload.id);
    expect(refusalOf(await door.send({ method: 'DELETE', path: upload.path }))).toEqual([409, 'UPLOAD_SEALED']);
  });
});

describe('a content that breaks off', () => {
  const broken = async (upload: OpenedUpload, bytes: number): Promise<number> => {
    await door.sender.breakOff({ path: upload.path, body: upload.content.subarray(0, bytes) });
    await until('whole chunks landed', async () => (await door.place(upload.path)).offset > 0);
    return (await door.place(upload.path)).offset;
  };

  test('in the middle of a chunk keeps whole chunks and goes on behind them to the same digest', async () => {
    const upload = await door.open(3 * CUT);
    const offset = await broken(upload, behindLines(upload.content, 2 * CUT + 100) + 17);
    expect([behindLines(upload.content, CUT), behindLines(upload.content, 2 * CUT)]).toContain(offset);
    const rest = await door.send({ ...partial(offset), path: upload.path, body: upload.content.subarray(offset) });
    expect([rest.status, rest.headers['upload-complete'], rest.body.nextOffset]).toEqual([
      201,
      '?1',
      upload.content.length,
    ]);
    expect(await door.stored(upload.id)).toEqual([1, 2, 3]);
    expect(await door.seal(upload, 3)).toBe(upload.id);
  });

  test('may be sent again from its beginning, or from any chunk that is there', async () => {
    const upload = await door.open(3 * CUT);
    await broken(upload, behindLines(upload.content, 2 * CUT) + 1);
    const border = behindLines(upload.content, CUT);
    const again = await door.send({ ...partial(border), path: upload.path, body: upload.content.subarray(border) });
    expect([again.status, again.body.repeated]).toEqual([201, false]);
    expect(await door.send({ path: upload.path, body: upload.content })).toMatchObject({
      status: 200,
      body: { repeated: true },
    });
    expect(await door.seal(upload, 3)).toBe(upload.id);
  });

  test('goes on only at a place that the hub knows, and is told it', async () => {
    const upload = await door.open(2 * CUT);
    await door.send({ path: upload.path, body: upload.content });
    const end = String(upload.content.length);
    const wrong: Record<string, string>[] = [{}, ...['7', '-1', 'x'].map((offset) => ({ 'upload-offset': offset }))];
    for (const headers of wrong) {
      const answer = await door.send({ ...partial(0), path: upload.path, headers, body: '{}\n' });
      expect([...refusalOf(answer), answer.headers['upload-offset']]).toEqual([409, 'UPLOAD_OFFSET_DIFFERS', end]);
    }
    // The last answer was lost: nothing more comes.
    expect(await door.send({ ...partial(Number(end)), path: upload.path })).toMatchObject({
      status: 200,
      body: { isComplete: true, receipts: [] },
    });
    expect(await door.seal(upload, 2)).toBe(upload.id);
  });
});

describe('a content in parts', () => {
  test('goes on behind the last whole record of each part', async () => {
    const upload = await door.open(CUT + 700);
    const more = { 'upload-complete': '?0' };
    let offset = 0;
    let chunks = 0;
    for (const upTo of [100_000, 300_001, 700_003]) {
      const body = upload.content.subarray(offset, upTo);
      const answer = await door.send({ ...partial(offset, more), path: upload.path, body });
      expect([answer.status, answer.headers['upload-complete']]).toEqual([201, '?0']);
      const next = Number(answer.headers['upload-offset']);
      expect(next).toBe(upload.content.lastIndexOf(0x0a, upTo - 1) + 1);
      expect(next).toBeGreaterThan(offset);
      offset = next;
      chunks += 1;
    }
    const last = await door.send({ ...partial(offset), path: upload.path, body: upload.content.subarray(offset) });
    expect(last.headers['upload-complete']).toBe('?1');
    chunks += last.body.receipts?.length ?? 0;
    // Sent again in one piece it is met in the chunks that the parts made.
    expect(await door.send({ path: upload.path, body: upload.content })).toMatchObject({
      status: 200,
      body: { repeated: true, chunks },
    });
    expect(await door.seal(upload, chunks)).toBe(upload.id);
  });

  test('needs a whole record in each part', async () => {
    const upload = await door.open(1);
    const body = upload.content.subarray(0, 50);
    const answer = await door.send({ ...partial(0, { 'upload-complete': '?0' }), path: upload.path, body });
    expect(refusalOf(answer)).toEqual([422, 'UPLOAD_PART_TOO_SHORT']);
    expect(await door.place(upload.path)).toEqual({ offset: 0, complete: '?0' });
  });
});

describe('numbered chunks', () => {
  test('say which are missing, and where the content goes on', async () => {
    const upload = await door.open(3);
    const lines = upload.content.toString().split('\n');
    for (const no of [3, 1]) {
      expect((await door.send({ path: `${upload.path}/chunks/${no}`, body: `${lines[no - 1]}\n` })).status).toBe(201);
    }
    const offset = Buffer.byteLength(`${lines[0]}\n`);
    expect(await door.place(upload.path)).toEqual({ offset, complete: '?0' });
    const own = { institutionCode: '0001', regionPrefix: '' };
    expect(await findUpload(door.world.hub, own, upload.id)).toMatchObject({
      state: 'OPEN',
      format: 'NDJSON',
      chunks: 2,
      records: 2,
      missing: [2],
      nextOffset: offset,
      isComplete: false,
      receipts: [{ chunkNo: 1 }, { chunkNo: 3 }],
    });
    await door.send({ path: `${upload.path}/chunks/2`, body: `${lines[1]}\n` });
    expect(await door.place(upload.path)).toEqual({ offset: upload.content.length, complete: '?0' });
    expect(await door.seal(upload, 3)).toBe(upload.id);
  });

  test('of any size may be followed by the whole content', async () => {
    const upload = await door.open(CUT + 700);
    const first = upload.content.subarray(0, behindLines(upload.content, 3));
    const second = upload.content.subarray(first.length, behindLines(upload.content, CUT + 600));
    await door.send({ path: `${upload.path}/chunks/1`, body: first });
    await door.send({ path: `${upload.path}/chunks/2`, body: second });
    const whole = await door.send({ path: upload.path, body: upload.content });
    expect(whole.body.receipts?.map(({ records }) => records)).toEqual([3, CUT + 597, 100]);
    expect([whole.status, whole.headers['upload-complete']]).toEqual([201, '?1']);
    expect(await door.seal(upload, 3)).toBe(upload.id);
  });

  test('two senders of one chunk: the same bytes are fine, of two contents one is kept', async () => {
    const upload = await door.open(4);
    const lines = upload.content.toString().split('\n');
    const put = (no: number, line: string | undefined) =>
      door.send({ path: `${upload.path}/chunks/${no}`, body: `${line}\n` });
    const same = await Promise.all([put(1, lines[0]), put(1, lines[0])]);
    expect(same.map(({ status }) => status).sort()).toEqual([200, 201]);
    const two = await Promise.all([put(2, lines[1]), put(2, lines[2])]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(two.map((answer) => answer.body.refusal?.code)).toContain('CHUNK_DIFFERS');
    expect(await door.stored(upload.id)).toEqual([1, 2]);
  });
});

test('only its institution sends, asks and empties; to others it is not there', async () => {
  const upload = await door.open(1);
  for (const [authorization, status] of [
    ['Bearer other', 404],
    ['Bearer city', 403],
  ] as const) {
    const asked = [
      { method: 'PUT', path: upload.path },
      { method: 'PATCH', path: upload.path },
      { method: 'HEAD', path: upload.path },
      { method: 'DELETE', path: upload.path },
      { method: 'PUT', path: `${upload.path}/chunks/1` },
    ] as const;
    for (const one of asked) {
      const body = one.method === 'PUT' || one.method === 'PATCH' ? upload.content : '';
      const answer = await door.send({ ...one, body, headers: { authorization, 'upload-offset': '0' } });
      expect([one.method, answer.status, answer.headers['upload-offset']]).toEqual([one.method, status, undefined]);
    }
  }
  expect(await door.stored(upload.id)).toEqual([]);
});

describe('long records', () => {
  const LONG = Object.fromEntries(Array.from({ length: 30 }, (_, field) => [`field${field}`, 'x'.repeat(380)]));
  const lines = (count: number): Buffer =>
    Buffer.from(
      Array.from({ length: count }, (_, line) => `${JSON.stringify({ name: String(line).padEnd(9), ...LONG })}\n`).join(
        '',
      ),
    );
  const LINE_BYTES = lines(1).length;

  test('are cut by their bytes, at the same borders from wherever it goes on', async () => {
    const [whole, resumed] = [await door.open(1), await door.open(1)];
    const content = lines(700);
    const first = await door.send({ path: whole.path, body: content });
    const sizes = first.body.receipts?.map(({ records }) => records) ?? [];
    const full = Math.ceil(CHUNK_BYTES_CUT / LINE_BYTES);
    expect(sizes).toEqual([full, full, 700 - 2 * full]);

    await door.sender.breakOff({ path: resumed.path, body: content.subarray(0, full * LINE_BYTES + 100_000) });
    await until('a chunk landed', async () => (await door.place(resumed.path)).offset > 0);
    const { offset } = await door.place(resumed.path);
    await door.send({ ...partial(offset), path: resumed.path, body: content.subarray(offset) });
    const digests = (id: string) =>
      door.world.bench.source.query(
        `SELECT records, encode(digest, 'hex') FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`,
        [id],
      );
    expect(await digests(resumed.id)).toEqual(await digests(whole.id));
    expect(await door.send({ path: resumed.path, body: content })).toMatchObject({
      status: 200,
      body: { repeated: true },
    });
  });

  test('of a stream whose rows wait: no more of them are taken than may be under way', async () => {
    const upload = await door.open(1);
    const piece = lines(300);
    let taken = 0;
    const { source } = door.world.bench;
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE chunk IN EXCLUSIVE MODE');
    const before = process.memoryUsage().arrayBuffers;
    const sent = door.send({
      path: upload.path,
      body: (async function* () {
        for (; taken < 40; taken += 1) yield piece;
      })(),
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const held = process.memoryUsage().arrayBuffers - before;
    const takenThen = taken;
    await runner.rollbackTransaction();
    await runner.release();
    expect((await sent).status).toBe(201);
    expect(takenThen * piece.length).toBeLessThan(3 * LANDING_BYTES_MAX);
    expect(held).toBeLessThan(5 * LANDING_BYTES_MAX);
  });
});
