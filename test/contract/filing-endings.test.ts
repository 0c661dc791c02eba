/** Filings that a venue changed without permission ends, without blame, and their public notice. On a real database. */
import { openTerm } from '../../src/app/deadlines/open-term';
import { confirmMeasure } from '../../src/app/publications/decide-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { publishEnding } from '../../src/app/publications/publish-ending';
import {
  CITY,
  CODE,
  endingBench,
  type EndingBench,
  FORGED,
  HUNAN,
  INACTIVE,
  INSTITUTION,
  NATION,
  PAGE,
  PROVINCE,
  SECOND_CITY,
  SECOND_PROVINCE,
  VENUE,
} from '../kit/ending-bench';
import { applicantOf } from '../kit/filing-cases';
import { officer } from '../kit/filing-bench';

const ALL = { regionPrefix: '' };

jest.setTimeout(30_000);

let bench: EndingBench;
beforeEach(async () => {
  bench = await endingBench();
}, 60_000);
afterEach(() => bench.close());

const shownOn = (day: string, filter = ALL) => bench.hub.views.endedFilings(day, filter, PAGE);
const waiting = async () => {
  const filter = { institutionCode: null, state: null, awaitsNotice: true };
  return (await bench.hub.views.measures({ institutionCode: null, regionPrefix: '35' }, filter, PAGE)).total;
};

