import type { TallyFilter } from '../../src/app/forwarding-views';
import { ageBandOn } from '../../src/domain/statistics/tally';
import type { Territory } from '../../src/domain/tenancy/territory';
import { tallyViews } from '../../src/store/views/tallies';
import { approveBatch, forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';

const AT = new Date('2026-08-01T01:00:00Z');
const NATION: Territory = { institutionCode: null, regionPrefix: '' };
const PAGE = { first: 500, after: null };
const SOON_MS = 200;

/** True when `work` is still waiting after a moment. */
const waits = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([work.then(() => false), new Promise<boolean>((resolve) => setTimeout(() => resolve(true), SOON_MS))]);

describe('tallies', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const views = () => tallyViews((sql, values = []) => bench.source.query(sql, [...values]));
  const markDue = (batchId: string): Promise<void> => bench.transaction(({ tallies }) => tallies.markDue(batchId, AT));
  const recomputeDue = async (): Promise<string[]> => {
    const taken: string[] = [];
    for (;;) {
      const bucket = await bench.transaction(async ({ tallies }) => {
        const due = await tallies.takeDue();
        if (due) await tallies.recompute(due);
        return due;
      });
      if (!bucket) return taken;
      taken.push(`${bucket.period} ${bucket.regionCode}`);
    }
  };
  const sums = async (filter: TallyFilter = {}, territory = NATION): Promise<number[]> => {
    const { certificates, highSkilled } = await views().tallies(territory, filter, PAGE);
    return [certificates, highSkilled];
  };

  test('count every live certificate once, however often they are recomputed', async () => {
    const levels = ['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1'];
    const batchId = await approveBatch(bench, {
      records: 50,
      record: (line) => ({ level: levels[line % 5], issuedOn: line <= 20 ? '2026-06-30' : '2026-07-01' }),
    });
    await markDue(batchId);
    expect(await recomputeDue()).toEqual(['2026-06 510100', '2026-07 510100']);
    expect(await sums()).toEqual([50, 30]);
    await markDue(batchId);
    await markDue(batchId);
    expect(await recomputeDue()).toEqual(['2026-06 510100', '2026-07 510100']);
    expect(await sums()).toEqual([50, 30]);
    expect(await sums({ periodFrom: '2026-06', periodTo: '2026-06' })).toEqual([20, 12]);
    expect(await sums({ level: 'LEVEL_5' })).toEqual([10, 0]);
    expect(await views().tallyReconciliation(NATION)).toEqual({ tallied: 50, live: 50 });
  });

  test('show a difference until they are recomputed', async () => {
    const batchId = await approveBatch(bench, { records: 3 });
    expect(await views().tallyReconciliation(NATION)).toEqual({ tallied: 0, live: 3 });
    await bench.source.query(`UPDATE certificate SET state = 'REVOKED' WHERE line = 1`);
    await markDue(batchId);
    await recomputeDue();
    expect(await views().tallyReconciliation(NATION)).toEqual({ tallied: 2, live: 2 });
  });

  test('put every age into the band that the domain names', async () => {
    const births = [
      '2008-06-02',
      '2008-06-01',
      '2001-06-02',
      '2001-06-01',
      '1991-06-01',
      '1981-06-01',
      '1971-06-01',
      '1960-02-29',
    ];
    const exam = (line: number) => (line === births.length ? '2015-02-28' : '2026-06-01');
    const batchId = await approveBatch(bench, {
      records: births.length,
      record: (line) => ({ birthDate: births[line - 1], examDate: exam(line) }),
    });
    await markDue(batchId);
    await recomputeDue();
    const expected = new Map<string, number>();
    births.forEach((birth, index) => {
      const band = ageBandOn(birth, exam(index + 1));
      expected.set(band, (expected.get(band) ?? 0) + 1);
    });
    const { items } = await views().tallies(NATION, {}, PAGE);
    expect(new Map(items.map(({ ageBand, certificates }) => [ageBand, certificates]))).toEqual(expected);
  });

  test('stay inside the territory; an institution sees none', async () => {
    await markDue(await approveBatch(bench, { records: 2 }));
    await markDue(await approveBatch(bench, { records: 3, firstSerial: 10, regionCode: '430100' }));
    await recomputeDue();
    expect(await sums({}, { institutionCode: null, regionPrefix: '51' })).toEqual([2, 2]);
    expect(await sums({ regionCode: '430000' }, { institutionCode: null, regionPrefix: '51' })).toEqual([0, 0]);
    expect(await sums({ regionCode: '430000' })).toEqual([3, 3]);
    expect(await sums({}, { institutionCode: INSTITUTION, regionPrefix: '' })).toEqual([0, 0]);
    expect(await views().tallyReconciliation({ institutionCode: null, regionPrefix: '43' })).toEqual({
      tallied: 3,
      live: 3,
    });
  });

  test('are paged without losing a cell or a sum', async () => {
    const batchId = await approveBatch(bench, {
      records: 5,
      record: (line) => ({ occupationCode: `6-31-01-0${line}` }),
    });
    await markDue(batchId);
    await recomputeDue();
    const codes: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<ReturnType<typeof views>['tallies']>> = await views().tallies(
        NATION,
        {},
        { first: 2, after },
      );
      expect(page).toMatchObject({ total: 5, certificates: 5 });
      codes.push(...page.items.map(({ occupationCode }) => occupationCode));
      after = page.endCursor;
      if (!page.hasNext) break;
    }
    expect(codes).toEqual([1, 2, 3, 4, 5].map((number) => `6-31-01-0${number}`));
  });

  test('a bucket marked while it is recomputed is recomputed again', async () => {
    const first = await approveBatch(bench, { records: 2 });
    await markDue(first);
    let marking: Promise<void> | undefined;
    await bench.transaction(async ({ tallies }) => {
      const bucket = await tallies.takeDue();
      if (!bucket) throw new Error('The bucket was not due.');
      await tallies.recompute(bucket);
      const second = await approveBatch(bench, { records: 3, firstSerial: 10 });
      marking = markDue(second);
      expect(await waits(marking)).toBe(true);
    });
    await marking;
    expect(await recomputeDue()).toEqual(['2026-07 510100']);
    expect(await views().tallyReconciliation(NATION)).toEqual({ tallied: 5, live: 5 });
  });

  test('a bucket that a batch is marking is left until that batch has committed', async () => {
    await markDue(await approveBatch(bench, { records: 2 }));
    const second = await approveBatch(bench, { records: 3, firstSerial: 10 });
    await bench.transaction(async ({ tallies }) => {
      await tallies.markDue(second, AT);
      expect(await recomputeDue()).toEqual([]);
    });
    expect(await recomputeDue()).toEqual(['2026-07 510100']);
    expect(await views().tallyReconciliation(NATION)).toEqual({ tallied: 5, live: 5 });
  });

  test('a recomputation that fails leaves its bucket due', async () => {
    await markDue(await approveBatch(bench, { records: 2 }));
    const failing = bench.transaction(async ({ tallies }) => {
      await tallies.takeDue();
      throw new Error('The process died.');
    });
    await expect(failing).rejects.toThrow('The process died.');
    expect(await recomputeDue()).toEqual(['2026-07 510100']);
  });
});
