/** Where an upload stands: the same whoever asks and however, found without a look at every chunk, and kept once it was told. */
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import type { RawRecord } from '../../src/domain/certificate/record';
import { standingOf } from '../../src/domain/intake/standing';
import { appendRecords } from '../../src/app/append-records';
import { findUpload } from '../../src/app/find-upload';
import { CHUNK_RECORDS_CUT as CUT } from '../../src/app/limits';
import { SAMPLE_INSTITUTION } from '../kit/checking-hub';
import { csvSample, type FormatSample, ndjsonSample, xlsxSample } from '../kit/format-samples';
import { sampleDesk } from '../kit/sample-desk';
import { behindLines, openUploadDesk, paused, until, type OpenedUpload, type UploadDesk } from '../kit/upload-desk';

jest.setTimeout(120_000);

const OWN = { institutionCode: '0001', regionPrefix: '' };
const LINE = '{"name":"甲"}\n';

const desk = sampleDesk();
let door: UploadDesk;
beforeAll(async () => {
  door = await openUploadDesk(desk, new Date('2026-06-30T01:00:00Z'));
});
afterAll(() => door.close());
afterEach(() => jest.restoreAllMocks());

const recordsOf = ({ content }: OpenedUpload): RawRecord[] =>
  content
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RawRecord);

async function opened(sample: FormatSample, records: number): Promise<OpenedUpload> {
  const upload = await door.open(records);
  return { ...upload, content: sample.write(recordsOf(upload)) };
}

/** What GraphQL shows of it, as HEAD says it. */
async function shown(id: string): Promise<{ offset: number | undefined; complete: string }> {
  const upload = await findUpload(door.world.hub, OWN, id);
  return { offset: upload?.nextOffset, complete: upload?.isComplete === true ? '?1' : '?0' };
}

/** Statements and rows that came back, while `work` runs. */
async function asked(work: () => Promise<unknown>): Promise<{ readonly statements: string[]; readonly rows: number }> {
  const statements: string[] = [];
  let rows = 0;
  const send: unknown = Reflect.get(Client.prototype, 'query');
  if (typeof send !== 'function') throw new Error('pg sends queries by something else.');
  jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]): unknown {
    const answer: unknown = Reflect.apply(send, this, given);
    statements.push(String(given[0]));
    if (answer instanceof Promise) {
      return answer.then((result: { rows?: unknown[] }) => {
        rows += result.rows?.length ?? 0;
        return result;
      });
    }
    return answer;
  } as never);
  await work();
  jest.restoreAllMocks();
  return { statements, rows };
}

/** Chunks of one record, so many times, under these numbers. */
async function fill(id: string, numbers: readonly number[]): Promise<void> {
  await door.world.bench.source.query(`UPDATE upload SET format = 'NDJSON' WHERE id = $1`, [id]);
  await door.world.bench.source.query(
    `INSERT INTO chunk (upload_id, chunk_no, records, bytes, digest, body, received_at)
     SELECT $1, chunk_no, 1 + chunk_no % 3, 100 + chunk_no, sha256(chunk_no::text::bytea), '\\x', now()
       FROM unnest($2::int[]) AS chunk_no`,
    [id, numbers],
  );
}

describe.each([
  ['NDJSON', ndjsonSample],
  ['CSV', csvSample],
  ['XLSX', xlsxSample],
])('%s', (_name, sample) => {
  test('GraphQL says what HEAD says: before it came, in its middle, at its end and when it is sealed', async () => {
    const upload = await opened(sample, 3 * CUT);
    const places = [await door.place(upload.path)];
    expect([await shown(upload.id)]).toEqual(places);
    const { go, mayGo } = paused();
    const sent = door.send({
      path: upload.path,
      type: sample.contentType,
      body: (async function* () {
        yield upload.content.subarray(0, -10);
        await mayGo;
        yield upload.content.subarray(-10);
      })(),
    });
    await until('something landed', async () => {
      const landed = [(await door.stored(upload.id)).length, await door.originals(upload.id)];
      return landed.some((count) => count > 0) || sample === xlsxSample;
    });
    await until('a look between two landings', async () => {
      const before = await door.place(upload.path);
      const told = await shown(upload.id);
      if (!isDeepStrictEqual(before, await door.place(upload.path))) return false;
      expect(told).toEqual(before);
      return true;
    });
    go();
    expect((await sent).status).toBe(201);
    const end = { offset: upload.content.length, complete: '?1' };
    expect([await door.place(upload.path), await shown(upload.id)]).toEqual([end, end]);
    expect(await door.seal(upload, 3)).toBe(upload.id);
    expect([await door.place(upload.path), await shown(upload.id)]).toEqual([end, end]);
  });
});