describe('Fujian 第十五条: a venue that was changed without permission', () => {
  beforeEach(() => bench.filedIn('350100'));

  test('ends the filings by two people of the city; the province hears of it, and shows it for five working days', async () => {
    // A Friday.
    bench.setDay('2026-06-12');
    const measureId = await bench.proposed(VENUE, CITY);
    expect(await confirmMeasure(bench.hub, CITY, { measureId })).toMatchObject({ code: 'FOUR_EYES' });
    expect(await publishEnding(bench.hub, PROVINCE, { measureId })).toMatchObject({ code: 'MEASURE_DOES_NOT_FIT' });
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({
      state: 'CONFIRMED',
      from: '2026-06-12',
      noticeTo: null,
    });
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({ repeated: true });
    expect(await bench.stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
    expect(await bench.barOn('2026-12-01')).toBeUndefined();
    const ended = ['MEASURE_CONFIRMED', expect.stringContaining('待省级公示;此前考试的数据仍须上传和维护')];
    expect([await bench.told(PROVINCE), await bench.told(INSTITUTION)]).toEqual([[ended], [ended]]);
    expect(await bench.told(NATION)).toEqual([]);
    expect([(await shownOn('2026-06-12')).total, await waiting()]).toEqual([0, 1]);

    for (const other of [SECOND_CITY, officer('hn', 'PROVINCE', '430000'), NATION]) {
      const code = other.role === 'PROVINCE' ? 'MEASURE_NOT_FOUND' : 'FORBIDDEN';
      expect(await publishEnding(bench.hub, other, { measureId })).toMatchObject({ code });
    }
    // 19 to 21 June are the Dragon Boat holiday: Monday the 15th to Thursday the 18th, and Monday the 22nd.
    const shown = { state: 'CONFIRMED', noticeTo: '2026-06-22' };
    expect(await publishEnding(bench.hub, PROVINCE, { measureId })).toMatchObject({ ...shown, repeated: false });
    bench.setDay('2026-06-15');
    expect(await publishEnding(bench.hub, SECOND_PROVINCE, { measureId })).toMatchObject({ ...shown, repeated: true });
    expect(await bench.told(NATION)).toEqual([['ENDING_SHOWN', expect.stringContaining('公示至 2026-06-22')]]);
    expect(await waiting()).toBe(0);
    const noted = await bench.source.query(`SELECT act, decided_by AS by, basis FROM decision ORDER BY act`);
    expect(noted).toContainEqual({ act: 'TERMINATION_SHOWN', by: 'fj-province', basis: [VENUE.basis[0]] });
  });

  test('is seen by everybody on its days, region by region, without a word of the office', async () => {
    const measureId = await bench.decided(VENUE, CITY, SECOND_CITY);
    await publishEnding(bench.hub, PROVINCE, { measureId });
    const { items } = await shownOn('2026-06-08');
    expect(items).toMatchObject([
      {
        id: measureId,
        institutionCode: CODE,
        institutionName: applicantOf(1).name,
        regionCode: '350100',
        reasonCode: 'VENUE_CHANGED',
        // Of the pack: not the record that the office named.
        basis: ['闽劳鉴〔2023〕10号 第十五条'],
        endedFrom: '2026-06-01',
        noticeFrom: '2026-06-01',
        noticeTo: '2026-06-08',
        filings: [{ id: 'F2' }, { id: 'F1' }],
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/未经许可|核查记录|fj-/);
    const totals = [
      await shownOn('2026-05-31'),
      await shownOn('2026-06-09'),
      await shownOn('2026-06-08', { regionPrefix: '35' }),
      await shownOn('2026-06-08', { regionPrefix: '3502' }),
    ].map(({ total }) => total);
    expect(totals).toEqual([0, 0, 1, 0]);
  });

  test('a notice that would end in a year without a calendar is refused and goes on waiting', async () => {
    bench.setDay('2026-12-30');
    const measureId = await bench.decided(VENUE, CITY, SECOND_CITY);
    expect(await publishEnding(bench.hub, PROVINCE, { measureId })).toMatchObject({
      code: 'FILING_CALENDAR_UNPUBLISHED',
    });
    expect([await bench.stops(), await waiting()]).toEqual([[['TERMINATED'], ['TERMINATED']], 1]);
  });

  test('of two who open the notice at once one does', async () => {
    const measureId = await bench.decided(VENUE, CITY, SECOND_CITY);
    const answers = await Promise.all(
      [PROVINCE, SECOND_PROVINCE].map((caller) => publishEnding(bench.hub, caller, { measureId })),
    );
    expect(answers.map((answer) => 'repeated' in answer && answer.repeated).sort()).toEqual([false, true]);
    expect(await bench.told(NATION)).toHaveLength(1);
  });

  test('only what is named ends, and its renewal term is cancelled', async () => {
    const subject = { kind: 'FILING', id: 'F1' } as const;
    const event = { term: 'RENEWAL', subject, institutionCode: CODE, regionCode: '350100', on: '2026-05-01' } as const;
    await bench.hub.transaction((stores) => openTerm(bench.hub, stores, event));
    await bench.decided({ ...VENUE, filingIds: ['F1'] }, CITY, SECOND_CITY);
    expect(await bench.source.query(`SELECT state FROM deadline WHERE term = 'RENEWAL'`)).toEqual([
      { state: 'CANCELLED' },
    ]);
    expect(await bench.stops()).toEqual([['TERMINATED'], []]);
  });

  test('of two confirmations at once one wins', async () => {
    const measureId = await bench.proposed(VENUE, CITY);
    const third = officer('fj-city-3', 'CITY', '350100');
    const answers = await Promise.all(
      [SECOND_CITY, third].map((caller) => confirmMeasure(bench.hub, caller, { measureId })),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['measure', 'refused']);
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'MEASURE_STATE_CONFLICT' });
    expect(await bench.stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
  });

  test('is no ground of a revocation and its bar: the answer points to the termination', async () => {
    const revocation = { ...VENUE, kind: 'REVOCATION' } as const;
    expect(await proposeMeasure(bench.hub, CITY, revocation)).toMatchObject({
      code: 'MEASURE_INVALID',
      places: [{ field: 'reasonCode', message: { zh: expect.stringContaining('TERMINATION') } }],
    });
  });
});

test('where no such end is known, a changed venue may be revoked for', async () => {
  await bench.filedIn('510100');
  const office = officer('sc', 'PROVINCE', '510000');
  expect(await proposeMeasure(bench.hub, office, { ...VENUE, kind: 'REVOCATION' })).toMatchObject({ kind: 'measure' });
});

test.each([
  ['a venue in Hunan', '430100', HUNAN, VENUE, 'venueChangeNoticeWorkingDays'],
  ['a year without work in Fujian', '350100', CITY, INACTIVE, 'exitAfterIdleMonths'],
  // 五(六) is about schools of the pilot.
  ['an organisation without work in Hunan', '430100', HUNAN, INACTIVE, 'exitAfterIdleMonths'],
] as const)('where the packs know no such end: %s', async (_title, regionCode, office, given, parameter) => {
  await bench.filedIn(regionCode);
  bench.setDay('2026-08-01');
  expect(await proposeMeasure(bench.hub, office, given)).toMatchObject({
    code: 'TERMINATION_UNKNOWN_HERE',
    places: [{ field: 'reasonCode', message: { zh: expect.stringContaining(parameter) } }],
  });
});

test.each([
  ['a violation ends nothing without blame', { ...VENUE, reasonCode: 'CERTIFICATES_FORGED' }, 'reasonCode'],
  ['being inactive is no ground of a revocation', { ...INACTIVE, kind: 'REVOCATION' }, 'reasonCode'],
  ['an end is taken back, and nothing else, for its ground', { ...FORGED, reasonCode: 'GROUND_WRONG' }, 'reasonCode'],
  ['nothing ends on a later day', { ...VENUE, from: '2026-06-02' }, 'from'],
  ['a number of a person is no basis', { ...VENUE, basis: ['核查记录 510104199001011234'] }, 'basis'],
] as const)('%s', async (_title, given, field) => {
  await bench.filedIn('350100');
  expect(await proposeMeasure(bench.hub, CITY, given)).toMatchObject({ code: 'MEASURE_INVALID', places: [{ field }] });
});
