/** What stands again after an end was taken back: terms of renewals, venues, notices, and ends of the same day. On a real database. */
import { randomUUID } from 'node:crypto';
import { confirmMeasure } from '../../src/app/publications/decide-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { publishEnding } from '../../src/app/publications/publish-ending';
import { watchRegistry } from '../../src/app/publications/watch-registry';
import type { ApplicationState } from '../../src/domain/application/application';
import {
  CITY,
  CODE,
  endingBench,
  type EndingBench,
  FORGED,
  PAGE,
  PROVINCE,
  SECOND_CITY,
  SECOND_PROVINCE,
  TAKEN_BACK,
  VENUE,
} from '../kit/ending-bench';
import { applicantOf, applicationOf, filingRow, itemWish, siteWish } from '../kit/filing-cases';
import { samplePacks } from '../kit/sample-record';

jest.setTimeout(30_000);

let bench: EndingBench;
beforeEach(async () => {
  bench = await endingBench();
  await bench.filedIn('350100');
}, 60_000);
afterEach(() => bench.close());

const F1 = { filingIds: ['F1'] };
const statesOf = async (term: string): Promise<readonly string[]> => {
  const rows = await bench.source.query(`SELECT state FROM deadline WHERE term = $1 ORDER BY opened_at, subject_id`, [
    term,
  ]);
  return rows.map(({ state }: { state: string }) => state);
};

describe('the term of a renewal', () => {
  const watchedOn = async (day: string) => {
    bench.setDay(day);
    await watchRegistry(bench.hub, { day });
    return statesOf('RENEWAL');
  };
  const applied = (state: ApplicationState) =>
    bench.store(applicationOf(randomUUID(), { kind: 'RENEWAL', institutionCode: CODE, state, content: F1 }));
  const lifted = async (): Promise<void> => {
    await bench.decided({ ...FORGED, ...F1, kind: 'SUSPENSION' }, CITY, SECOND_CITY);
    await bench.decided({ ...TAKEN_BACK, ...F1, reasonCode: 'RECTIFIED', reason: '整改合格' }, CITY, SECOND_CITY);
  };

  test('that was met stays met when a suspension is lifted', async () => {
    expect(await watchedOn('2028-01-04')).toEqual(['OPEN']);
    await bench.source.query(`UPDATE deadline SET state = 'MET', next_on = NULL`);
    await lifted();
    expect(await watchedOn('2028-01-05')).toEqual(['MET']);
  });

  test.each(['SUBMITTED', 'APPROVED'] as const)('does not open for a filing whose renewal is %s', async (state) => {
    expect(await watchedOn('2028-01-04')).toEqual(['OPEN']);
    await bench.decided({ ...VENUE, ...F1 }, CITY, SECOND_CITY);
    await applied(state);
    await bench.decided({ ...TAKEN_BACK, ...F1 }, CITY, SECOND_CITY);
    expect(await watchedOn('2028-01-05')).toEqual(['CANCELLED']);
    // It comes to nothing: the filing is told again.
    await bench.source.query(`UPDATE application SET state = 'RETURNED'`);
    expect(await watchedOn('2028-01-06')).toEqual(['CANCELLED', 'OPEN']);
  });
});

describe('闽劳鉴〔2023〕10号 第十二条: a venue and occupation is filed by one institution', () => {
  const SITE = 'S000035000001';
  const site = (code: string, institutionCode: string, venue: string) => ({
    ...{ code, institutionCode, venue, regionCode: '350100', name: '考点', from: '2025-01-01', to: null },
  });
  const OTHER = { ...applicantOf(2, { regionCode: '350100' }), code: '0002', names: [] };
  const filedByOther = (change: Parameters<typeof filingRow>[1]) =>
    bench.save({
      institutions: [OTHER],
      sites: [site('S000035000002', '0002', 'hall')],
      filings: [filingRow('X1', { institutionCode: '0002', from: '2026-06-02', to: '2029-06-01', ...change })],
    });
  const taken = {
    code: 'MEASURE_DOES_NOT_FIT',
    places: [{ field: 'filingIds', message: { zh: expect.stringMatching(`备案 F1 .*${SITE}.*第十二条`) } }],
  };
  const back = () => proposeMeasure(bench.hub, CITY, { ...TAKEN_BACK, ...F1 });
  beforeEach(async () => {
    await bench.save({ sites: [site(SITE, CODE, 'hall')] });
    await bench.decided({ ...VENUE, ...F1 }, CITY, SECOND_CITY);
    bench.setDay('2026-06-02');
  });

  test('so no end is taken back where another filed it meanwhile', async () => {
    await filedByOther({});
    expect(await back()).toMatchObject(taken);
    // Where none is named it is about those that fit: here none is left.
    expect(await proposeMeasure(bench.hub, CITY, TAKEN_BACK)).toMatchObject({ code: 'MEASURE_DOES_NOT_FIT' });
  });

  test('also between proposal and confirmation', async () => {
    const measureId = await bench.proposed({ ...TAKEN_BACK, ...F1 }, CITY);
    await filedByOther({});
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject(taken);
    expect(await bench.stops()).toEqual([['TERMINATED'], []]);
  });

  test('also where it is approved and waits for its publication', async () => {
    const content = {
      applicant: applicantOf(3),
      sites: [siteWish('s', { venue: 'hall' })],
      items: [itemWish('6-31-01-03')],
    };
    await bench.store(applicationOf(randomUUID(), { content }));
    expect(await back()).toMatchObject(taken);
  });

  test.each([
    ['another occupation', { occupationCode: '4-03-02-01' }],
    ['a filing that is over', { from: '2025-01-01', to: '2026-06-01' }],
    ['a filing that ended', { interruptions: [{ kind: 'REVOKED', from: '2026-06-02', to: null }] }],
    ['a filing that begins after it', { from: '2028-03-10', to: '2029-03-09' }],
  ] as const)('%s leaves room', async (_title, change) => {
    await filedByOther(change);
    expect(await back()).toMatchObject({ kind: 'measure' });
  });

  test('a pack that does not ask for it leaves room', async () => {
    await bench.close();
    const filingConditions = { value: [], basis: ['样例〔2026〕1号'] };
    bench = await endingBench(
      samplePacks().map((pack) => ({ ...pack, parameters: { ...pack.parameters, filingConditions } })),
    );
    await bench.filedIn('350100');
    await bench.save({ sites: [site(SITE, CODE, 'hall')] });
    await bench.decided({ ...VENUE, ...F1 }, CITY, SECOND_CITY);
    await filedByOther({});
    expect(await back()).toMatchObject({ kind: 'measure' });
  });

  test('another venue leaves room', async () => {
    await filedByOther({});
    await bench.save({ sites: [site('S000035000002', '0002', 'yard')] });
    expect(await back()).toMatchObject({ kind: 'measure' });
  });
});

