/** Calendars recorded by hand: two people, one clock for rules and deadlines, and the deadlines that they move. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { confirmCalendarYear } from '../../src/app/deadlines/confirm-calendar-year';
import { countWorkingDays } from '../../src/app/deadlines/count-working-days';
import { listCalendarYears } from '../../src/app/deadlines/list-calendar-years';
import { proposeCalendarYear } from '../../src/app/deadlines/propose-calendar-year';
import { watchDeadlines } from '../../src/app/deadlines/watch-deadlines';
import { openTerm, type TermEvent } from '../../src/app/deadlines/open-term';
import { packsInForce } from '../../src/app/packs/packs-in-force';
import { sweep } from '../../src/app/sweep';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { callerOf, deadlineBench, type DeadlineBench } from '../kit/deadline-bench';

const OPERATOR = callerOf('OPERATOR');
const NATION = callerOf('NATION');
const CITY = callerOf('CITY', '150100');
const INSTITUTION = callerOf('INSTITUTION', null, 'NM01');
const PAGE = { first: 100, after: null } as const;
/** Invented days. */
const Y2027 = {
  year: 2027,
  notice: '国务院办公厅关于2027年部分节假日安排的通知(样例)',
  holidays: ['2027-01-01', '2027-01-04', '2027-10-01'],
  workdays: ['2027-01-09'],
};
/** The year of the release with one holiday more, and without the make-up days of the others. */
const Y2026 = {
  year: 2026,
  notice: '国务院办公厅关于2026年增加放假的通知(样例)',
  holidays: ['2026-01-01', '2026-05-01', '2026-06-03', '2026-06-09', '2026-10-01', '2026-10-02'],
  workdays: [],
};
const batch = (id: string, on: string): TermEvent => ({
  term: 'BATCH_CITY',
  subject: { kind: 'BATCH', id },
  institutionCode: 'NM01',
  regionCode: '150100',
  on,
});

