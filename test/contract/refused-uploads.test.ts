/** Contents that cannot be taken: what came of them is gone again, what others sent stays. */
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
import { sampleDesk } from '../kit/sample-desk';
import { openUploadDesk, until, type UploadDesk } from '../kit/upload-desk';

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

const linesOf = (count: number): Buffer => Buffer.alloc(count * LINE.length, LINE);

/** A body whose next piece comes when it is asked for. */
function paused() {
  let go = (): void => undefined;
  const mayGo = new Promise<void>((resolve) => (go = resolve));
  return { go: () => go(), mayGo };
}

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
  const { go, mayGo } = paused();
  const first = door.send({
    path: upload.path,
    body: (async function* () {
      yield linesOf(2 * CUT + 10);
      await mayGo;
      yield BROKEN;
    })(),
  });
  await until('two chunks landed', async () => (await door.stored(upload.id)).length === 2);
  const second = await door.send({ path: upload.path, body: linesOf(CUT) });
  expect([second.status, second.body.repeated]).toEqual([200, true]);
  go();
  expect((await first).body.refusal?.code).toBe('CHUNK_MALFORMED');
  expect(await door.stored(upload.id)).toEqual([1]);
});

test('a PATCH beside a PUT that runs: each chunk lands once', async () => {
  const upload = await door.open(3 * CUT);
  const { go, mayGo } = paused();
  const middle = Math.floor(upload.content.length * 0.5);
  const first = door.send({
    path: upload.path,
    body: (async function* () {
      yield upload.content.subarray(0, middle);
      await mayGo;
      yield upload.content.subarray(middle);
    })(),
  });
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
  expect((await first).status).toBe(201);
  expect(await door.stored(upload.id)).toEqual([1, 2, 3]);
  expect(await door.seal(upload, 3)).toBe(upload.id);
});

test('a seal beside a content that is refused in the end keeps what it sealed', async () => {
  const upload = await door.open(CUT);
  const { go, mayGo } = paused();
  const first = door.send({
    path: upload.path,
    body: (async function* () {
      yield upload.content;
      yield upload.content.subarray(0, 20);
      await mayGo;
      yield BROKEN;
    })(),
  });
  await until('a chunk landed', async () => (await door.stored(upload.id)).length === 1);
  expect(await door.seal(upload, 1)).toBe(upload.id);
  go();
  expect((await first).body.refusal?.code).toBe('CHUNK_MALFORMED');
  expect(await door.stored(upload.id)).toEqual([1]);
});

test('an upload that is emptied while a content flows in is not acknowledged', async () => {
  const upload = await door.open(2 * CUT);
  const { go, mayGo } = paused();
  const middle = Math.floor(upload.content.length * 0.6);
  const first = door.send({
    path: upload.path,
    body: (async function* () {
      yield upload.content.subarray(0, middle);
      await mayGo;
      yield upload.content.subarray(middle);
    })(),
  });
  await until('a chunk landed', async () => (await door.stored(upload.id)).length === 1);
  expect((await door.send({ method: 'DELETE', path: upload.path })).status).toBe(204);
  go();
  const { status, body } = await first;
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
