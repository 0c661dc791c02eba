/** An end without blame is no way around a revocation, and is taken back where its ground proves wrong. On a real database. */
import { confirmMeasure, withdrawMeasure } from '../../src/app/publications/decide-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { publishEnding } from '../../src/app/publications/publish-ending';
import { watchRegistry } from '../../src/app/publications/watch-registry';
import {
  CITY,
  CODE,
  endingBench,
  type EndingBench,
  FORGED,
  INSTITUTION,
  NATION,
  PAGE,
  PROVINCE,
  SECOND_CITY,
  SECOND_PROVINCE,
  TAKEN_BACK,
  VENUE,
} from '../kit/ending-bench';
import { filingRow } from '../kit/filing-cases';

jest.setTimeout(30_000);

let bench: EndingBench;
beforeEach(async () => {
  bench = await endingBench();
  await bench.filedIn('350100');
}, 60_000);
afterEach(() => bench.close());

const confirm = (caller: typeof CITY, measureId: string) => confirmMeasure(bench.hub, caller, { measureId });

describe('a revocation and an end without blame', () => {
  test.each([
    ['the revocation', FORGED, VENUE],
    ['the end', VENUE, FORGED],
  ])('%s that is proposed comes first', async (_title, first, second) => {
    const existingId = await bench.proposed({ ...first, filingIds: ['F1'] }, CITY);
    for (const filingIds of [['F1'], ['F2'], []]) {
      expect(await proposeMeasure(bench.hub, SECOND_CITY, { ...second, filingIds })).toMatchObject({
        code: 'MEASURE_STATE_CONFLICT',
        existingId,
      });
    }
    // A suspension meanwhile stands in nobody’s way, and the same for other filings neither.
    const suspension = { ...FORGED, kind: 'SUSPENSION', filingIds: ['F1'] } as const;
    expect(await proposeMeasure(bench.hub, CITY, suspension)).toMatchObject({ kind: 'measure' });
    expect(await proposeMeasure(bench.hub, CITY, { ...first, filingIds: ['F2'] })).toMatchObject({ kind: 'measure' });
    await withdrawMeasure(bench.hub, CITY, { measureId: existingId, reason: '证据不足' });
    expect(await proposeMeasure(bench.hub, CITY, { ...second, filingIds: ['F1'] })).toMatchObject({
      code: 'MEASURE_STATE_CONFLICT',
    });
  });

  test('what ended without blame is still revoked, with its bar', async () => {
    await bench.decided(VENUE, CITY, SECOND_CITY);
    bench.setDay('2026-08-01');
    await bench.decided(FORGED, CITY, SECOND_CITY);
    expect(await bench.stops()).toEqual([
      ['TERMINATED', 'REVOKED'],
      ['TERMINATED', 'REVOKED'],
    ]);
    expect(await bench.barOn('2029-07-31')).toMatchObject({ from: '2026-08-01', to: '2029-07-31' });
    expect(await proposeMeasure(bench.hub, CITY, TAKEN_BACK)).toMatchObject({ code: 'MEASURE_DOES_NOT_FIT' });
  });

  test('where none is named, it is about what goes on', async () => {
    await bench.decided({ ...VENUE, filingIds: ['F1'] }, CITY, SECOND_CITY);
    expect(await proposeMeasure(bench.hub, CITY, FORGED)).toMatchObject({ filingIds: ['F2'] });
  });
});

