/** Uploads that break off and go on, over real HTTP into a real database. */
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
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
    expect(await door.world.hub.views.upload(own, upload.id)).toMatchObject({
      state: 'OPEN',
      format: 'NDJSON',
      chunks: 2,
      records: 2,
      missing: [2],
      nextOffset: offset,
      receipts: [{ chunkNo: 1 }, { chunkNo: 3 }],
    });
    await door.send({ path: `${upload.path}/chunks/2`, body: `${lines[1]}\n` });
    expect(await door.place(upload.path)).toEqual({ offset: upload.content.length, complete: '?0' });
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
