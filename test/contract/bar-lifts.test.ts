/** A bar ends by two people, on a real database. */
import type { Caller } from '../../src/app/caller';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import type { Refusal } from '../../src/app/refusal';
import { barStaff, confirmBar } from '../../src/app/staff/bar-staff';
import { liftBar, type LiftGiven } from '../../src/app/staff/lift-bar';
import { territoryOf } from '../../src/domain/tenancy/territory';
import {
  CITY,
  NATION,
  OTHER_CITY,
  PROVINCE,
  SCHOOL,
  SECOND_CITY,
  SECOND_PROVINCE,
  usePlanDesk,
} from '../kit/plan-desk';

jest.setTimeout(60_000);

const BASIS = ['川 2021-06-16 通知 七(五)'];
const TERM = { staffId: 'A2', from: '2026-06-17', to: '2026-12-31' };
const PAGE = { first: 50, after: null };
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

describe('lifting a bar', () => {
  const desk = usePlanDesk();

  /** In force: proposed by `by`, confirmed by `second`. */
  const barOf = async (by: Caller = CITY, second: Caller = SECOND_CITY): Promise<string> => {
    const bar = await barStaff(desk.hub, by, { ...TERM, reason: '放宽评分', basis: BASIS });
    if (bar.kind === 'refused') throw new Error(bar.code);
    expect(await confirmBar(desk.hub, second, bar)).toMatchObject({ state: 'CONFIRMED' });
    return bar.barId;
  };
  const lift = (by: Caller, barId: string, change: Partial<LiftGiven> = {}) =>
    liftBar(desk.hub, by, { barId, reason: '申诉成立', basis: BASIS, ...change });
  const proposed = async (by: Caller, barId: string): Promise<string> => {
    const answer = await lift(by, barId);
    if (answer.kind === 'refused') throw new Error(answer.code);
    return answer.proposalId;
  };
  const confirm = (by: Caller, proposalId: string) => confirmProposal(desk.hub, by, { proposalId });
  const dismiss = (by: Caller, proposalId: string) => dismissProposal(desk.hub, by, { proposalId, reason: '证据不足' });
  const barred = async () => (await desk.hub.views.staffMember(territoryOf(CITY), 'A2'))?.barred;
  const barsSeenBy = async (by: Caller) =>
    (await desk.hub.views.staffMember(territoryOf(by), 'A2'))?.bars.map(({ state }) => state);
  const mineOf = async (by: Caller) => {
    const filter = { kind: null, state: null, subjectId: null, mine: by };
    return (await desk.hub.views.proposals(territoryOf(by), filter, PAGE)).items.map(({ id }) => id);
  };
  const IN_FORCE = [{ from: TERM.from, to: TERM.to }];

  test('one proposes, another ends it; days until yesterday stay barred', async () => {
    const barId = await barOf();
    desk.setDay('2026-07-01');
    const proposalId = await proposed(PROVINCE, barId);
    expect(await lift(PROVINCE, barId)).toMatchObject({ proposalId, state: 'PROPOSED', repeated: true });
    expect(await barred()).toEqual(IN_FORCE);
    expect(await barsSeenBy(SCHOOL)).toEqual(['CONFIRMED']);
    expect(ofCode(await confirm(PROVINCE, proposalId))).toBe('FOUR_EYES');
    expect(await confirm(SECOND_PROVINCE, proposalId)).toMatchObject({ state: 'CONFIRMED', repeated: false });
    expect(await confirm(SECOND_PROVINCE, proposalId)).toMatchObject({ state: 'CONFIRMED', repeated: true });
    expect(await barred()).toEqual([{ from: '2026-06-17', to: '2026-06-30' }]);
    expect(await barsSeenBy(CITY)).toEqual(['LIFTED']);
    // It was in force, and its days until yesterday still stand: the institution sees why.
    const seen = await desk.hub.views.staffMember(territoryOf(SCHOOL), 'A2');
    expect(seen).toMatchObject({
      barred: [{ from: '2026-06-17', to: '2026-06-30' }],
      bars: [{ ...TERM, state: 'LIFTED', decidedRole: 'PROVINCE', decidedAt: new Date('2026-07-01T01:00:00Z') }],
    });
    expect(await lift(CITY, barId)).toMatchObject({ code: 'STAFF_STATE_CONFLICT', existingId: 'A2' });
    // A new bar may begin the day after.
    const again = { ...TERM, from: '2026-07-01', reason: '放宽评分', basis: BASIS };
    expect(await barStaff(desk.hub, CITY, again)).toMatchObject({ state: 'PROPOSED' });
  });

  test('reason, basis and author stand in the decisions; the institution hears of it once it holds', async () => {
    const barId = await barOf();
    const acts = (): Promise<object[]> =>
      desk.source.query(
        `SELECT act, reason, basis, decided_by AS by FROM decision WHERE act LIKE 'BAR_LIFT%' ORDER BY act DESC`,
      );
    const topics = async (): Promise<unknown[]> =>
      (
        await desk.source.query(`SELECT role, topic FROM notification WHERE topic LIKE '%LIFT%' ORDER BY role, topic`)
      ).map(({ role, topic }: Record<string, unknown>) => [role, topic]);
    const terms = (): Promise<object[]> =>
      desk.source.query(`SELECT term, institution_code AS institution, state FROM deadline
                          WHERE subject_kind = 'BAR' AND state <> 'MET' ORDER BY term`);
    const dismissed = await proposed(CITY, barId);
    expect(await terms()).toEqual([{ term: 'PROPOSAL_CITY', institution: null, state: 'OPEN' }]);
    expect(await dismiss(CITY, dismissed)).toMatchObject({ state: 'DISMISSED' });
    expect(await topics()).toEqual([
      ['CITY', 'BAR_LIFT_DISMISSED'],
      ['CITY', 'BAR_LIFT_PROPOSED'],
    ]);
    expect(await barred()).toEqual(IN_FORCE);
    await confirm(PROVINCE, await proposed(CITY, barId));
    expect(await terms()).toEqual([{ term: 'PROPOSAL_CITY', institution: null, state: 'CANCELLED' }]);
    const said = { reason: '申诉成立', basis: BASIS, by: 'city' };
    expect(await acts()).toEqual([
      { ...said, act: 'BAR_LIFT_PROPOSED' },
      { ...said, act: 'BAR_LIFT_PROPOSED' },
      { ...said, act: 'BAR_LIFT_DISMISSED', reason: '证据不足' },
      { ...said, act: 'BAR_LIFTED', by: 'province' },
    ]);
    // The province confirmed it, and the city that proposed it hears.
    expect(await topics()).toEqual([
      ['CITY', 'BAR_LIFT_CONFIRMED'],
      ['CITY', 'BAR_LIFT_DISMISSED'],
      ['CITY', 'BAR_LIFT_PROPOSED'],
      ['CITY', 'BAR_LIFT_PROPOSED'],
      ['INSTITUTION', 'STAFF_BAR_LIFTED'],
    ]);
    const filter = { subject: { kind: 'STAFF', id: 'A2' }, institutionCode: null } as const;
    const { items } = await desk.hub.views.decisions(territoryOf(SCHOOL), filter, PAGE);
    expect(items.map(({ act }) => act).sort()).toEqual(['BAR_CONFIRMED', 'BAR_LIFTED']);
  });

  test('whoever put the bar in force proposes its end, and does not decide it', async () => {
    const barId = await barOf();
    const byAnother = await proposed(CITY, barId);
    expect(ofCode(await confirm(SECOND_CITY, byAnother))).toBe('FOUR_EYES');
    expect(await barred()).toEqual(IN_FORCE);
    expect(await Promise.all([CITY, SECOND_CITY, PROVINCE].map(mineOf))).toEqual([[], [], [byAnother]]);
    expect(await dismiss(SECOND_CITY, byAnother)).toMatchObject({ state: 'DISMISSED' });
    // So that an office of two people is not stuck.
    expect(await confirm(CITY, await proposed(SECOND_CITY, barId))).toMatchObject({ state: 'CONFIRMED' });
  });

  test('what the province proposed no city ends; another city finds nothing', async () => {
    const barId = await barOf(PROVINCE, SECOND_PROVINCE);
    expect(ofCode(await lift(CITY, barId))).toBe('FORBIDDEN');
    expect(ofCode(await lift(OTHER_CITY, barId))).toBe('STAFF_NOT_FOUND');
    expect(ofCode(await lift(CITY, 'x'))).toBe('STAFF_NOT_FOUND');
    for (const caller of [SCHOOL, NATION]) expect(ofCode(await lift(caller, barId))).toBe('FORBIDDEN');
    for (const change of [{ reason: '' }, { basis: [] }, { reason: '51010119900101123X' }]) {
      expect(ofCode(await lift(PROVINCE, barId, change))).toBe('REASON_MISSING');
    }
    const proposalId = await proposed(SECOND_PROVINCE, barId);
    expect(ofCode(await confirm(CITY, proposalId))).toBe('FORBIDDEN');
    expect(ofCode(await confirm(OTHER_CITY, proposalId))).toBe('PROPOSAL_NOT_FOUND');
    expect(ofCode(await confirm(SCHOOL, proposalId))).toBe('FORBIDDEN');
    expect(await confirm(PROVINCE, proposalId)).toMatchObject({ state: 'CONFIRMED' });
  });

  test('what the city proposed and the province put in force no city ends', async () => {
    const barId = await barOf(CITY, PROVINCE);
    for (const caller of [CITY, SECOND_CITY]) expect(ofCode(await lift(caller, barId))).toBe('FORBIDDEN');
    const proposalId = await proposed(PROVINCE, barId);
    expect(ofCode(await confirm(CITY, proposalId))).toBe('FORBIDDEN');
    expect(await confirm(SECOND_PROVINCE, proposalId)).toMatchObject({ state: 'CONFIRMED' });
  });

  test('a bar that is over is not lifted, also when it ended while the proposal waited', async () => {
    const barId = await barOf();
    desk.setDay(TERM.to);
    const proposalId = await proposed(CITY, barId);
    desk.setDay('2027-01-01');
    expect(await confirm(PROVINCE, proposalId)).toMatchObject({ code: 'STAFF_BAR_OVER', existingId: 'A2' });
    expect(await dismiss(CITY, proposalId)).toMatchObject({ state: 'DISMISSED' });
    expect(await lift(CITY, barId)).toMatchObject({ code: 'STAFF_BAR_OVER', existingId: 'A2' });
    expect(await barred()).toEqual(IN_FORCE);
    expect(await barsSeenBy(SCHOOL)).toEqual(['CONFIRMED']);
  });

  test('a bar that is only proposed has nothing to lift', async () => {
    const bar = await barStaff(desk.hub, CITY, { ...TERM, reason: '放宽评分', basis: BASIS });
    const barId = 'barId' in bar ? bar.barId : '';
    expect(await lift(SECOND_CITY, barId)).toMatchObject({ code: 'STAFF_STATE_CONFLICT' });
  });

  test('two at once: one proposal waits, one confirmation holds', async () => {
    const barId = await barOf();
    const answers = await Promise.all([lift(CITY, barId), lift(SECOND_CITY, barId)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['proposed', 'refused']);
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'PROPOSAL_OPEN' });
    const first = answers.find(({ kind }) => kind === 'proposed');
    const proposalId = first?.kind === 'proposed' ? first.proposalId : '';
    const ended = await Promise.all([confirm(PROVINCE, proposalId), confirm(SECOND_PROVINCE, proposalId)]);
    expect(ended.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
    expect(ended.find(({ kind }) => kind === 'refused')).toMatchObject({
      code: 'PROPOSAL_STATE_CONFLICT',
      places: [{ field: 'state', message: { zh: '当前状态:已确认' } }],
    });
    expect(await desk.source.query(`SELECT FROM decision WHERE act = 'BAR_LIFTED'`)).toHaveLength(1);
  });
});
