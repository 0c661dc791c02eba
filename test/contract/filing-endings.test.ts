/** Filings that end without blame: a venue changed without permission, a year without work. On a real database. */
import type { Caller } from '../../src/app/caller';
import { openTerm } from '../../src/app/deadlines/open-term';
import { confirmMeasure, withdrawMeasure } from '../../src/app/publications/decide-measure';
import type { GivenMeasure } from '../../src/app/publications/given-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { approveBatch } from '../kit/approved-batch';
import { applicantOf, filingRow } from '../kit/filing-cases';
import { filingBench, type FilingBench, officer } from '../kit/filing-bench';

const PAGE = { first: 10, after: null };
const ALL = { regionPrefix: '' };
const CODE = '0001';
const CITY = officer('fj-city', 'CITY', '350100');
const SECOND_CITY = officer('fj-city-2', 'CITY', '350100');
const HUNAN = officer('hn-1', 'PROVINCE', '430000');
const SECOND_HUNAN = officer('hn-2', 'PROVINCE', '430000');
const INSTITUTION: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode: CODE, regionCode: null };
const NATION = officer('nation', 'NATION', null);

const VENUE: GivenMeasure = {
  institutionCode: CODE,
  kind: 'TERMINATION',
  filingIds: [],
  from: null,
  to: null,
  reasonCode: 'VENUE_CHANGED',
  reason: '备案期内未经许可变更评价场地',
  basis: ['闽劳鉴〔2023〕10号 第十五条'],
};
const INACTIVE: GivenMeasure = {
  ...VENUE,
  reasonCode: 'INACTIVE',
  reason: '连续一年不开展工作',
  basis: ['湘人社函〔2020〕47号 五(六)'],
};

jest.setTimeout(30_000);

let bench: FilingBench;
beforeEach(async () => {
  bench = await filingBench();
  await bench.save({
    regions: [
      { code: '430000', name: '样例', grade: 'PROVINCE', parentCode: '000000' },
      { code: '430100', name: '样例', grade: 'CITY', parentCode: '430000' },
    ],
  });
}, 60_000);
afterEach(() => bench.close());

const filedIn = async (regionCode: string): Promise<void> => {
  await bench.save({
    institutions: [{ ...applicantOf(1, { regionCode }), code: CODE, names: [] }],
    filings: [
      filingRow('F1', { from: '2025-03-10', to: '2028-03-09' }),
      filingRow('F2', { from: '2025-06-01', to: '2028-05-31', occupationCode: '4-01-01-01' }),
    ],
  });
};
const proposed = async (given: GivenMeasure, caller: Caller): Promise<string> => {
  const answer = await proposeMeasure(bench.hub, caller, given);
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
  return answer.measureId;
};
const stops = async () =>
  ((await bench.registryOf(CODE)).filings ?? []).map(({ interruptions }) => interruptions.map(({ kind }) => kind));
const told = async (caller: Caller) =>
  (await bench.hub.views.notifications(caller, { unread: true }, PAGE)).items.map(({ topic, text }) => [
    topic,
    text.zh,
  ]);
const barred = () => bench.hub.transaction(({ codes }) => codes.barOf(applicantOf(1).creditCode, '2026-12-01'));
const shownOn = (day: string, filter = ALL) => bench.hub.views.endedFilings(day, filter, PAGE);

