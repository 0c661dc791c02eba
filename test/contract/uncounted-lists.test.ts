/** Who turns the pages of a long list and does not look at its total pays for the page alone. */
import { territoryOf } from '../../src/domain/tenancy/territory';
import type { PageRequest } from '../../src/app/paging';
import type { Views } from '../../src/app/views';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { rowsVisited } from '../kit/rows-visited';
import { testSealer } from '../kit/test-sealer';
import { PROVINCE, waitingBatch } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const RECORDS = 2_000;
const FIRST = 10;
const TERRITORY = territoryOf(PROVINCE);

type Pages = (views: Views, page: PageRequest) => Promise<unknown>;

describe('lists that nobody counts', () => {
  let bench: ForwardingBench;
  let batchId: string;
  beforeAll(async () => {
    bench = await forwardingBench();
    batchId = await waitingBatch(bench, { records: RECORDS, firstSerial: 1 });
    await waitingBatch(bench, { records: 1, firstSerial: RECORDS + 1 });
    await bench.source.query('ANALYZE');
  });
  afterAll(() => bench.close());

  const lists: readonly [name: string, pages: Pages][] = [
    ['records of a batch', (views, page) => views.records(TERRITORY, batchId, {}, page)],
    ['batches', (views, page) => views.batches(TERRITORY, {}, page)],
  ];

  test.each(lists)('%s: the page is the same, and its total no number', async (_, pages) => {
    const views = createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer);
    const counted = await pages(views, { first: FIRST, after: null });
    expect(counted).toMatchObject({ total: expect.any(Number) });
    expect(await pages(views, { first: FIRST, after: null, withTotal: false })).toEqual({
      ...Object(counted),
      total: Number.NaN,
    });
    const after = String(Reflect.get(Object(counted), 'endCursor'));
    const next = await pages(views, { first: FIRST, after });
    expect(await pages(views, { first: FIRST, after, withTotal: false })).toEqual({
      ...Object(next),
      total: Number.NaN,
    });
  });

  test('of records no more is read than the page holds', async () => {
    const visited = (withTotal: boolean): Promise<number> =>
      rowsVisited(bench.source, (query) =>
        createViews(query, testSealer).records(TERRITORY, batchId, {}, { first: FIRST, after: null, withTotal }),
      );
    expect(await visited(true)).toBeGreaterThan(RECORDS);
    expect(await visited(false)).toBeLessThan(10 * FIRST);
  });
});
