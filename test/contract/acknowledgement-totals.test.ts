/** Totals of acknowledgements are summed, not counted: they say what the pages hold, for every filter and territory. */
import { randomUUID } from 'node:crypto';
import type { DeliveryFilter, ForwardingViews } from '../../src/app/forwarding-views';
import type { Territory } from '../../src/domain/tenancy/territory';
import { createViews } from '../../src/store/views';
import { approveBatch, FEED, forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';
import { testSealer } from '../kit/test-sealer';

const NATION: Territory = { institutionCode: null, regionPrefix: '' };
const PROVINCE: Territory = { institutionCode: null, regionPrefix: '51' };
const OTHER_PROVINCE: Territory = { institutionCode: null, regionPrefix: '43' };
const OWN: Territory = { institutionCode: INSTITUTION, regionPrefix: '' };
const PAGE_ROWS = 3;

describe('totals of acknowledgements', () => {
  let bench: ForwardingBench;
  let views: Pick<ForwardingViews, 'acknowledgements' | 'deliveries'>;
  let batchIds: readonly string[];
  beforeEach(async () => {
    bench = await forwardingBench();
    views = createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer);
    batchIds = [
      await approveBatch(bench, { records: 5, firstSerial: 1 }),
      await approveBatch(bench, { records: 4, firstSerial: 100, regionCode: '430100' }),
    ];
    for (const id of batchIds) {
      await bench.transaction(({ deliveries }) => deliveries.createForBatch(FEED, id, new Date(), randomUUID));
    }
    await bench.source.query(
      `UPDATE delivery_item SET state = CASE right(certificate_no, 1) WHEN '1' THEN 'REFUSED' WHEN '2' THEN 'PENDING' ELSE 'ACCEPTED' END`,
    );
  });
  afterEach(() => bench.close());

  /** Turns all pages; answers how many rows they hold and what the first said of that. */
  const walked = async (territory: Territory, filter: DeliveryFilter): Promise<{ rows: number; total: number }> => {
    let rows = 0;
    let total: number | undefined;
    for (let after: string | null = null; ;) {
      const page = await views.acknowledgements(territory, filter, { first: PAGE_ROWS, after });
      rows += page.items.length;
      total ??= page.total;
      expect(page.total).toBe(total);
      after = page.endCursor;
      if (!page.hasNext) return { rows, total };
    }
  };

  test.each<[string, Territory, DeliveryFilter, number]>([
    ['everything', NATION, {}, 9],
    ['of a province', PROVINCE, {}, 5],
    ['of another province', OTHER_PROVINCE, {}, 4],
    ['of an institution', OWN, {}, 9],
    ['accepted', NATION, { state: 'ACCEPTED' }, 5],
    ['accepted in a province', PROVINCE, { state: 'ACCEPTED' }, 3],
    ['refused', NATION, { state: 'REFUSED' }, 2],
    ['refused in another province', OTHER_PROVINCE, { state: 'REFUSED' }, 1],
    ['open', PROVINCE, { state: 'PENDING' }, 1],
    ['of a feed', NATION, { feed: FEED.name }, 9],
    ['of a feed that is none', NATION, { feed: 'nobody' }, 0],
    ['of a batch that is none', NATION, { batchId: 'no batch' }, 0],
  ])('%s', async (_, territory, filter, expected) => {
    expect(await walked(territory, filter)).toEqual({ rows: expected, total: expected });
  });

  test('of a batch', async () => {
    const [batchId] = batchIds;
    expect(await walked(NATION, { batchId })).toEqual({ rows: 5, total: 5 });
    expect(await walked(NATION, { batchId, state: 'REFUSED' })).toEqual({ rows: 1, total: 1 });
    expect(await walked(OTHER_PROVINCE, { batchId })).toEqual({ rows: 0, total: 0 });
    expect((await views.deliveries(NATION, {}, { first: 1, after: null })).total).toBe(2);
    expect((await views.deliveries(PROVINCE, { batchId }, { first: 1, after: null })).total).toBe(1);
  });
});