test('a workbook of which chunks were left begins again: nobody is told another byte', async () => {
  const upload = await opened(xlsxSample, 3);
  await fill(upload.id, [1, 2]);
  await door.world.bench.source.query(`UPDATE upload SET format = 'XLSX' WHERE id = $1`, [upload.id]);
  const beginning = { offset: 0, complete: '?0' };
  expect([await door.place(upload.path), await shown(upload.id)]).toEqual([beginning, beginning]);
});

test.each([
  ['none', []],
  ['one', [1]],
  ['a gap at the beginning', [2, 3]],
  ['gaps', [1, 2, 3, 5, 6, 9, 12]],
])('the database counts as the domain does: %s', async (_what, numbers) => {
  const upload = await door.open(1);
  await fill(upload.id, numbers);
  const { held, standing, borders } = await door.world.hub.transaction(async ({ chunks }) => {
    const all = await chunks.held(upload.id, { first: 1, last: 100 });
    const standing = await chunks.standing(upload.id);
    const borders: unknown[] = [];
    for (let count = 0; count <= all.length; count += 1) {
      const before = standingOf(all.slice(0, count));
      borders.push(
        before.missing.length > 0 || before.nextOffset > standing.nextOffset
          ? 'behind a gap'
          : [await chunks.borderAt(upload.id, before.nextOffset), before],
      );
    }
    expect(await chunks.borderAt(upload.id, 7)).toBeUndefined();
    return { held: all, standing, borders };
  });
  expect(standing).toEqual(standingOf(held));
  for (const told of borders) {
    if (typeof told === 'string') continue;
    const [border, { chunks, nextOffset, records }] = told as [unknown, ReturnType<typeof standingOf>];
    expect(border).toEqual({ chunkNo: chunks, offset: nextOffset, records });
  }
});

test('HEAD waits for nobody and writes nothing', async () => {
  const upload = await door.open(1);
  await fill(upload.id, [1, 2]);
  const runner = door.world.bench.source.createQueryRunner();
  await runner.startTransaction();
  await runner.query('SELECT FROM upload WHERE id = $1 FOR UPDATE', [upload.id]);
  const { statements } = await asked(async () => {
    expect(await door.place(upload.path)).toEqual({ offset: 203, complete: '?0' });
  });
  await runner.rollbackTransaction();
  await runner.release();
  expect(statements.length).toBeGreaterThan(2);
  expect(statements.filter((sql) => /\b(INSERT|UPDATE|DELETE|FOR SHARE|FOR UPDATE)\b/.test(sql))).toEqual([]);
});

test('a numbered chunk costs the same rows whatever the upload holds', async () => {
  const rows: number[] = [];
  for (const held of [1, 600]) {
    const upload = await door.open(1);
    await fill(
      upload.id,
      Array.from({ length: held }, (_, index) => index + 1),
    );
    const cost = await asked(async () => {
      const { status, body } = await door.send({ path: `${upload.path}/chunks/${held + 1}`, body: LINE });
      expect([status, body.chunks]).toEqual([201, held + 1]);
    });
    rows.push(cost.rows);
  }
  expect(rows[1]).toBe(rows[0]);
  expect(rows[0]).toBeGreaterThan(3);
  expect(rows[0]).toBeLessThan(20);
});