describe('calendar years', () => {
  let bench: DeadlineBench;
  beforeEach(async () => {
    bench = await deadlineBench();
  });
  afterEach(() => bench.close());

  const idOf = async (given: typeof Y2027, by = OPERATOR): Promise<string> => {
    const proposed = await proposeCalendarYear(bench.hub, by, given);
    if (proposed.kind === 'refused') throw new Error(JSON.stringify(proposed.places));
    return proposed.calendarYearId;
  };
  const record = async (given: typeof Y2027): Promise<void> => {
    const confirmed = await confirmCalendarYear(bench.hub, NATION, { id: await idOf(given) });
    expect(confirmed).toMatchObject({ kind: 'confirmed', year: given.year });
  };
  const told = async (caller: Caller): Promise<string[]> =>
    (await bench.hub.views.notifications(caller, { unread: false }, PAGE)).items
      .map(({ topic, subject }) => `${topic} ${subject.id}`)
      .reverse();
  const deadlines = async (): Promise<unknown[]> => {
    const filter = { mine: false, states: null, term: null, institutionCode: null };
    const { items } = await bench.hub.views.deadlines(NATION, territoryOf(NATION), filter, PAGE);
    return items.map(({ subject, state, dueOn, waitsForYear }) => [subject.id, state, dueOn, waitsForYear]);
  };
  const digest = async (): Promise<string> =>
    (await bench.hub.transaction((stores) => bench.hub.activePacks(stores, bench.hub.now()))).digest;

  test('one person proposes, another confirms; said again it is the same', async () => {
    const id = await idOf(Y2027);
    expect(await proposeCalendarYear(bench.hub, NATION, { ...Y2027, holidays: [...Y2027.holidays].reverse() })).toEqual(
      {
        kind: 'proposed',
        calendarYearId: id,
        year: 2027,
        repeated: true,
      },
    );
    expect(await confirmCalendarYear(bench.hub, OPERATOR, { id })).toMatchObject({ code: 'FOUR_EYES' });
    expect(await confirmCalendarYear(bench.hub, CITY, { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await confirmCalendarYear(bench.hub, NATION, { id: randomUUID() })).toMatchObject({
      code: 'CALENDAR_NOT_FOUND',
    });
    expect(await confirmCalendarYear(bench.hub, NATION, { id: 'x' })).toMatchObject({ code: 'CALENDAR_NOT_FOUND' });
    const both = await Promise.all([1, 2].map(() => confirmCalendarYear(bench.hub, NATION, { id })));
    expect(both).toMatchObject([{ kind: 'confirmed' }, { kind: 'confirmed' }]);
    const third = { ...NATION, clientId: 'third' };
    expect(await confirmCalendarYear(bench.hub, third, { id })).toMatchObject({
      code: 'CALENDAR_STATE_CONFLICT',
      existingId: id,
    });
    const { items } = await bench.hub.views.decisions(
      territoryOf(NATION),
      { subject: { kind: 'CALENDAR', id: '2027' }, institutionCode: null },
      PAGE,
    );
    expect(items).toMatchObject([
      {
        act: 'CALENDAR_CONFIRMED',
        basis: [Y2027.notice],
        decidedBy: NATION.clientId,
        role: 'NATION',
        regionCode: '000000',
      },
    ]);
  });

  test('a proposal takes the place of the one before it, and of nothing that is confirmed', async () => {
    const first = await idOf(Y2027);
    const second = await idOf({ ...Y2027, workdays: [] }, NATION);
    expect(await confirmCalendarYear(bench.hub, OPERATOR, { id: first })).toMatchObject({
      code: 'CALENDAR_STATE_CONFLICT',
      existingId: second,
    });
    expect(await confirmCalendarYear(bench.hub, OPERATOR, { id: second })).toMatchObject({ kind: 'confirmed' });
    await idOf(Y2027);
    expect(await listCalendarYears(bench.hub, { from: 2026, to: 2027 })).toMatchObject([
      { year: 2026, source: 'RELEASE', missing: false, workdays: expect.arrayContaining(['2026-10-10']) },
      {
        year: 2027,
        source: 'RECORDED',
        missing: false,
        workdays: [],
        recorded: { id: second },
        proposed: { holidays: Y2027.holidays },
      },
    ]);
  });

  test('what is wrong is named by its place', async () => {
    const wrong = { ...Y2027, workdays: ['2027-01-11'], holidays: ['2027-10-01'] };
    expect(await proposeCalendarYear(bench.hub, OPERATOR, wrong)).toMatchObject({
      code: 'CALENDAR_INVALID',
      places: [
        { field: 'workdays', record: 1 },
        { field: 'holidays', record: null },
      ],
    });
    expect(await proposeCalendarYear(bench.hub, OPERATOR, { ...Y2027, notice: '\0' })).toMatchObject({
      code: 'CALENDAR_INVALID',
    });
    expect(await proposeCalendarYear(bench.hub, CITY, Y2027)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('one clock: the set that judges carries it, and is the old one while nothing is recorded', async () => {
    const before = await digest();
    const asked = { from: '2027-01-01', to: '2027-01-10', regionCode: '150100' };
    expect(await countWorkingDays(bench.hub, asked)).toMatchObject({
      days: 10,
      workingDays: null,
      unpublishedYear: 2027,
    });
    await idOf(Y2027);
    expect(await digest()).toBe(before);
    await record(Y2027);
    const after = await digest();
    expect(after).not.toBe(before);
    expect(await countWorkingDays(bench.hub, asked)).toEqual({
      days: 10,
      workingDays: 5,
      unpublishedYear: null,
      holidays: ['2027-01-01', '2027-01-04'],
      workdays: ['2027-01-09'],
    });
    const stored = await bench.hub.transaction(({ packSets }) => packSets.load(after));
    const national = stored.find(({ jurisdiction }) => jurisdiction === 'national');
    expect(national?.parameters['calendar']).toMatchObject({
      value: { '2027': { holidays: Y2027.holidays, workdays: Y2027.workdays } },
      basis: expect.arrayContaining([Y2027.notice]),
    });
    const past = { region: '150100', examDate: '2026-06-01', asOf: bench.hub.now() };
    bench.setDay('2026-07-01');
    const values = await packsInForce(bench.hub, { ...past, asOf: null }, { first: 500, after: null });
    expect(values.items.find(({ name }) => name === 'calendar')?.basis).toContain(Y2027.notice);
  });

  test.each([
    { from: '2026-01-02', to: '2026-01-01', regionCode: '150100' },
    { from: '2026-02-30', to: '2026-03-01', regionCode: '150100' },
    { from: '2003-01-01', to: '2003-01-02', regionCode: '150100' },
    { from: '2010-01-01', to: '2026-01-02', regionCode: '150100' },
    { from: '2026-01-01', to: '2026-01-02', regionCode: '15' },
  ])('no span: %j', async (asked) => {
    expect(await countWorkingDays(bench.hub, asked)).toBeUndefined();
  });

  test('a term into an unpublished year waits without a day; the nation and the operator hear it once', async () => {
    await bench.source.query(
      `INSERT INTO api_client (client_id, name, secret_hash, role, region_code, created_at, created_by)
       VALUES ('c', 'c', 'x', 'CITY', '150100', now(), 'test')`,
    );
    bench.setDay('2026-12-29');
    await bench.open(batch('a', '2026-12-29'));
    await bench.open(batch('b', '2026-12-29'));
    expect(await deadlines()).toEqual([
      [expect.anything(), 'OPEN', null, 2027],
      [expect.anything(), 'OPEN', null, 2027],
    ]);
    for (const caller of [NATION, OPERATOR, CITY]) expect(await told(caller)).toEqual(['CALENDAR_MISSING 2027']);
    bench.setDay('2027-01-20');
    await watchDeadlines(bench.hub);
    expect(await deadlines()).toMatchObject([{ 1: 'OPEN' }, { 1: 'OPEN' }]);
    bench.reminded.length = 0;
    await record(Y2027);
    expect(bench.reminded).toEqual(['watch-deadlines 1']);
    await watchDeadlines(bench.hub);
    // 30 and 31 December, 5, 6 and 7 January; it has been overdue for long.
    expect(await deadlines()).toEqual([
      [expect.anything(), 'ESCALATED', '2027-01-07', null],
      [expect.anything(), 'ESCALATED', '2027-01-07', null],
    ]);
    expect((await told(INSTITUTION)).sort()).toEqual([
      'TERM_MOVED a',
      'TERM_MOVED b',
      'TERM_OVERDUE a',
      'TERM_OVERDUE b',
    ]);
    expect(await told(NATION)).toEqual(['CALENDAR_MISSING 2027']);
  });

  test('one holiday more in a published year moves open deadlines, and takes back that one is overdue', async () => {
    await bench.open(batch('moved', '2026-06-01'));
    await bench.open(batch('same', '2026-06-09'));
    bench.setDay('2026-06-09');
    await watchDeadlines(bench.hub);
    expect(await deadlines()).toEqual([
      ['moved', 'OVERDUE', '2026-06-08', null],
      ['same', 'OPEN', '2026-06-16', null],
    ]);
    await record(Y2026);
    await watchDeadlines(bench.hub);
    expect(await deadlines()).toEqual([
      ['moved', 'WARNED', '2026-06-10', null],
      ['same', 'OPEN', '2026-06-16', null],
    ]);
    expect((await told(INSTITUTION)).sort()).toEqual(['TERM_MOVED moved', 'TERM_OVERDUE moved']);
    bench.setDay('2026-06-11');
    await watchDeadlines(bench.hub);
    expect((await told(INSTITUTION)).sort()).toEqual(['TERM_MOVED moved', 'TERM_OVERDUE moved', 'TERM_OVERDUE moved']);
  });

  test('what opens while a calendar is being confirmed is counted by it in the end, and the sweep sees to it', async () => {
    const id = await idOf(Y2027);
    let at = new Date('2026-12-29T04:00:00Z').getTime();
    // Every look at the clock is later than the one before: some terms look before the calendar holds and open after that.
    const hub = { ...bench.hub, now: () => new Date((at += 1)) };
    const open = (subject: string): Promise<void> =>
      hub.transaction((stores) => openTerm(hub, stores, batch(subject, '2026-12-29')));
    await Promise.all([
      ...['a', 'b', 'c'].map(open),
      confirmCalendarYear(hub, NATION, { id }),
      ...['d', 'e', 'f'].map(open),
    ]);
    const { deadlines: due } = await sweep(hub);
    if (due.length > 0) await watchDeadlines(hub);
    expect((await sweep(hub)).deadlines).toEqual([]);
    expect((await deadlines()).map((row) => Object(row)[2])).toEqual(Array(6).fill('2027-01-07'));
  });

  test('a term that looked at the clock before the confirmation and was stored after it is counted anew', async () => {
    const id = await idOf(Y2027);
    const before = new Date('2026-12-29T04:00:00Z');
    const after = { ...bench.hub, now: () => new Date(before.getTime() + 1_000) };
    await confirmCalendarYear(after, NATION, { id });
    const slow = { ...bench.hub, now: () => before };
    await slow.transaction((stores) => openTerm(slow, stores, batch('a', '2026-12-29')));
    expect(await deadlines()).toEqual([['a', 'OPEN', null, 2027]]);
    expect((await sweep(after)).deadlines).toEqual([{ day: '2026-12-29' }]);
    await watchDeadlines(after);
    expect(await deadlines()).toEqual([['a', 'OPEN', '2027-01-07', null]]);
    expect((await sweep(after)).deadlines).toEqual([]);
  });

  test('from 1 December on the operator is told that the next year is missing, once', async () => {
    const due = async (day: string): Promise<unknown> => {
      bench.setDay(day);
      return (await sweep(bench.hub)).deadlines;
    };
    expect(await due('2026-11-30')).toEqual([]);
    expect(await due('2026-12-01')).toEqual([{ day: '2026-12-01' }]);
    await watchDeadlines(bench.hub);
    await watchDeadlines(bench.hub);
    expect(await told(OPERATOR)).toEqual(['CALENDAR_MISSING 2027']);
    expect(await due('2026-12-02')).toEqual([]);
    expect(await listCalendarYears(bench.hub, { from: null, to: null })).toMatchObject([
      { year: 2025, source: 'RELEASE' },
      { year: 2026, source: 'RELEASE' },
      { year: 2027, source: 'NONE', missing: true },
    ]);
  });

  test('no warning where the year is recorded', async () => {
    await record(Y2027);
    bench.setDay('2026-12-01');
    expect((await sweep(bench.hub)).deadlines).toEqual([]);
    await watchDeadlines(bench.hub);
    expect(await told(OPERATOR)).toEqual([]);
  });
});
