/** Reviews that are overdue, as the regulators above see them: by the term of the pack, or by the hub's own number. */
import { randomUUID } from 'node:crypto';
import { REVIEW_WORKING_DAYS_MAX } from '../../src/app/views';
import { createViews } from '../../src/store/views';
import { approveBatch, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { testSealer } from '../kit/test-sealer';

const NATION = { institutionCode: null, regionPrefix: '' };
const at = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

describe('overdue reviews', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
    await approveBatch(bench, { records: 1 });
    await bench.source.query(`UPDATE batch SET state = 'CITY_REVIEW', checked_at = $1`, [at('2026-06-01')]);
  });
  afterEach(() => bench.close());

  const overdueOn = async (day: string): Promise<number | undefined> => {
    const views = createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer);
    const asked = { regionPrefix: '', now: at(day) };
    const { items } = await views.compliance(NATION, asked, { first: 10, after: null });
    return items[0]?.overdueReviews;
  };
  const openTerm = (dueOn: string | null): Promise<unknown> =>
    bench.source.query(
      `INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, starts_on, days,
                             warning_days, due_on, calendars, state, basis, opened_at)
       SELECT $1, 'BATCH_CITY', 'BATCH', id::text, institution_code, region_code, 'CITY', '2026-06-01', 10, 2, $2, 0, 'OPEN',
              '{}', now() FROM batch`,
      [randomUUID(), dueOn],
    );

  test(`without a term of the pack after ${REVIEW_WORKING_DAYS_MAX} working days`, async () => {
    expect([await overdueOn('2026-06-08'), await overdueOn('2026-06-09')]).toEqual([0, 1]);
  });

  test('with one after its last day, whether or not the watch has been at it', async () => {
    await openTerm('2026-06-15');
    expect([await overdueOn('2026-06-09'), await overdueOn('2026-06-15'), await overdueOn('2026-06-16')]).toEqual([
      0, 0, 1,
    ]);
  });

  test('a term that waits for its calendar is not overdue', async () => {
    await openTerm(null);
    expect(await overdueOn('2026-12-31')).toBe(0);
  });

  test('what is decided is not counted', async () => {
    await openTerm('2026-06-02');
    await bench.source.query(`UPDATE batch SET state = 'RETURNED'`);
    expect(await overdueOn('2026-12-31')).toBe(0);
  });
});