describe('an end whose ground proves wrong', () => {
  test('is taken back by two people of the office, told to everybody who was told, and shown no more', async () => {
    const ending = await bench.decided(VENUE, CITY, SECOND_CITY);
    await publishEnding(bench.hub, PROVINCE, { measureId: ending });
    bench.setDay('2026-06-03');
    const shown = () => bench.hub.views.endedFilings('2026-06-03', { regionPrefix: '' }, PAGE);
    const measureId = await bench.proposed({ ...TAKEN_BACK, filingIds: ['F1'] }, CITY);
    expect(await confirm(CITY, measureId)).toMatchObject({ code: 'FOUR_EYES' });
    expect((await shown()).items).toMatchObject([{ filings: [{ id: 'F2' }, { id: 'F1' }] }]);
    expect(await confirm(SECOND_CITY, measureId)).toMatchObject({ state: 'CONFIRMED' });
    expect(await bench.stops()).toEqual([[], ['TERMINATED']]);
    expect((await shown()).items).toMatchObject([{ filings: [{ id: 'F2' }] }]);
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    expect(await bench.stops()).toEqual([[], []]);
    expect((await shown()).total).toBe(0);
    for (const caller of [INSTITUTION, PROVINCE, NATION]) {
      expect((await bench.told(caller))[0]).toEqual(['MEASURE_CONFIRMED', expect.stringContaining('原终止已撤回')]);
    }
    const [, noted] = await bench.source.query(
      `SELECT reason, basis FROM decision WHERE act = 'RESUMPTION_CONFIRMED' ORDER BY decided_at`,
    );
    expect(noted).toEqual({ reason: TAKEN_BACK.reason, basis: TAKEN_BACK.basis });
    // The filing may end again, for a ground that holds.
    expect(await proposeMeasure(bench.hub, CITY, VENUE)).toMatchObject({ kind: 'measure' });
  });

  test('that waited to be shown waits no longer', async () => {
    const measureId = await bench.decided(VENUE, CITY, SECOND_CITY);
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    expect(await publishEnding(bench.hub, PROVINCE, { measureId })).toMatchObject({ code: 'MEASURE_DOES_NOT_FIT' });
    const waiting = { institutionCode: null, state: null, awaitsNotice: true };
    const territory = { institutionCode: null, regionPrefix: '35' };
    expect(await bench.hub.views.measures(territory, waiting, PAGE)).toMatchObject({ total: 0 });
  });

  test('what the province had a hand in the province takes back', async () => {
    await bench.decided(VENUE, CITY, PROVINCE);
    const measureId = await bench.proposed(TAKEN_BACK, CITY);
    expect(await confirm(SECOND_CITY, measureId)).toMatchObject({
      code: 'MEASURE_ABOVE_OFFICE',
      places: [{ message: { zh: expect.stringContaining('省级撤回') } }],
    });
    expect(await confirm(SECOND_PROVINCE, measureId)).toMatchObject({ state: 'CONFIRMED' });
  });

  test('a renewal that could be applied for can be again, and is told again', async () => {
    const windows = async (day: string) => {
      bench.setDay(day);
      await watchRegistry(bench.hub, { day });
      const rows = await bench.source.query(`SELECT state FROM deadline WHERE term = 'RENEWAL' ORDER BY opened_at`);
      return rows.map(({ state }: { state: string }) => state);
    };
    expect(await windows('2028-01-04')).toEqual(['OPEN']);
    await bench.decided({ ...VENUE, filingIds: ['F1'] }, CITY, SECOND_CITY);
    expect(await windows('2028-01-05')).toEqual(['CANCELLED']);
    await bench.decided({ ...TAKEN_BACK, filingIds: ['F1'] }, CITY, SECOND_CITY);
    expect(await windows('2028-01-06')).toEqual(['CANCELLED', 'OPEN']);
  });

  test('only what a measure ended, and what leaves room: nothing is filed twice', async () => {
    const { filings = [] } = await bench.registryOf(CODE);
    const end = { kind: 'TERMINATED', from: '2026-05-01', to: null } as const;
    await bench.save({
      filings: filings.filter(({ id }) => id === 'F1').map((each) => ({ ...each, interruptions: [end] })),
    });
    const zh = (text: string) => ({ places: [{ field: 'filingIds', message: { zh: expect.stringContaining(text) } }] });
    const back = (filingIds: readonly string[]) => proposeMeasure(bench.hub, CITY, { ...TAKEN_BACK, filingIds });
    expect(await back(['F1'])).toMatchObject(zh('并非由处理措施终止'));
    await bench.decided({ ...VENUE, filingIds: ['F2'] }, CITY, SECOND_CITY);
    const again = filingRow('F3', { from: '2026-06-10', to: '2029-06-09', occupationCode: '4-01-01-01' });
    await bench.save({ filings: [again] });
    expect(await back(['F2'])).toMatchObject(zh('与备案 F3 重叠'));
  });

  test.each([
    ['what is only suspended', { filingIds: ['F2'] }, 'MEASURE_DOES_NOT_FIT'],
    ['on a later day', { filingIds: ['F1'], from: '2026-06-02' }, 'MEASURE_INVALID'],
    ['as a resumption for another reason', { filingIds: ['F1'], reasonCode: 'RECTIFIED' }, 'MEASURE_DOES_NOT_FIT'],
  ] as const)('not %s', async (_title, change, code) => {
    await bench.suspend('2026-05-01', null);
    await bench.decided({ ...VENUE, filingIds: ['F1'] }, CITY, SECOND_CITY);
    expect(await proposeMeasure(bench.hub, CITY, { ...TAKEN_BACK, ...change })).toMatchObject({ code });
    expect(await bench.stops()).toEqual([['SUSPENDED', 'TERMINATED'], ['SUSPENDED']]);
  });

  test('a suspension under it stands again, and stays the province’s to lift', async () => {
    const suspension = { ...FORGED, kind: 'SUSPENSION' } as const;
    await bench.decided(suspension, PROVINCE, SECOND_PROVINCE);
    await bench.decided(VENUE, CITY, SECOND_CITY);
    await bench.decided(TAKEN_BACK, CITY, SECOND_CITY);
    expect(await bench.stops()).toEqual([['SUSPENDED'], ['SUSPENDED']]);
    const measureId = await bench.proposed({ ...TAKEN_BACK, reasonCode: 'RECTIFIED', reason: '整改合格' }, CITY);
    expect(await confirm(SECOND_CITY, measureId)).toMatchObject({ code: 'MEASURE_ABOVE_OFFICE' });
  });
});
