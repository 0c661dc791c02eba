/** The clock of terms on a real database: what opens, who is told when, each once, and how a recorded calendar moves it. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { countedOn, listDeadlines } from '../../src/app/deadlines/list-deadlines';
import { endTerms, type TermEvent } from '../../src/app/deadlines/open-term';
import { watchDeadlines } from '../../src/app/deadlines/watch-deadlines';
import type { DeadlineFilter } from '../../src/app/deadlines/deadline-ports';
import { sweep } from '../../src/app/sweep';
import { workingDaysOf } from '../../src/domain/calendar/working-days';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { callerOf, deadlineBench, type DeadlineBench } from '../kit/deadline-bench';

const ALL: DeadlineFilter = { mine: false, states: null, term: null, institutionCode: null };
const PAGE = { first: 500, after: null } as const;
const INSTITUTION = callerOf('INSTITUTION', null, 'NM01');
const OTHER_INSTITUTION = callerOf('INSTITUTION', null, 'NM02');
const CITY = callerOf('CITY', '150100');
const OTHER_CITY = callerOf('CITY', '150200');
const PROVINCE = callerOf('PROVINCE', '150000');
const OTHER_PROVINCE = callerOf('PROVINCE', '510000');
const NATION = callerOf('NATION');

const batch = (id: string, changed: Partial<TermEvent> = {}): TermEvent => ({
  term: 'BATCH_CITY',
  subject: { kind: 'BATCH', id },
  institutionCode: 'NM01',
  regionCode: '150104',
  on: '2026-06-01',
  ...changed,
});

describe('deadlines', () => {
  let bench: DeadlineBench;
  beforeEach(async () => {
    bench = await deadlineBench();
  });
  afterEach(() => bench.close());

  const list = async (caller: Caller, filter: Partial<DeadlineFilter> = {}) =>
    (await listDeadlines(bench.hub, caller, territoryOf(caller), { ...ALL, ...filter }, PAGE)).items;
  const told = async (caller: Caller): Promise<string[]> =>
    (await bench.hub.views.notifications(caller, { unread: false }, PAGE)).items
      .map(({ topic, subject }) => `${topic} ${subject.kind} ${subject.id}`)
      .reverse();
  const watchOn = (day: string): Promise<unknown> => {
    bench.setDay(day);
    return watchDeadlines(bench.hub);
  };
  const end = (id: string, how: 'MET' | 'CANCELLED' = 'MET'): Promise<void> =>
    bench.hub.transaction((stores) => endTerms(stores, { kind: 'BATCH', id }, how, bench.hub.now()));

  test('opens by the packs of the region, with the clause that says so', async () => {
    await bench.open(batch('a'));
    expect(await list(CITY)).toMatchObject([
      {
        term: 'BATCH_CITY',
        title: { zh: '市级初审' },
        subject: { kind: 'BATCH', id: 'a' },
        responsible: 'CITY',
        state: 'OPEN',
        days: 5,
        dueOn: '2026-06-08',
        warnOn: '2026-06-04',
        workingDaysLeft: 5,
        basis: ['内人社办发〔2024〕53号 第四十条'],
      },
    ]);
  });

  test.each([
    ['150100', '内人社办发〔2024〕53号 第十五条'],
    ['350100', '闽劳鉴〔2023〕10号 第十六条'],
    // The nation's 90 days are drawn from the two above: nobody else is told by their articles.
    ['430100', '人社职司便函〔2020〕17号'],
    ['510400', '人社职司便函〔2020〕17号'],
  ])('in %s a renewal is due by %s', async (regionCode, clause) => {
    await bench.open(batch('a', { term: 'RENEWAL', subject: { kind: 'FILING', id: 'F-1' }, regionCode }));
    expect((await list(NATION)).map(({ term, basis }) => [term, basis])).toEqual([['RENEWAL', [clause]]]);
  });

  test('opens nothing where the packs set no number, and nothing twice', async () => {
    await bench.open(batch('a', { regionCode: '510100' }));
    expect(await list(NATION)).toEqual([]);
    await bench.open(batch('a'));
    await bench.open(batch('a', { on: '2026-06-02' }));
    expect((await list(NATION)).map(({ dueOn }) => dueOn)).toEqual(['2026-06-08']);
    await end('a');
    await bench.open(batch('a', { on: '2026-06-03' }));
    expect((await list(NATION)).map(({ dueOn }) => dueOn)).toEqual(['2026-06-10']);
  });

  test('right below the province the term is the province’s', async () => {
    await bench.open(batch('a', { regionCode: '150000' }));
    expect(await list(PROVINCE, { mine: true })).toMatchObject([{ responsible: 'PROVINCE' }]);
  });

  test('is warned of, ends and goes one level up, each said once to those whom it concerns', async () => {
    await bench.open(batch('a'));
    await watchOn('2026-06-03');
    expect(await told(CITY)).toEqual([]);
    for (const day of ['2026-06-04', '2026-06-04', '2026-06-08']) await watchOn(day);
    expect(await told(CITY)).toEqual(['TERM_WARNING BATCH a']);
    expect(await told(INSTITUTION)).toEqual([]);
    for (const day of ['2026-06-09', '2026-06-09', '2026-06-10']) await watchOn(day);
    expect(await told(CITY)).toEqual(['TERM_WARNING BATCH a', 'TERM_OVERDUE BATCH a']);
    expect(await told(INSTITUTION)).toEqual(['TERM_OVERDUE BATCH a']);
    expect(await told(PROVINCE)).toEqual([]);
    expect(await list(PROVINCE, { mine: true })).toEqual([]);
    for (const day of ['2026-06-11', '2026-06-11', '2026-07-30']) await watchOn(day);
    expect(await told(PROVINCE)).toEqual(['TERM_ESCALATED BATCH a']);
    expect(await told(NATION)).toEqual([]);
    expect(await list(PROVINCE, { mine: true })).toMatchObject([
      { state: 'ESCALATED', escalatedTo: 'PROVINCE', workingDaysLeft: -37 },
    ]);
  });

  test('what is the offices’ own matter is neither seen nor heard by an institution', async () => {
    const subject = { kind: 'MEASURE', id: 'm' } as const;
    await bench.open(batch('m', { term: 'PROPOSAL_CITY', subject, institutionCode: null }));
    await watchOn('2026-07-30');
    expect((await told(CITY)).toSorted()).toEqual(['TERM_ESCALATED MEASURE m', 'TERM_OVERDUE MEASURE m']);
    expect(await told(PROVINCE)).toEqual(['TERM_ESCALATED MEASURE m']);
    expect(await told(INSTITUTION)).toEqual([]);
    expect(await list(INSTITUTION)).toEqual([]);
    expect(await list(CITY)).toMatchObject([{ state: 'ESCALATED', institutionCode: null }]);
  });

  test('after weeks without a worker every move is still made and told', async () => {
    await bench.open(batch('a'));
    await watchOn('2026-06-30');
    expect(await told(CITY)).toEqual(expect.arrayContaining(['TERM_OVERDUE BATCH a', 'TERM_ESCALATED BATCH a']));
    expect(await told(PROVINCE)).toEqual(['TERM_ESCALATED BATCH a']);
  });

  test('what is met is silent from then on, and late says how late', async () => {
    await bench.open(batch('a'));
    await bench.open(batch('b'));
    await bench.open(batch('c'));
    bench.setDay('2026-06-08');
    await end('a');
    await end('c', 'CANCELLED');
    await watchOn('2026-06-10');
    await end('b');
    await watchOn('2026-12-31');
    expect(await list(CITY)).toEqual([]);
    const ended = await list(CITY, { states: ['MET', 'CANCELLED'] });
    expect(
      Object.fromEntries(ended.map(({ subject, state, workingDaysLate }) => [subject.id, [state, workingDaysLate]])),
    ).toEqual({ a: ['MET', null], b: ['MET', 2], c: ['CANCELLED', null] });
    expect((await told(CITY)).filter((each) => each.startsWith('TERM'))).toEqual(['TERM_OVERDUE BATCH b']);
  });

  test('one term of a subject ends without the others', async () => {
    await bench.open(batch('a'));
    await bench.open(batch('a', { term: 'FEEDBACK' }));
    await bench.hub.transaction((stores) =>
      endTerms(stores, { kind: 'BATCH', id: 'a' }, 'MET', bench.hub.now(), 'BATCH_CITY'),
    );
    expect((await list(NATION)).map(({ term }) => term)).toEqual(['FEEDBACK']);
  });

  test('a renewal ends with the filing whose window opened', async () => {
    await bench.open(batch('f', { term: 'RENEWAL', subject: { kind: 'FILING', id: 'f' }, on: '2026-10-02' }));
    await watchOn('2026-12-28');
    expect(await told(INSTITUTION)).toEqual([]);
    await watchOn('2026-12-29');
    expect(await told(INSTITUTION)).toEqual(['TERM_WARNING FILING f']);
    expect(await list(INSTITUTION, { mine: true })).toMatchObject([{ state: 'WARNED', dueOn: '2026-12-31' }]);
  });

  test('a notice runs out first, and what must follow it has its own days', async () => {
    await bench.open(batch('n', { term: 'FILING_NOTICE', subject: { kind: 'APPLICATION', id: 'n' } }));
    expect(await list(CITY, { mine: true })).toMatchObject([{ days: 25, dueOn: '2026-07-07' }]);
  });

  test('the walls: an institution its own, an office its territory, and what it must do itself', async () => {
    await bench.open(batch('a'));
    await bench.open(batch('b', { institutionCode: 'NM02', regionCode: '150202', term: 'BATCH_MENDING' }));
    const idsOf = async (caller: Caller, filter: Partial<DeadlineFilter> = {}): Promise<string[]> =>
      (await list(caller, filter)).map(({ subject }) => subject.id).sort();
    expect(await idsOf(INSTITUTION)).toEqual(['a']);
    expect(await idsOf(OTHER_INSTITUTION)).toEqual(['b']);
    expect(await idsOf(OTHER_INSTITUTION, { mine: true })).toEqual(['b']);
    expect(await idsOf(INSTITUTION, { mine: true })).toEqual([]);
    expect(await idsOf(INSTITUTION, { institutionCode: 'NM02' })).toEqual([]);
    expect([await idsOf(CITY), await idsOf(OTHER_CITY)]).toEqual([['a'], ['b']]);
    expect([await idsOf(PROVINCE), await idsOf(OTHER_PROVINCE)]).toEqual([['a', 'b'], []]);
    expect(await idsOf(PROVINCE, { mine: true })).toEqual([]);
    await watchOn('2026-06-30');
    expect(await idsOf(OTHER_CITY, { mine: true })).toEqual(['b']);
    expect(await idsOf(PROVINCE, { mine: true })).toEqual(['a']);
    expect(await bench.hub.views.deadlineSummary(territoryOf(CITY), '')).toEqual([
      { term: 'BATCH_CITY', open: 0, warned: 0, overdue: 0, escalated: 1, waiting: 0 },
    ]);
    expect(await bench.hub.views.deadlineSummary(territoryOf(NATION), '1502')).toMatchObject([
      { term: 'BATCH_MENDING' },
    ]);
    expect(await bench.hub.views.deadlineSummary(territoryOf(OTHER_PROVINCE), '')).toEqual([]);
  });

  test('pages through the most urgent first, those without a day last', async () => {
    await bench.open(batch('late', { on: '2026-06-03' }));
    await bench.open(batch('never', { on: '2026-12-30' }));
    await bench.open(batch('soon'));
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = await listDeadlines(bench.hub, CITY, territoryOf(CITY), ALL, { first: 1, after });
      seen.push(...page.items.map(({ subject, waitsForYear }) => `${subject.id} ${waitsForYear ?? ''}`));
      [after, more] = [page.endCursor, page.hasNext];
    }
    expect(seen).toEqual(['soon ', 'late ', 'never 2027']);
  });

  /** Many at once, as one statement, in the way in which `open` leaves them. */
  const openMany = async (count: number): Promise<void> => {
    await bench.open(batch('first'));
    await bench.source.query(
      `INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, starts_on, days,
                             warning_days, due_on, warn_on, escalate_on, next_on, calendars, state, basis, opened_at)
       SELECT gen_random_uuid(), term, subject_kind, 'n' || n, institution_code, region_code, responsible, starts_on, days,
              warning_days, due_on, warn_on, escalate_on, next_on, calendars, state, basis, opened_at
         FROM deadline, generate_series(2, $1::int) AS n`,
      [count],
    );
  };
  const tallied = (): Promise<unknown> =>
    bench.source.query(
      `SELECT topic, role, count(*)::int AS told, count(DISTINCT subject_id)::int AS subjects FROM notification
        WHERE subject_kind = 'BATCH' GROUP BY 1, 2 ORDER BY 1, 2`,
    );

  test('10,000 that end at once, with three workers at them: each is told once', async () => {
    await openMany(10_000);
    bench.setDay('2026-06-09');
    const startedAt = Date.now();
    await Promise.all([1, 2, 3].map(() => watchDeadlines(bench.hub)));
    await watchDeadlines(bench.hub);
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    expect(await tallied()).toEqual([
      { topic: 'TERM_OVERDUE', role: 'CITY', told: 10_000, subjects: 10_000 },
      { topic: 'TERM_OVERDUE', role: 'INSTITUTION', told: 10_000, subjects: 10_000 },
    ]);
    expect(await bench.hub.views.deadlineSummary(territoryOf(NATION), '')).toMatchObject([{ overdue: 10_000 }]);
  }, 90_000);

  test('a watch that dies in the middle of a slice leaves nothing half told', async () => {
    await openMany(700);
    bench.setDay('2026-06-09');
    let ids = 0;
    const dying = {
      ...bench.hub,
      newId: () => {
        ids += 1;
        if (ids === 1_200) throw new Error('The worker died.');
        return randomUUID();
      },
    };
    await expect(watchDeadlines(dying)).rejects.toThrow('died');
    expect(await tallied()).toMatchObject([{ told: 500 }, { told: 500 }]);
    await watchDeadlines(bench.hub);
    expect(await tallied()).toMatchObject([
      { told: 700, subjects: 700 },
      { told: 700, subjects: 700 },
    ]);
  });

  test('the deed and the watch at once: it is met, and told of at most once', async () => {
    await bench.open(batch('a'));
    bench.setDay('2026-06-09');
    await Promise.all([end('a'), watchDeadlines(bench.hub), watchDeadlines(bench.hub)]);
    await watchOn('2026-06-30');
    expect(await list(CITY)).toEqual([]);
    expect(await list(CITY, { states: ['MET'] })).toHaveLength(1);
    expect((await told(CITY)).length).toBeLessThanOrEqual(1);
    expect(await told(PROVINCE)).toEqual([]);
  });

  test('the sweep reminds while something is due, and not otherwise', async () => {
    await bench.open(batch('a'));
    const due = async (day: string): Promise<unknown> => {
      bench.setDay(day);
      return (await sweep(bench.hub)).deadlines;
    };
    expect(await due('2026-06-03')).toEqual([]);
    expect(await due('2026-06-04')).toEqual([{ day: '2026-06-04' }]);
    await watchDeadlines(bench.hub);
    expect(await due('2026-06-04')).toEqual([]);
  });
});

test.each([
  ['2026-06-05', 1],
  ['2026-06-08', 0],
  ['2026-06-09', -1],
  ['2027-01-04', null],
])('on %s %s working days are left', (today, left) => {
  const open = { state: 'OPEN', dueOn: '2026-06-08', endedAt: null } as const;
  expect(countedOn(open, today, workingDaysOf({}))).toEqual({ workingDaysLeft: left, workingDaysLate: null });
});