describe('Fujian 第十五条: a venue that was changed without permission', () => {
  beforeEach(() => filedIn('350100'));

  test('ends the filings by two people, is shown for five working days, and is reported to the nation', async () => {
    // A Friday.
    bench.setDay('2026-06-12');
    const measureId = await proposed(VENUE, CITY);
    expect(await confirmMeasure(bench.hub, CITY, { measureId })).toMatchObject({ code: 'FOUR_EYES' });
    expect((await shownOn('2026-06-12')).total).toBe(0);
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({
      state: 'CONFIRMED',
      from: '2026-06-12',
      // 19 to 21 June are the Dragon Boat holiday: Monday the 15th to Thursday the 18th, and Monday the 22nd.
      noticeTo: '2026-06-22',
    });
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({ repeated: true });
    expect(await stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
    expect(await barred()).toBeUndefined();
    expect((await told(NATION))[0]).toEqual([
      'MEASURE_CONFIRMED',
      expect.stringContaining('公示至 2026-06-22;此前考试的数据仍须上传和维护'),
    ]);
    expect(await told(INSTITUTION)).toHaveLength(1);
  });

  test('is seen by everybody on its days, region by region, without a word of the office', async () => {
    const measureId = await proposed(VENUE, CITY);
    await confirmMeasure(bench.hub, SECOND_CITY, { measureId });
    const { items } = await shownOn('2026-06-08');
    expect(items).toMatchObject([
      {
        id: measureId,
        institutionCode: CODE,
        institutionName: applicantOf(1).name,
        regionCode: '350100',
        reasonCode: 'VENUE_CHANGED',
        basis: ['闽劳鉴〔2023〕10号 第十五条'],
        endedFrom: '2026-06-01',
        noticeFrom: '2026-06-01',
        noticeTo: '2026-06-08',
        filings: [{ id: 'F2' }, { id: 'F1' }],
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/未经许可|fj-city/);
    const totals = [
      await shownOn('2026-05-31'),
      await shownOn('2026-06-09'),
      await shownOn('2026-06-08', { regionPrefix: '35' }),
      await shownOn('2026-06-08', { regionPrefix: '3502' }),
    ].map(({ total }) => total);
    expect(totals).toEqual([0, 0, 1, 0]);
  });

  test('where the notice would end in a year without a calendar, nothing ends, and the answer says so', async () => {
    bench.setDay('2026-12-30');
    const measureId = await proposed(VENUE, CITY);
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({
      code: 'FILING_CALENDAR_UNPUBLISHED',
    });
    expect(await stops()).toEqual([[], []]);
  });

  test('only what is named ends, and its renewal term is cancelled', async () => {
    const subject = { kind: 'FILING', id: 'F1' } as const;
    const event = { term: 'RENEWAL', subject, institutionCode: CODE, regionCode: '350100', on: '2026-05-01' } as const;
    await bench.hub.transaction((stores) => openTerm(bench.hub, stores, event));
    await confirmMeasure(bench.hub, SECOND_CITY, { measureId: await proposed({ ...VENUE, filingIds: ['F1'] }, CITY) });
    expect(await bench.source.query(`SELECT state FROM deadline WHERE term = 'RENEWAL'`)).toEqual([
      { state: 'CANCELLED' },
    ]);
    expect(await stops()).toEqual([['TERMINATED'], []]);
  });

  test('of two confirmations at once one wins', async () => {
    const measureId = await proposed(VENUE, CITY);
    const third = officer('fj-city-3', 'CITY', '350100');
    const answers = await Promise.all(
      [SECOND_CITY, third].map((caller) => confirmMeasure(bench.hub, caller, { measureId })),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['measure', 'refused']);
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'MEASURE_STATE_CONFLICT' });
    expect(await stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
  });
});

test.each([
  ['a venue in Hunan', '430100', HUNAN, VENUE, 'venueChangeNoticeWorkingDays'],
  ['a year without work in Fujian', '350100', CITY, INACTIVE, 'inactivityEndsFiling'],
] as const)('where the packs know no such end: %s', async (_title, regionCode, office, given, parameter) => {
  await filedIn(regionCode);
  bench.setDay('2026-08-01');
  expect(await proposeMeasure(bench.hub, office, given)).toMatchObject({
    code: 'TERMINATION_UNKNOWN_HERE',
    places: [{ field: 'reasonCode', message: { zh: expect.stringContaining(parameter) } }],
  });
});

test.each([
  ['a violation ends nothing without blame', { ...VENUE, reasonCode: 'CERTIFICATES_FORGED' }],
  ['being inactive is no ground of a revocation', { ...INACTIVE, kind: 'REVOCATION' }],
] as const)('%s', async (_title, given) => {
  await filedIn('350100');
  expect(await proposeMeasure(bench.hub, CITY, given)).toMatchObject({
    code: 'MEASURE_INVALID',
    places: [{ field: 'reasonCode' }],
  });
});

describe('Hunan 五(六): a year without work counts as exit', () => {
  beforeEach(() => filedIn('430100'));

  test('before the year is over the answer says since when it counts, and from when on it may be proposed', async () => {
    bench.setDay('2026-03-10');
    const early = await proposeMeasure(bench.hub, HUNAN, INACTIVE);
    expect(early).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE', places: [{ field: 'institutionCode' }] });
    expect(JSON.stringify(early)).toMatch(/2025-03-10.*12.*2026-03-11/);
    bench.setDay('2026-03-11');
    expect(await proposeMeasure(bench.hub, HUNAN, INACTIVE)).toMatchObject({ kind: 'measure', state: 'PROPOSED' });
  });

  test('two people of the province end the filings: no bar, no notice, reason and author noted, duties told', async () => {
    bench.setDay('2026-03-11');
    const measureId = await proposed(INACTIVE, HUNAN);
    expect(
      await bench.hub.views.decisions({ institutionCode: CODE, regionPrefix: '' }, ALL_DECISIONS, PAGE),
    ).toMatchObject({
      total: 0,
    });
    expect(await confirmMeasure(bench.hub, HUNAN, { measureId })).toMatchObject({ code: 'FOUR_EYES' });
    expect(await confirmMeasure(bench.hub, SECOND_HUNAN, { measureId })).toMatchObject({
      state: 'CONFIRMED',
      noticeTo: null,
    });
    expect(await stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
    expect(await barred()).toBeUndefined();
    expect(await told(NATION)).toEqual([]);
    expect(await told(INSTITUTION)).toEqual([
      ['MEASURE_CONFIRMED', expect.stringContaining('此前考试的数据仍须上传和维护')],
    ]);
    expect((await shownOn('2026-03-11')).total).toBe(0);
    const { items } = await bench.hub.views.decisions({ institutionCode: CODE, regionPrefix: '' }, ALL_DECISIONS, PAGE);
    expect(items).toMatchObject([
      { act: 'TERMINATION_CONFIRMED', reason: INACTIVE.reason, basis: INACTIVE.basis, decidedBy: 'hn-2' },
    ]);
  });

  test('a batch approved after the proposal keeps the filings', async () => {
    bench.setDay('2026-03-11');
    const measureId = await proposed(INACTIVE, HUNAN);
    const batchId = await approveBatch(
      { source: bench.source, transaction: bench.hub.transaction, close: bench.close },
      { records: 1, regionCode: '430100' },
    );
    await bench.source.query(`UPDATE batch SET decided_at = '2026-03-11T03:00:00Z' WHERE id = $1`, [batchId]);
    const late = await confirmMeasure(bench.hub, SECOND_HUNAN, { measureId });
    expect(late).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE' });
    expect(JSON.stringify(late)).toMatch(/2026-03-11.*2027-03-12/);
    expect(await stops()).toEqual([[], []]);
    expect(await withdrawMeasure(bench.hub, HUNAN, { measureId, reason: '已恢复开展' })).toMatchObject({
      state: 'WITHDRAWN',
    });
  });

  test('time under a suspension is not held against it', async () => {
    bench.setDay('2026-03-11');
    const stop = { kind: 'SUSPENDED', from: '2026-01-01', to: null } as const;
    const { filings = [] } = await bench.registryOf(CODE);
    await bench.save({ filings: filings.map((filing) => ({ ...filing, interruptions: [stop] })) });
    expect(await proposeMeasure(bench.hub, HUNAN, INACTIVE)).toMatchObject({
      code: 'INSTITUTION_NOT_INACTIVE',
      places: [{ message: { zh: expect.stringContaining('没有有效备案') } }],
    });
  });

  test('another province knows of nothing', async () => {
    bench.setDay('2026-03-11');
    const stranger = officer('sc', 'PROVINCE', '510000');
    expect(await proposeMeasure(bench.hub, stranger, INACTIVE)).toMatchObject({ code: 'FILING_NOT_FOUND' });
    const measureId = await proposed(INACTIVE, HUNAN);
    expect(await confirmMeasure(bench.hub, stranger, { measureId })).toMatchObject({ code: 'MEASURE_NOT_FOUND' });
  });
});

const ALL_DECISIONS = { subject: null, institutionCode: null };
