/** After each check and each seal the next ones are looked for: that costs what the window costs, whatever waits. */
import { MIDDLE_BATCH_RECORDS_MAX, SMALL_BATCH_RECORDS_MAX } from '../../src/app/limits';
import { workViews } from '../../src/store/views/work';
import { forwardingBench, type ForwardingBench, INSTITUTION } from '../kit/approved-batch';
import { rowsVisited } from '../kit/rows-visited';

jest.setTimeout(60_000);

const WAITING = 2_000;
const CHUNKS_OF_LARGE = 5;
const WINDOW = 8;
/** A dozen or two for each row of the window, in all parts of a plan. */
const VISITED_MAX = 40 * WINDOW;

const KINDS = ['small', 'large', 'middle'] as const;
type Kind = (typeof KINDS)[number];

describe('the look for what comes next', () => {
  let bench: ForwardingBench;
  beforeAll(async () => {
    bench = await forwardingBench();
    for (const table of ['snapshot', 'pack_set']) {
      await bench.source.query(`INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now())`);
    }
    await waiting('small', { records: SMALL_BATCH_RECORDS_MAX, chunks: 1 });
    await waiting('large', { records: MIDDLE_BATCH_RECORDS_MAX + 1, chunks: CHUNKS_OF_LARGE });
    await waiting('middle', { records: SMALL_BATCH_RECORDS_MAX + 1, chunks: 1 });
  });
  afterAll(() => bench.close());

  /** Batches of one institution and one kind, sealed one a second; the kinds one after the other. */
  async function waiting(kind: Kind, { records, chunks }: { records: number; chunks: number }): Promise<void> {
    const { source } = bench;
    await source.query(
      `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
       SELECT md5($1 || place)::uuid, $2, '510100', $1 || place, '{}', 'SEALED', now(), 'test' FROM generate_series(1, ${WAITING}) AS place`,
      [kind, INSTITUTION],
    );
    await source.query(
      `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                          content_key, snapshot_digest, pack_set_digest, sealed_at, sealed_by)
       SELECT md5($1 || place)::uuid, $2, '510100', 'P', $1 || place, 'CHECKING', $3, $4, 'd', 'SHA256', convert_to($1 || place, 'UTF8'),
              '\\x00', '\\x00', timestamptz '2026-06-30T01:00:00Z' + make_interval(days => $5, secs => place), 'test'
         FROM generate_series(1, ${WAITING}) AS place`,
      [kind, INSTITUTION, chunks, records, KINDS.indexOf(kind)],
    );
    await source.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
       SELECT md5($1 || place)::uuid, chunk_no, 1, 1, 1, '\\x00', '\\x91', now()
         FROM generate_series(1, ${WAITING}) AS place, generate_series(1, $2::int) AS chunk_no`,
      [kind, chunks],
    );
  }

  const idOf = async (kind: Kind, place: number): Promise<string> => {
    const [found] = await bench.source.query(`SELECT md5($1 || $2::int)::uuid AS id`, [kind, place]);
    return found.id;
  };

  // What waits now is in no statistics for minutes.
  describe.each(['statistics that know of nothing', 'true statistics'])('with %s', (statistics) => {
    beforeAll(async () => {
      if (statistics === 'true statistics') await bench.source.query('ANALYZE');
    });

    test.each([
      ['chunks', 'large'],
      ['small batches', 'small'],
    ] as const)('%s: it stops at the window', async (what, kind) => {
      const id = await idOf(kind, WAITING);
      const visited = await rowsVisited(bench.source, (query) => {
        const views = workViews(query);
        return what === 'chunks' ? views.nextChunks(id, WINDOW) : views.nextSmallBatches(id, WINDOW);
      });
      expect(visited).toBeGreaterThan(WINDOW);
      expect(visited).toBeLessThan(VISITED_MAX);
    });

    // One look for each that settles: those of the other size it passes by, once.
    test.each([
      ['large', VISITED_MAX],
      ['middle', WAITING + VISITED_MAX],
    ] as const)('settlements of %s batches: it stops at the window', async (size, visitedMax) => {
      await bench.source.query(
        `UPDATE chunk SET checked_at = now() FROM generate_series(1, ${WINDOW}) AS place WHERE upload_id = md5($1 || place)::uuid`,
        [size],
      );
      const id = await idOf(size, WAITING);
      const visited = await rowsVisited(bench.source, (query) => workViews(query).nextSettlements(id, size, 1));
      expect(visited).toBeGreaterThan(0);
      expect(visited).toBeLessThan(visitedMax);
    });
  });

  test('the sweep reads each waiting batch a few times, not each with each', async () => {
    const visited = await rowsVisited(bench.source, async (query) => {
      await workViews(query).dueWork(new Date(), { limit: 1_000, window: WINDOW });
    });
    expect(visited).toBeLessThan(30 * 3 * WAITING);
  });

  test('what is found is the oldest of each kind', async () => {
    const views = workViews((sql, parameters = []) => bench.source.query(sql, [...parameters]));
    const first = (kind: Kind, from: number, to: number): Promise<string[]> =>
      Promise.all(Array.from({ length: to - from + 1 }, (_, place) => idOf(kind, from + place)));
    const ids = (found: readonly { readonly batchId: string }[]): string[] => found.map(({ batchId }) => batchId);
    expect(ids(await views.nextSmallBatches(await idOf('large', 7), 3))).toEqual(await first('small', 1, 3));
    // Batches 1 to 8 are checked.
    const [ninth, tenth] = await first('large', WINDOW + 1, WINDOW + 2);
    expect(await views.nextChunks(await idOf('small', 7), CHUNKS_OF_LARGE + 2)).toEqual([
      ...Array.from({ length: CHUNKS_OF_LARGE }, (_, place) => ({ batchId: ninth, chunkNo: place + 1 })),
      { batchId: tenth, chunkNo: 1 },
      { batchId: tenth, chunkNo: 2 },
    ]);
    expect(ids(await views.nextSettlements(await idOf('small', 7), 'middle', 2))).toEqual(await first('middle', 1, 2));
    expect(ids(await views.nextSettlements(await idOf('small', 7), 'large', 20))).toEqual(
      await first('large', 1, WINDOW),
    );
  });
});
