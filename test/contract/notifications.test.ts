/** What is told and what is decided, on a real database: to whom it shows, and that reading it is the office's matter. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { type Decision, OFFICE_ACTS } from '../../src/app/decisions/decision-ports';
import { markNotificationsRead, NOTIFICATIONS_MARKED_MAX } from '../../src/app/notifications/mark-notifications-read';
import type { Audience, Notification } from '../../src/app/notifications/notification-ports';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { callerOf, deadlineBench, type DeadlineBench } from '../kit/deadline-bench';

const INSTITUTION = callerOf('INSTITUTION', null, '0001');
const OTHER_INSTITUTION = callerOf('INSTITUTION', null, '0002');
const CITY = callerOf('CITY', '510100');
const OTHER_CITY = callerOf('CITY', '510300');
const PROVINCE = callerOf('PROVINCE', '510000');
const NATION = callerOf('NATION');
const OPERATOR = callerOf('OPERATOR');
const EVERYBODY = [INSTITUTION, OTHER_INSTITUTION, CITY, OTHER_CITY, PROVINCE, NATION, OPERATOR];
const PAGE = { first: 100, after: null } as const;

describe('notifications and decisions', () => {
  let bench: DeadlineBench;
  beforeEach(async () => {
    bench = await deadlineBench();
  });
  afterEach(() => bench.close());

  const to = (audience: Audience, subjectId: string, minute = 0, once?: string): Notification => ({
    id: randomUUID(),
    audience,
    topic: 'PLAN_APPROVED',
    subject: { kind: 'PLAN', id: subjectId },
    text: { zh: '计划已批准。', en: 'The plan is approved.' },
    at: new Date(Date.UTC(2026, 5, 1, 0, minute)),
    ...(once === undefined ? {} : { once }),
  });
  const tell = (...given: Notification[]): Promise<void> =>
    bench.hub.transaction((stores) => stores.notifications.tell(given));
  const read = async (caller: Caller, unread = false) => bench.hub.views.notifications(caller, { unread }, PAGE);
  const subjectsOf = async (caller: Caller): Promise<string[]> =>
    (await read(caller)).items.map(({ subject }) => subject.id);

  test.each([
    [{ role: 'INSTITUTION', institutionCode: '0001' }, [INSTITUTION]],
    [{ role: 'CITY', regionCode: '510100' }, [CITY]],
    // A district has no office of its own here: its city is meant, and its province.
    [{ role: 'CITY', regionCode: '510104' }, [CITY]],
    [{ role: 'PROVINCE', regionCode: '510104' }, [PROVINCE]],
    [{ role: 'NATION' }, [NATION]],
    [{ role: 'OPERATOR' }, [OPERATOR]],
  ] as const)('%j is heard by nobody else', async (audience, listeners) => {
    await tell(to(audience, 'p'));
    for (const caller of EVERYBODY) {
      const hears = listeners.some(({ clientId }) => clientId === caller.clientId);
      expect([caller.clientId, await subjectsOf(caller)]).toEqual([caller.clientId, hears ? ['p'] : []]);
    }
  });

  test('latest first, page by page, with all that is unread', async () => {
    const audience = { role: 'CITY', regionCode: '510100' } as const;
    await tell(...['a', 'b', 'c'].map((id, minute) => to(audience, id, minute)));
    const first = await bench.hub.views.notifications(CITY, { unread: true }, { first: 2, after: null });
    expect(first).toMatchObject({ total: 3, unread: 3, hasNext: true });
    const rest = await bench.hub.views.notifications(CITY, { unread: true }, { first: 2, after: first.endCursor });
    expect([...first.items, ...rest.items].map(({ subject }) => subject.id)).toEqual(['c', 'b', 'a']);
    expect(first.items[0]).toMatchObject({ text: { zh: '计划已批准。', en: 'The plan is approved.' }, readAt: null });
  });

  test('marked by one of the office it is read for the office; said again it changes nothing; others cannot', async () => {
    const [mine, theirs] = [
      to({ role: 'CITY', regionCode: '510100' }, 'a'),
      to({ role: 'CITY', regionCode: '510300' }, 'b'),
    ];
    await tell(mine, theirs);
    const ids = [mine.id, theirs.id, randomUUID()];
    expect(await markNotificationsRead(bench.hub, CITY, { ids })).toEqual({ kind: 'read', marked: 1 });
    expect(await markNotificationsRead(bench.hub, CITY, { ids })).toEqual({ kind: 'read', marked: 0 });
    expect(await read({ ...CITY, clientId: 'second' }, true)).toMatchObject({ total: 0, unread: 0 });
    expect(await read(CITY)).toMatchObject({ total: 1, items: [{ readAt: bench.hub.now() }] });
    expect(await read(OTHER_CITY)).toMatchObject({ unread: 1 });
  });

  test('too many ids, or one that is none', async () => {
    const many = Array.from({ length: NOTIFICATIONS_MARKED_MAX + 1 }, () => randomUUID());
    for (const ids of [many, ['x']])
      expect(await markNotificationsRead(bench.hub, CITY, { ids })).toMatchObject({ code: 'NOTIFICATIONS_TOO_MANY' });
  });

  test('what is told once under a key is told each audience once, also by two at a time', async () => {
    const both = (): Notification[] => [
      to({ role: 'NATION' }, 'x', 0, 'key'),
      to({ role: 'OPERATOR' }, 'x', 0, 'key'),
      to({ role: 'OPERATOR' }, 'y', 0, 'other'),
    ];
    await Promise.all([tell(...both()), tell(...both())]);
    await tell(...both());
    expect([await subjectsOf(NATION), (await subjectsOf(OPERATOR)).sort()]).toEqual([['x'], ['x', 'y']]);
  });

  test('what is told in a transaction that is refused was never told', async () => {
    const refused = { kind: 'refused' } as const;
    await bench.hub.transaction(async (stores) => {
      await stores.notifications.tell([to({ role: 'NATION' }, 'x')]);
      return refused;
    });
    expect(await subjectsOf(NATION)).toEqual([]);
  });

  const decision = (id: string, changed: Partial<Decision> = {}): Decision => ({
    id: randomUUID(),
    subject: { kind: 'PLAN', id },
    institutionCode: '0001',
    regionCode: '510100',
    act: 'PLAN_APPROVED',
    reason: '符合要求',
    basis: ['湘人社函〔2020〕47号 四(一)'],
    decidedBy: 'city',
    role: 'CITY',
    decidedAt: bench.hub.now(),
    ...changed,
  });

  test('decisions are read by the institution and its regulators, by subject as well', async () => {
    const earlier = new Date(bench.hub.now().getTime() - 1_000);
    const given = [
      decision('a', { decidedAt: earlier }),
      decision('a', { act: 'PLAN_CANCELLED' }),
      decision('b', { institutionCode: '0002', regionCode: '510300' }),
      decision('2027', { subject: { kind: 'CALENDAR', id: '2027' }, institutionCode: null, regionCode: '000000' }),
    ];
    await bench.hub.transaction(async (stores) => {
      for (const each of given) await stores.decisions.note(each);
    });
    const seen = async (caller: Caller, subject: Decision['subject'] | null = null): Promise<string[]> => {
      const filter = { subject, institutionCode: null };
      const { items } = await bench.hub.views.decisions(territoryOf(caller), filter, PAGE);
      return items.map((each) => `${each.subject.id} ${each.act}`);
    };
    expect(await seen(INSTITUTION)).toEqual(['a PLAN_CANCELLED', 'a PLAN_APPROVED']);
    expect(await seen(OTHER_INSTITUTION)).toEqual(['b PLAN_APPROVED']);
    expect(await seen(OTHER_CITY)).toEqual(['b PLAN_APPROVED']);
    expect(await seen(OTHER_CITY, { kind: 'PLAN', id: 'a' })).toEqual([]);
    expect(await seen(PROVINCE)).toHaveLength(3);
    expect(await seen(NATION)).toHaveLength(4);
    expect(await seen(NATION, { kind: 'CALENDAR', id: '2027' })).toHaveLength(1);
    const kept = await bench.hub.transaction((stores) => stores.decisions.ofSubject({ kind: 'PLAN', id: 'a' }));
    expect(kept).toEqual([given[0], given[1]]);
  });

  test('what an office only considers is read by offices; once it holds the institution reads it', async () => {
    const recall = (act: string): Decision =>
      decision('r', { act, subject: { kind: 'RECALL', id: 'r' }, reason: '核查中' });
    const acts = [...OFFICE_ACTS, 'RECALL_CONFIRMED', 'RESULTS_WITHDRAWN', 'BAR_CONFIRMED'];
    await bench.hub.transaction(async (stores) => {
      for (const act of acts) await stores.decisions.note(recall(act));
    });
    const seen = async (caller: Caller): Promise<string[]> => {
      const filter = { subject: null, institutionCode: null };
      const { items, total } = await bench.hub.views.decisions(territoryOf(caller), filter, PAGE);
      expect(total).toBe(items.length);
      return items.map(({ act }) => act).sort();
    };
    expect(await seen(INSTITUTION)).toEqual(['BAR_CONFIRMED', 'RECALL_CONFIRMED', 'RESULTS_WITHDRAWN']);
    expect(await seen(CITY)).toEqual([...acts].sort());
  });
});
