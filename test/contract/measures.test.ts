/** Measures against filings, by two people, on a real database. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { confirmMeasure, withdrawMeasure } from '../../src/app/publications/decide-measure';
import type { GivenMeasure } from '../../src/app/publications/given-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import type { Refusal } from '../../src/app/refusal';
import type { Interruption } from '../../src/domain/reference/snapshot';
import { applicantOf, applicationOf, itemWish, siteWish } from '../kit/filing-cases';
import { filingBench, type FilingBench, officer } from '../kit/filing-bench';

const PAGE = { first: 10, after: null };
const filingOf = (serial: number, regionCode: string, grade: 'CITY' | 'PROVINCE' = 'CITY') => {
  const content = {
    applicant: applicantOf(serial, { regionCode, grade }),
    sites: [siteWish('s', { regionCode })],
    items: [itemWish('6-31-01-03', { sites: ['s'] }), itemWish('4-01-01-01', { sites: ['s'] })],
  };
  return applicationOf(randomUUID(), { regionCode, content });
};
const CITY = officer('fj-city', 'CITY', '350100');
const SECOND_CITY = officer('fj-city-2', 'CITY', '350100');
const FJ_PROVINCE = officer('fj-province', 'PROVINCE', '350000');
const measureOf = (institutionCode: string, change: Partial<GivenMeasure> = {}): GivenMeasure => ({
  institutionCode,
  kind: 'SUSPENSION',
  filingIds: [],
  from: null,
  to: null,
  reasonCode: 'VENUE_CHANGED',
  reason: '未经许可变更评价场地',
  basis: ['闽劳鉴〔2023〕10号 第十五条'],
  ...change,
});

jest.setTimeout(30_000);

describe('measures', () => {
  let bench: FilingBench;
  let institutionCode = '';
  let filingIds: readonly string[] = [];
  const filed = async (serial: number, grade: 'CITY' | 'PROVINCE') => {
    const outcome = await bench.enact(filingOf(serial, '350100', grade));
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const proposed = async (given: GivenMeasure, caller: Caller = CITY): Promise<string> => {
    const outcome = await proposeMeasure(bench.hub, caller, given);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
    return outcome.measureId;
  };
  const stops = async (): Promise<readonly (readonly Interruption[])[]> => {
    const { filings = [] } = await bench.registryOf(institutionCode);
    return filings.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ interruptions }) => interruptions);
  };
  beforeEach(async () => {
    bench = await filingBench();
    const enacted = await filed(1, 'CITY');
    ({ institutionCode } = enacted);
    // As the registry lists them.
    filingIds = enacted.filingIds.toSorted();
  }, 60_000);
  afterEach(() => bench.close());

  test('what is proposed has a clock of its own, which the institution does not see', async () => {
    const terms = () =>
      bench.source.query(`SELECT term, subject_id AS id, institution_code AS institution, state FROM deadline
                           WHERE subject_kind = 'MEASURE' ORDER BY term, state`);
    const [one, two] = filingIds;
    const first = await proposed(measureOf(institutionCode, { filingIds: [String(one)] }));
    const second = await proposed(measureOf(institutionCode, { filingIds: [String(two)] }), FJ_PROVINCE);
    const open = (term: string, id: string) => ({ term, id, institution: null, state: 'OPEN' });
    expect(await terms()).toEqual([open('PROPOSAL_CITY', first), open('PROPOSAL_PROVINCE', second)]);
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId: first })).toMatchObject({ state: 'CONFIRMED' });
    expect(await terms()).toMatchObject([{ state: 'MET' }, { state: 'OPEN' }]);
    await withdrawMeasure(bench.hub, FJ_PROVINCE, { measureId: second, reason: '改变主意' });
    expect(await terms()).toMatchObject([{ state: 'MET' }, { state: 'CANCELLED' }]);
  });

  test('a suspension by two people, its resumption, and the decisions noted', async () => {
    const given = measureOf(institutionCode);
    const measureId = await proposed(given);
    expect(await proposeMeasure(bench.hub, CITY, given)).toMatchObject({ measureId, repeated: true });
    expect(await proposeMeasure(bench.hub, SECOND_CITY, given)).toMatchObject({
      code: 'MEASURE_STATE_CONFLICT',
      existingId: measureId,
    });
    expect(await stops()).toEqual([[], []]);
    expect(await confirmMeasure(bench.hub, CITY, { measureId })).toMatchObject({ code: 'FOUR_EYES' });
    bench.setDay('2026-06-03');
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({
      state: 'CONFIRMED',
      from: '2026-06-03',
      repeated: false,
    });
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({
      state: 'CONFIRMED',
      repeated: true,
    });
    expect(await withdrawMeasure(bench.hub, CITY, { measureId, reason: '改变主意' })).toMatchObject({
      code: 'MEASURE_STATE_CONFLICT',
      existingId: measureId,
      places: [{ field: 'state' }],
    });
    expect(await stops()).toEqual(
      Array.from({ length: 2 }, () => [{ kind: 'SUSPENDED', from: '2026-06-03', to: null }]),
    );
    expect(await proposeMeasure(bench.hub, CITY, given)).toMatchObject({
      code: 'MEASURE_DOES_NOT_FIT',
      places: [{ field: 'filingIds' }, { field: 'filingIds' }],
    });
    const [first = ''] = filingIds;
    bench.setDay('2026-07-10');
    const resumption = measureOf(institutionCode, {
      kind: 'RESUMPTION',
      filingIds: [first],
      reasonCode: 'RECTIFIED',
      reason: '整改合格',
    });
    await confirmMeasure(bench.hub, SECOND_CITY, { measureId: await proposed(resumption) });
    expect((await stops()).flat().toSorted((one, other) => ((one.to ?? '9') < (other.to ?? '9') ? -1 : 1))).toEqual([
      { kind: 'SUSPENDED', from: '2026-06-03', to: '2026-07-09' },
      { kind: 'SUSPENDED', from: '2026-06-03', to: null },
    ]);
    const noted = await bench.source.query(`SELECT act, decided_by FROM decision ORDER BY decided_at, act DESC`);
    expect(noted.map(({ act, decided_by }: { act: string; decided_by: string }) => [act, decided_by])).toEqual([
      ['SUSPENSION_PROPOSED', 'fj-city'],
      ['SUSPENSION_CONFIRMED', 'fj-city-2'],
      ['RESUMPTION_PROPOSED', 'fj-city'],
      ['RESUMPTION_CONFIRMED', 'fj-city-2'],
    ]);
    const institution: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode, regionCode: null };
    const page = await bench.hub.views.notifications(institution, { unread: true }, PAGE);
    expect(page.items.map(({ topic }) => topic)).toEqual(['MEASURE_CONFIRMED', 'MEASURE_CONFIRMED']);
  });

  test('a revocation bars the credit code for three years, to the day', async () => {
    const given = measureOf(institutionCode, {
      kind: 'REVOCATION',
      reasonCode: 'CERTIFICATES_FORGED',
      reason: '证书数据造假',
    });
    await confirmMeasure(bench.hub, SECOND_CITY, { measureId: await proposed(given) });
    expect(await stops()).toEqual(Array.from({ length: 2 }, () => [{ kind: 'REVOKED', from: '2026-06-01', to: null }]));
    const barOn = (day: string) => bench.hub.transaction(({ codes }) => codes.barOf(applicantOf(1).creditCode, day));
    expect(await barOn('2026-06-01')).toEqual({ from: '2026-06-01', to: '2029-05-31', reason: '证书数据造假' });
    expect(await barOn('2029-05-31')).toBeDefined();
    expect(await barOn('2029-06-01')).toBeUndefined();
    expect(
      await bench.hub.transaction(({ codes }) => codes.barOf(applicantOf(2).creditCode, '2026-06-01')),
    ).toBeUndefined();
  });

  test('what the province filed the province confirms', async () => {
    const other = await filed(2, 'PROVINCE');
    const measureId = await proposed(measureOf(other.institutionCode));
    expect(await confirmMeasure(bench.hub, SECOND_CITY, { measureId })).toMatchObject({ code: 'MEASURE_ABOVE_OFFICE' });
    expect(await confirmMeasure(bench.hub, FJ_PROVINCE, { measureId })).toMatchObject({ state: 'CONFIRMED' });
  });

  test('Sichuan: the city may propose, the province that filed decides', async () => {
    const city = officer('sc-city', 'CITY', '510100');
    const other = await bench.enact(filingOf(3, '510100'));
    if (other.kind === 'refused') throw new Error(JSON.stringify(other));
    const measureId = await proposed(measureOf(other.institutionCode, { kind: 'REVOCATION' }), city);
    const province = officer('sc-province', 'PROVINCE', '510000');
    const told = await bench.hub.views.notifications(province, { unread: true }, PAGE);
    expect(told.items.map(({ topic }) => topic)).toEqual(['MEASURE_PROPOSED']);
    expect(await confirmMeasure(bench.hub, officer('sc-city-2', 'CITY', '510100'), { measureId })).toMatchObject({
      code: 'MEASURE_ABOVE_OFFICE',
      places: [{ field: 'measureOffices', message: { zh: expect.stringContaining('川 2021-06-16 通知 三') } }],
    });
    expect(await confirmMeasure(bench.hub, province, { measureId })).toMatchObject({ state: 'CONFIRMED' });
  });

  test('Inner Mongolia: a league suspends and proposes to revoke, the region revokes', async () => {
    const league = officer('nm-city', 'CITY', '150700');
    const second = officer('nm-city-2', 'CITY', '150700');
    const other = await bench.enact(filingOf(4, '150700'));
    if (other.kind === 'refused') throw new Error(JSON.stringify(other));
    const suspension = await proposed(measureOf(other.institutionCode), league);
    expect(await confirmMeasure(bench.hub, second, { measureId: suspension })).toMatchObject({ state: 'CONFIRMED' });
    const measureId = await proposed(measureOf(other.institutionCode, { kind: 'REVOCATION' }), league);
    expect(await confirmMeasure(bench.hub, second, { measureId })).toMatchObject({ code: 'MEASURE_ABOVE_OFFICE' });
    const region = officer('nm-region', 'PROVINCE', '150000');
    expect(await confirmMeasure(bench.hub, region, { measureId })).toMatchObject({ state: 'CONFIRMED' });
  });

  test('Inner Mongolia: a site of a regional institution is its league’s, and nothing else of it', async () => {
    await bench.save({ regions: [{ code: '150100', name: '样例', grade: 'CITY', parentCode: '150000' }] });
    const content = {
      applicant: applicantOf(5, { regionCode: '150100', grade: 'PROVINCE', ownership: 'PROVINCIAL' }),
      sites: [siteWish('s', { regionCode: '150100' }), siteWish('t', { regionCode: '150700' })],
      items: [itemWish('6-31-01-03', { sites: ['s'] }), itemWish('6-31-01-03', { sites: ['t'] })],
    };
    const other = await bench.enact(applicationOf(randomUUID(), { regionCode: '150100', content }));
    if (other.kind === 'refused') throw new Error(JSON.stringify(other));
    const [home = '', away = ''] = other.filingIds;
    const league = officer('nm-city', 'CITY', '150700');
    const hears = (filingIds: readonly string[]) =>
      proposeMeasure(bench.hub, league, measureOf(other.institutionCode, { filingIds: [...filingIds] }));
    for (const ids of [[], [home], [home, away]]) expect(await hears(ids)).toMatchObject({ code: 'FILING_NOT_FOUND' });
    const given = measureOf(other.institutionCode, { kind: 'REVOCATION', filingIds: [away] });
    const measureId = await proposed(given, league);
    const capital = officer('nm-capital', 'CITY', '150100');
    expect(await confirmMeasure(bench.hub, capital, { measureId })).toMatchObject({ code: 'MEASURE_NOT_FOUND' });
    const second = officer('nm-city-2', 'CITY', '150700');
    expect(await confirmMeasure(bench.hub, second, { measureId })).toMatchObject({ state: 'CONFIRMED' });
    const { filings = [] } = await bench.registryOf(other.institutionCode);
    expect(filings.filter(({ interruptions }) => interruptions.length > 0).map(({ id }) => id)).toEqual([away]);
  });

  test('what the province proposed the province decides, of a city’s institution too', async () => {
    const measureId = await proposed(measureOf(institutionCode), FJ_PROVINCE);
    expect(await confirmMeasure(bench.hub, CITY, { measureId })).toMatchObject({ code: 'MEASURE_ABOVE_OFFICE' });
    expect(await withdrawMeasure(bench.hub, CITY, { measureId, reason: '证据不足' })).toMatchObject({
      code: 'MEASURE_ABOVE_OFFICE',
    });
    const second = officer('fj-province-2', 'PROVINCE', '350000');
    expect(await confirmMeasure(bench.hub, second, { measureId })).toMatchObject({ state: 'CONFIRMED' });
  });

  test('what the province suspended no city resumes, whoever proposed it', async () => {
    const [first = '', second = ''] = filingIds;
    const suspend = (id: string, proposer: Caller) =>
      proposed(measureOf(institutionCode, { filingIds: [id] }), proposer);
    const resume = (ids: readonly string[]) =>
      proposed(measureOf(institutionCode, { kind: 'RESUMPTION', filingIds: [...ids], reasonCode: 'RECTIFIED' }));
    const confirm = (caller: Caller, measureId: string) => confirmMeasure(bench.hub, caller, { measureId });
    const province = { code: 'MEASURE_ABOVE_OFFICE', places: [{ field: 'filingIds' }] };
    // Proposed by the city, put in force by the province; the other is the city's own.
    await confirm(FJ_PROVINCE, await suspend(first, CITY));
    await confirm(SECOND_CITY, await suspend(second, CITY));
    bench.setDay('2026-06-10');
    expect(await confirm(SECOND_CITY, await resume([second]))).toMatchObject({ state: 'CONFIRMED' });
    const measureId = await resume([first]);
    expect(await confirm(SECOND_CITY, measureId)).toMatchObject(province);
    const [term] = await bench.source.query(`SELECT term FROM deadline WHERE subject_id = $1`, [measureId]);
    expect(term).toEqual({ term: 'PROPOSAL_PROVINCE' });
    expect(await confirm(FJ_PROVINCE, measureId)).toMatchObject({ state: 'CONFIRMED' });
    // What was resumed does not count any more: the city suspends and resumes anew.
    bench.setDay('2026-06-20');
    await confirm(SECOND_CITY, await suspend(first, CITY));
    bench.setDay('2026-06-30');
    expect(await confirm(SECOND_CITY, await resume([first]))).toMatchObject({ state: 'CONFIRMED' });
    // Proposed by the province too.
    await confirm(officer('fj-province-2', 'PROVINCE', '350000'), await suspend(second, FJ_PROVINCE));
    bench.setDay('2026-07-10');
    expect(await confirm(SECOND_CITY, await resume([second]))).toMatchObject(province);
  });

  test('of two decisions at once one wins and the other is told what happened', async () => {
    const measureId = await proposed(measureOf(institutionCode));
    const outcomes = await Promise.all([
      confirmMeasure(bench.hub, SECOND_CITY, { measureId }),
      withdrawMeasure(bench.hub, FJ_PROVINCE, { measureId, reason: '证据不足' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['measure', 'refused']);
    const loser = outcomes.find((outcome): outcome is Refusal => outcome.kind === 'refused');
    expect(loser).toMatchObject({
      code: 'MEASURE_STATE_CONFLICT',
      existingId: measureId,
      places: [{ field: 'state' }],
    });
  });

  test('a stranger hears nothing, and sees nothing', async () => {
    const measureId = await proposed(measureOf(institutionCode));
    const stranger = officer('x', 'CITY', '510100');
    expect(await proposeMeasure(bench.hub, stranger, measureOf(institutionCode))).toEqual(
      await proposeMeasure(bench.hub, stranger, measureOf('0000')),
    );
    for (const id of [measureId, randomUUID(), 'x']) {
      expect(await confirmMeasure(bench.hub, stranger, { measureId: id })).toMatchObject({ code: 'MEASURE_NOT_FOUND' });
    }
    const wall = (institution: string | null, regionPrefix: string) => ({ institutionCode: institution, regionPrefix });
    expect(await bench.hub.views.measure(wall(null, '5101'), measureId)).toBeUndefined();
    expect(await bench.hub.views.measure(wall(institutionCode, ''), measureId)).toBeUndefined();
    expect(await bench.hub.views.measure(wall(null, '35'), measureId)).toMatchObject({ state: 'PROPOSED', filingIds });
    const all = { institutionCode: null, state: null, awaitsNotice: false };
    expect(await bench.hub.views.measures(wall(institutionCode, ''), all, PAGE)).toMatchObject({ total: 0 });
    expect(await bench.hub.views.measures(wall(null, '3501'), all, PAGE)).toMatchObject({ total: 1 });
  });

  test.each([
    ['no reason', { reason: ' ' }, ['reason']],
    ['no basis', { basis: [] }, ['basis']],
    ['a day that has passed', { from: '2026-05-31' }, ['from']],
    ['ends before it begins', { from: '2026-06-10', to: '2026-06-09' }, ['to']],
    ['a revocation with an end', { kind: 'REVOCATION', to: '2026-07-01' }, ['to']],
  ] as const)('bad input: %s', async (_, change, fields) => {
    const outcome = await proposeMeasure(bench.hub, CITY, measureOf(institutionCode, change));
    expect(outcome).toMatchObject({ code: 'MEASURE_INVALID', places: fields.map((field) => ({ field })) });
  });
});
