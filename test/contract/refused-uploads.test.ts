/** Contents that cannot be taken: what came of them is gone again, what others sent stays. */
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, paused, until, type UploadDesk } from '../kit/upload-desk';
import type { Asked } from '../kit/upload-sender';

jest.setTimeout(120_000);

const MILLION = 1_000_000;
const LINE = Buffer.from('{"name":"甲"}\n');
const BROKEN = Buffer.from('{"name":"甲"\n');

const desk = sampleDesk();
let door: UploadDesk;
beforeEach(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterEach(() => door.close());

/** A content whose rest comes after `go`. */
function flowing(asked: Omit<Asked, 'body'>, [head, rest]: readonly [Buffer | string, Buffer | string]) {
  const { go, mayGo } = paused();
  const answer = door.send({
    ...asked,
    body: (async function* () {
      yield head;
      await mayGo;
      yield rest;
    })(),
  });
  return { answer, go };
}

/** Cut where `share` of it is sent. */
const cutAt = (content: Buffer, share: number): readonly [Buffer, Buffer] => {
  const at = Math.floor(content.length * share);
  return [content.subarray(0, at), content.subarray(at)];
};

const linesOf = (count: number): Buffer => Buffer.alloc(count * LINE.length, LINE);

test('a million lines with one broken in the middle: it is named, and nothing stays', async () => {
  const upload = await door.open(1);
  const at = MILLION / 2;
  const { status, body, headers } = await door.send({
    path: upload.path,
    body: Buffer.concat([linesOf(at), BROKEN, linesOf(MILLION - at - 1)]),
  });
  expect([status, body.refusal?.code, body.refusal?.placesTotal]).toEqual([422, 'CHUNK_MALFORMED', 1]);
  expect(body.refusal?.places.map(({ record }) => record)).toEqual([at + 1]);
  expect(headers['upload-offset']).toBe('0');
  expect(await door.stored(upload.id)).toEqual([]);
  // It may begin anew, in any format.
  const [{ format }] = await door.world.bench.source.query('SELECT format FROM upload WHERE id = $1', [upload.id]);
  expect(format).toBeNull();
});

test('faults in many chunks are all counted', async () => {
  const upload = await door.open(1);
  const block = Buffer.concat([linesOf(CUT - 1), BROKEN]);
  const { body } = await door.send({ path: upload.path, body: Buffer.concat(Array.from({ length: 60 }, () => block)) });
  expect([body.refusal?.placesTotal, body.refusal?.places.length]).toEqual([60, 50]);
  expect(body.refusal?.places[1]).toMatchObject({ record: 2 * CUT });
});

test('what another request was told it holds stays when the one that landed it is refused', async () => {
  const upload = await door.open(1);
  const { answer, go } = flowing({ path: upload.path }, [linesOf(2 * CUT + 10), BROKEN]);
  await until('two chunks landed', async () => (await door.stored(upload.id)).length === 2);
  const second = await door.send({ path: upload.path, body: linesOf(CUT) });
  expect([second.status, second.body.repeated]).toEqual([200, true]);
  go();
  expect((await answer).body.refusal?.code).toBe('CHUNK_MALFORMED');
  expect(await door.stored(upload.id)).toEqual([1]);
});

test('a PATCH beside a PUT that runs: each chunk lands once', async () => {
  const upload = await door.open(3 * CUT);
  const { answer, go } = flowing({ path: upload.path }, cutAt(upload.content, 0.5));
  await until('a chunk landed', async () => (await door.place(upload.path)).offset > 0);
  const { offset } = await door.place(upload.path);
  const second = await door.send({
    method: 'PATCH',
    path: upload.path,
    headers: { 'upload-offset': String(offset) },
    body: upload.content.subarray(offset),
  });
  expect([second.status, second.headers['upload-complete']]).toEqual([201, '?1']);
  go();
  expect((await answer).status).toBe(201);
  expect(await door.stored(upload.id)).toEqual([1, 2, 3]);
  expect(await door.seal(upload, 3)).toBe(upload.id);
});

test('a seal beside a content that is refused in the end keeps what it sealed', async () => {
  const upload = await door.open(CUT);
  const begun = Buffer.concat([upload.content, upload.content.subarray(0, 20)]);
  const { answer, go } = flowing({ path: upload.path }, [begun, BROKEN]);
  await until('a chunk landed', async () => (await door.stored(upload.id)).length === 1);
  expect(await door.seal(upload, 1)).toBe(upload.id);
  go();
  expect((await answer).body.refusal?.code).toBe('CHUNK_MALFORMED');
  expect(await door.stored(upload.id)).toEqual([1]);
});

test('an upload that is emptied while a content flows in is not acknowledged', async () => {
  const upload = await door.open(2 * CUT);
  const { answer, go } = flowing({ path: upload.path }, cutAt(upload.content, 0.6));
  await until('a chunk landed', async () => (await door.stored(upload.id)).length === 1);
  expect((await door.send({ method: 'DELETE', path: upload.path })).status).toBe(204);
  go();
  const { status, body } = await answer;
  expect([status, body.refusal?.code]).toEqual([409, 'UPLOAD_CHANGED']);
  expect(await door.stored(upload.id)).toEqual([]);
  expect((await door.send({ path: upload.path, body: upload.content })).status).toBe(201);
  expect(await door.seal(upload, 2)).toBe(upload.id);
});

test('content over the limit of a batch leaves nothing', async () => {
  const upload = await door.open(1);
  const { status, body, headers } = await door.send({
    path: upload.path,
    body: Buffer.from('{}\n'.repeat(MILLION + 1)),
  });
  expect([status, body.refusal?.code]).toEqual([413, 'BATCH_TOO_LARGE']);
  expect(headers['upload-limit']).toMatch(/^max-size=\d+/);
  expect(await door.stored(upload.id)).toEqual([]);
});

describe('a content whose upload changes before anything of it has landed', () => {
  const CSV = 'text/csv';
  const TABLE = '姓名\n林\n周\n';
  const begunAt = async (id: string): Promise<string> => {
    const [{ at }] = await door.world.bench.source.query(
      'SELECT stream_begun_at::text AS at FROM upload WHERE id = $1',
      [id],
    );
    return at;
  };
  const formatOf = async (id: string): Promise<string | null> => {
    const [{ format }] = await door.world.bench.source.query('SELECT format FROM upload WHERE id = $1', [id]);
    return format;
  };

  test('by another one that is refused: it lands in its own format', async () => {
    const upload = await door.open(1);
    const { go, answer } = flowing({ path: upload.path, type: CSV }, [TABLE, '吴\n']);
    await until('the format is fixed', async () => (await formatOf(upload.id)) === 'CSV');
    const other = await door.send({ path: upload.path, type: CSV, body: '姓名\n"林\n' });
    expect([other.status, await formatOf(upload.id)]).toEqual([422, null]);
    go();
    expect((await answer).status).toBe(201);
    expect(await formatOf(upload.id)).toBe('CSV');
    expect((await door.place(upload.path)).offset).toBe(Buffer.byteLength(`${TABLE}吴\n`));
  });

  test('by another one in another format: it is told so, and that one stays', async () => {
    const upload = await door.open(1);
    const { go, answer } = flowing({ path: upload.path, type: CSV }, [TABLE, '吴\n']);
    await until('the format is fixed', async () => (await formatOf(upload.id)) === 'CSV');
    await door.send({ path: upload.path, type: CSV, body: '姓名\n"林\n' });
    expect((await door.send({ path: upload.path, body: upload.content })).status).toBe(201);
    go();
    const { status, body } = await answer;
    expect([status, body.refusal?.code]).toEqual([409, 'UPLOAD_CHANGED']);
    expect([await formatOf(upload.id), await door.originals(upload.id)]).toEqual(['NDJSON', 0]);
    expect(await door.seal(upload, 1)).toBe(upload.id);
  });

  test('by its sender, who empties it: nothing of it lands any more', async () => {
    const upload = await door.open(1);
    const { go, answer } = flowing({ path: upload.path, type: CSV }, [TABLE, '吴\n']);
    await until('the format is fixed', async () => (await formatOf(upload.id)) === 'CSV');
    await door.send({ method: 'DELETE', path: upload.path });
    go();
    const { status, body } = await answer;
    expect([status, body.refusal?.code]).toEqual([409, 'UPLOAD_CHANGED']);
    expect([await door.stored(upload.id), await door.originals(upload.id)]).toEqual([[], 0]);
  });

  test('by its sender, who empties it, behind a part: the chunks of the rest do not stay alone', async () => {
    const upload = await door.open(2 * CUT + 1);
    const first = await door.send({
      method: 'PATCH',
      path: upload.path,
      headers: { 'upload-offset': '0', 'upload-complete': '?0' },
      body: upload.content.subarray(0, behindLines(upload.content, CUT)),
    });
    const offset = String(first.headers['upload-offset']);
    const begunBefore = await begunAt(upload.id);
    door.world.setNow(new Date('2026-06-30T02:00:00Z'));
    const at = Number(offset) + 50;
    const rest = [upload.content.subarray(Number(offset), at), upload.content.subarray(at)] as const;
    const headers = { 'upload-offset': offset };
    const { answer, go } = flowing({ method: 'PATCH', path: upload.path, headers }, rest);
    await until('the rest has begun', async () => (await begunAt(upload.id)) !== begunBefore);
    await door.send({ method: 'DELETE', path: upload.path });
    go();
    expect((await answer).body.refusal?.code).toBe('UPLOAD_CHANGED');
    expect(await door.stored(upload.id)).toEqual([]);
  });
});