describe('typed lists', () => {
  const append = async (id: string, chunkNo: number) => {
    const { records } = desk.batch({ records: 1 });
    return appendRecords(door.world.hub, SAMPLE_INSTITUTION, { uploadId: id, chunkNo, records });
  };

  test('go side by side with others, once one has said of what format the upload is', async () => {
    const upload = await door.open(1);
    expect(await append(upload.id, 1)).toMatchObject({ kind: 'appended', repeated: false });
    const runner = door.world.bench.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM upload WHERE id = $1 FOR SHARE', [upload.id]);
    expect(await append(upload.id, 2)).toMatchObject({ kind: 'appended', repeated: false });
    await runner.rollbackTransaction();
    await runner.release();
    expect(await door.stored(upload.id)).toEqual([1, 2]);
  });

  test('begin an upload many at a time', async () => {
    const upload = await door.open(1);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((chunkNo) => append(upload.id, chunkNo)));
    expect(answers.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'appended'));
    expect(await door.stored(upload.id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await findUpload(door.world.hub, OWN, upload.id))?.format).toBe('NDJSON');
  });

  test('do not go into another format', async () => {
    const upload = await opened(csvSample, 1);
    await door.send({ path: upload.path, type: 'text/csv', body: upload.content });
    expect(await append(upload.id, 2)).toMatchObject({ kind: 'refused', code: 'UPLOAD_FORMAT_DIFFERS' });
  });
});

test.each([
  ['NDJSON', ndjsonSample, 0],
  ['CSV', csvSample, 1],
])('%s: what a stream went on behind is not taken back by the one that brought it', async (_name, sample, headings) => {
  const upload = await opened(sample, 3 * CUT);
  const { go, mayGo } = paused();
  const middle = behindLines(upload.content, headings + 2 * CUT + 10);
  const first = door.send({
    path: upload.path,
    type: sample.contentType,
    body: (async function* () {
      yield upload.content.subarray(0, middle);
      await mayGo;
      yield Buffer.from('"broken\n');
    })(),
  });
  await until('two chunks landed', async () => (await door.stored(upload.id)).length === 2);
  const { offset } = await door.place(upload.path);
  const rest = await door.send({
    method: 'PATCH',
    path: upload.path,
    type: 'application/partial-upload',
    headers: { 'upload-offset': String(offset) },
    body: upload.content.subarray(offset),
  });
  expect([rest.status, rest.body.isComplete]).toEqual([201, true]);
  go();
  expect((await first).status).toBe(422);
  expect(await door.stored(upload.id)).toEqual([1, 2, 3]);
  expect(await door.place(upload.path)).toEqual({ offset: upload.content.length, complete: '?1' });
  expect(await door.seal(upload, 3)).toBe(upload.id);
});

test.each([
  ['a few', 5],
  ['more than a chunk has records', CUT + 700],
])(
  'a table that breaks off in blank rows, %s, goes on in its middle and is met again from its beginning',
  async (_what, blanks) => {
    const bare = await opened(csvSample, CUT);
    const upload = { ...bare, content: Buffer.concat([bare.content, Buffer.from('\r\n'.repeat(blanks))]) };
    for (const again of ['PUT', 'PATCH'] as const) {
      await door.send({ method: 'DELETE', path: upload.path });
      await door.sender.breakOff({ path: upload.path, type: 'text/csv', body: upload.content.subarray(0, -3) });
      await until('a chunk landed', async () => (await door.place(upload.path)).offset > 0);
      const offset = again === 'PATCH' ? (await door.place(upload.path)).offset : 0;
      const rest = await door.send({
        method: again,
        path: upload.path,
        type: 'text/csv',
        headers: { 'upload-offset': String(offset) },
        body: upload.content.subarray(offset),
      });
      expect([rest.body.refusal?.code, rest.body.isComplete]).toEqual([undefined, true]);
      expect(await door.place(upload.path)).toEqual({ offset: upload.content.length, complete: '?1' });
    }
    expect(await door.send({ path: upload.path, type: 'text/csv', body: upload.content })).toMatchObject({
      status: 200,
      body: { repeated: true, isComplete: true },
    });
    expect(await door.seal(upload, 1)).toBe(upload.id);
  },
);