describe('the duty to show an end', () => {
  test('runs for the province from the confirmation on, and is met by showing it', async () => {
    const measureId = await bench.proposed(VENUE, CITY);
    expect(await statesOf('ENDING_NOTICE')).toEqual([]);
    await confirmMeasure(bench.hub, SECOND_CITY, { measureId });
    const open = await bench.source.query(
      `SELECT subject_kind, subject_id, institution_code, region_code, responsible, starts_on, days, state FROM deadline
        WHERE term = 'ENDING_NOTICE'`,
    );
    expect(open).toEqual([
      {
        subject_kind: 'MEASURE',
        subject_id: measureId,
        institution_code: CODE,
        region_code: '350100',
        responsible: 'PROVINCE',
        starts_on: '2026-06-01',
        days: expect.any(Number),
        state: 'OPEN',
      },
    ]);
    await publishEnding(bench.hub, PROVINCE, { measureId });
    expect(await statesOf('ENDING_NOTICE')).toEqual(['MET']);
    // What was shown in time stays so.
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    expect(await statesOf('ENDING_NOTICE')).toEqual(['MET']);
  });

  test('ends when nothing of the end is left, and not before', async () => {
    await bench.decided(VENUE, CITY, SECOND_CITY);
    await bench.decided({ ...TAKEN_BACK, ...F1 }, CITY, SECOND_CITY);
    expect(await statesOf('ENDING_NOTICE')).toEqual(['OPEN']);
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    expect(await statesOf('ENDING_NOTICE')).toEqual(['CANCELLED']);
  });

  test('is none of a revocation', async () => {
    await bench.decided(FORGED, CITY, SECOND_CITY);
    expect(await statesOf('ENDING_NOTICE')).toEqual([]);
  });
});

describe('an end that is taken back and made again on the same day', () => {
  const waiting = async () => {
    const filter = { institutionCode: null, state: null, awaitsNotice: true };
    const { items } = await bench.hub.views.measures({ institutionCode: null, regionPrefix: '35' }, filter, PAGE);
    return items.map(({ id }) => id);
  };

  test('is another end: the first one neither waits to be shown nor is shown', async () => {
    const first = await bench.decided(VENUE, CITY, SECOND_CITY);
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    const second = await bench.decided(VENUE, CITY, SECOND_CITY);
    expect(await waiting()).toEqual([second]);
    expect(await publishEnding(bench.hub, PROVINCE, { measureId: first })).toMatchObject({
      code: 'MEASURE_DOES_NOT_FIT',
    });
    expect(await statesOf('ENDING_NOTICE').then((states) => [...states].sort())).toEqual(['CANCELLED', 'OPEN']);
    const { items } = await bench.hub.views.measures(
      { institutionCode: CODE, regionPrefix: '' },
      {
        institutionCode: null,
        state: null,
        awaitsNotice: false,
      },
      PAGE,
    );
    const lost = items.flatMap(({ id, takenBackIds }) =>
      takenBackIds.length > 0 ? [[id, [...takenBackIds].sort()]] : [],
    );
    expect(lost).toEqual([[first, ['F1', 'F2']]]);
  });

  test('was shown: it is not shown again with the second', async () => {
    const first = await bench.decided(VENUE, CITY, SECOND_CITY);
    await publishEnding(bench.hub, PROVINCE, { measureId: first });
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    const second = await bench.decided({ ...VENUE, ...F1 }, CITY, SECOND_CITY);
    const shown = () => bench.hub.views.endedFilings('2026-06-01', { regionPrefix: '' }, PAGE);
    expect((await shown()).total).toBe(0);
    await publishEnding(bench.hub, PROVINCE, { measureId: second });
    expect((await shown()).items).toMatchObject([{ id: second, filings: [{ id: 'F1' }] }]);
  });

  test('is taken back by the office that made it, whoever made the first', async () => {
    await bench.decided(VENUE, PROVINCE, SECOND_PROVINCE);
    await bench.decided(TAKEN_BACK, PROVINCE, SECOND_PROVINCE);
    await bench.decided(VENUE, CITY, SECOND_CITY);
    const measureId = await bench.proposed(TAKEN_BACK, CITY);
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({ state: 'CONFIRMED' });
  });
});
