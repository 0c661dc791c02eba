/** The register of people on a real database: who proposes, who confirms, who is barred, and what is shown to whom. */
import { territoryOf } from '../../src/domain/tenancy/territory';
import type { Caller } from '../../src/app/caller';
import { filePlan } from '../../src/app/plans/file-plan';
import { barStaff, confirmBar, dismissBar } from '../../src/app/staff/bar-staff';
import { confirmStaff, dismissStaff } from '../../src/app/staff/decide-staff';
import { registerStaff } from '../../src/app/staff/register-staff';
import type { StaffFilter } from '../../src/app/staff/staff-ports';
import type { StaffFiling } from '../../src/domain/staff/staff-filing';
import { OCCUPATION, planFiling } from '../kit/plan-case';
import {
  CITY,
  NATION,
  OTHER_CITY,
  OTHER_SCHOOL,
  PROVINCE,
  SCHOOL,
  SECOND_CITY,
  SECOND_PROVINCE,
  usePlanDesk,
} from '../kit/plan-desk';

jest.setTimeout(60_000);

const BASIS = ['川 2021-06-16 通知 七(五)'];
const filing = (change: Partial<StaffFiling> = {}): StaffFiling => ({
  id: 'N1',
  kinds: ['ASSESSOR'],
  name: '李四光',
  certificateNo: 'HN-2026-N1',
  occupationCodes: [OCCUPATION],
  from: '2026-01-01',
  to: '2026-12-31',
  ...change,
});

describe('the register of people', () => {
  const desk = usePlanDesk();

  const propose = (by: Caller, change: Partial<StaffFiling> = {}) => registerStaff(desk.hub, by, filing(change));
  const proposed = async (by: Caller, change: Partial<StaffFiling> = {}): Promise<string> => {
    const outcome = await propose(by, change);
    if (outcome.kind === 'refused') throw new Error(outcome.code);
    return outcome.proposalId;
  };
  const confirm = (by: Caller, proposalId: string) => confirmStaff(desk.hub, by, { proposalId });
  const withN1 = (planNo: string) => filePlan(desk.hub, SCHOOL, planFiling({ planNo, assessors: ['A1', 'A2', 'N1'] }));
  const member = (by: Caller, id = 'N1') => desk.hub.views.staffMember(territoryOf(by), id);
  const ids = async (by: Caller, filter: Partial<StaffFilter> = {}): Promise<string[]> => {
    const all = { kind: null, institutionCode: null, occupationCode: null, waiting: false };
    const page = await desk.hub.views.staff(territoryOf(by), { ...all, ...filter }, { first: 50, after: null });
    return page.items.map(({ id }) => id);
  };

  test('only who is confirmed counts, and nobody confirms what it proposed', async () => {
    const proposalId = await proposed(SCHOOL);
    expect(await withN1('P-1')).toMatchObject({ code: 'PLAN_INVALID', places: [{ field: 'assessors/2' }] });
    expect(await member(CITY)).toMatchObject({ name: '李**', isRegistered: false, openProposalId: proposalId });
    expect(await confirm(OTHER_CITY, proposalId)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await confirm({ ...CITY, clientId: SCHOOL.clientId }, proposalId)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await confirm(CITY, proposalId)).toMatchObject({ staffId: 'N1', state: 'CONFIRMED', repeated: false });
    expect(await confirm(CITY, proposalId)).toMatchObject({ repeated: true });
    expect(await confirm(SECOND_CITY, proposalId)).toMatchObject({ code: 'STAFF_STATE_CONFLICT', existingId: 'N1' });
    expect(await withN1('P-1')).toMatchObject({ state: 'FILED' });
    expect(await member(SCHOOL)).toMatchObject({ isRegistered: true, openProposalId: null, institutionCode: '4301' });
    const acts = await desk.source.query(
      `SELECT act, basis, decided_by AS by FROM decision WHERE subject_kind = 'STAFF'`,
    );
    expect(acts).toEqual([{ act: 'CONFIRMED', basis: ['人社职司便函〔2020〕17号'], by: 'city' }]);
  });

  test('what waits for another hand has a clock: of a person, and of a bar', async () => {
    const terms = () =>
      desk.source.query(`SELECT term, subject_kind AS kind, institution_code AS institution, state FROM deadline
                          WHERE subject_kind IN ('STAFF', 'BAR') ORDER BY subject_kind DESC, term`);
    const proposalId = await proposed(SCHOOL);
    const person = { term: 'PROPOSAL_CITY', kind: 'STAFF', institution: '4301', state: 'OPEN' };
    expect(await terms()).toEqual([person]);
    await confirm(CITY, proposalId);
    expect(await terms()).toEqual([{ ...person, state: 'MET' }]);
    const bar = (by: Caller, from: string) =>
      barStaff(desk.hub, by, { staffId: 'N1', from, to: from, reason: '违规考评', basis: BASIS });
    const idOf = (outcome: object): string => String(Reflect.get(outcome, 'barId'));
    const first = idOf(await bar(CITY, '2026-09-01'));
    const second = idOf(await bar(PROVINCE, '2026-10-01'));
    const running = { term: 'PROPOSAL_CITY', kind: 'BAR', institution: null, state: 'OPEN' };
    expect((await terms()).slice(1)).toEqual([running, { ...running, term: 'PROPOSAL_PROVINCE' }]);
    await confirmBar(desk.hub, SECOND_CITY, { barId: first });
    await dismissBar(desk.hub, PROVINCE, { barId: second, reason: '查无实据' });
    expect((await terms()).slice(1)).toMatchObject([{ state: 'MET' }, { state: 'CANCELLED' }]);
  });

  test('two at once: one is told', async () => {
    const proposalId = await proposed(SCHOOL);
    const both = await Promise.all([
      confirm(CITY, proposalId),
      dismissStaff(desk.hub, SECOND_CITY, { proposalId, reason: '证书过期' }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
  });

  test('a proposal that waits is not doubled, and one that is dismissed may come again', async () => {
    const proposalId = await proposed(SCHOOL);
    expect(await propose(SCHOOL)).toMatchObject({ proposalId, repeated: true });
    expect(await propose(SCHOOL, { to: '2027-12-31' })).toMatchObject({
      code: 'STAFF_PROPOSAL_OPEN',
      existingId: proposalId,
    });
    expect(await propose(OTHER_SCHOOL)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await dismissStaff(desk.hub, CITY, { proposalId, reason: '证书过期' })).toMatchObject({
      state: 'DISMISSED',
    });
    expect(await member(CITY)).toBeUndefined();
    expect(await propose(SCHOOL, { to: '2027-12-31' })).toMatchObject({ kind: 'proposed', repeated: false });
  });

  test('a renewal replaces the term once it is confirmed, and keeps bars', async () => {
    await desk.source.query(`UPDATE assessor SET barred = '[{"from":"2025-01-01","to":"2025-02-01"}]' WHERE id = 'A1'`);
    expect(await propose(OTHER_SCHOOL, { id: 'A1' })).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    const proposalId = await proposed(SCHOOL, { id: 'A1', certificateNo: 'HN-A1', to: '2029-12-31' });
    expect(await member(CITY, 'A1')).toMatchObject({ to: '2026-12-31', openProposalId: proposalId });
    await confirm(CITY, proposalId);
    expect(await member(CITY, 'A1')).toMatchObject({
      to: '2029-12-31',
      barred: [{ from: '2025-01-01', to: '2025-02-01' }],
    });
  });

  test('terms that run backwards, and a certificate of somebody else in an overlapping term', async () => {
    expect(await propose(SCHOOL, { from: '2027-01-01' })).toMatchObject({
      code: 'STAFF_INVALID',
      places: [{ field: 'to' }],
    });
    expect(await propose(SCHOOL, { certificateNo: 'HN-A1', from: '2026-12-31' })).toMatchObject({
      code: 'STAFF_CERTIFICATE_USED',
    });
    expect(await propose(SCHOOL, { certificateNo: 'HN-A1', from: '2027-01-01', to: null })).toMatchObject({
      kind: 'proposed',
    });
  });

  test('the hub numbers people, and the pool of city and province is open to its institutions', async () => {
    const first = await propose(CITY, { id: null });
    expect(first).toMatchObject({ staffId: 'S2026-430100-000001' });
    const pool = await proposed(PROVINCE, { id: 'POOL', certificateNo: 'HN-POOL' });
    expect(await confirm(CITY, pool)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await ids(SCHOOL)).not.toContain('POOL');
    expect(await confirm(SECOND_PROVINCE, pool)).toMatchObject({ state: 'CONFIRMED' });
    expect(await ids(SCHOOL)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'D1', 'I1', 'POOL', 'T1']);
    expect(await ids(OTHER_SCHOOL)).toEqual(['POOL']);
    expect(await ids(OTHER_CITY)).toEqual([]);
    expect(await ids(NATION, { kind: 'SUPERVISOR' })).toEqual(['D1']);
    expect(await ids(CITY, { waiting: true })).toEqual(['S2026-430100-000001']);
  });

  test('a bar needs two people and holds everywhere', async () => {
    const given = { staffId: 'A2', from: '2026-06-17', to: '2026-12-31', reason: '放宽评分', basis: BASIS };
    const bar = await barStaff(desk.hub, CITY, given);
    if (bar.kind === 'refused') throw new Error(bar.code);
    expect(bar).toMatchObject({ state: 'PROPOSED', repeated: false });
    expect(await barStaff(desk.hub, CITY, given)).toMatchObject({ barId: bar.barId, repeated: true });
    // What is only proposed bars nobody, and is not the institution's to know.
    expect(await filePlan(desk.hub, SCHOOL, planFiling())).toMatchObject({ state: 'FILED' });
    expect((await member(SCHOOL, 'A2'))?.bars).toEqual([]);
    expect(await confirmBar(desk.hub, CITY, bar)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await confirmBar(desk.hub, OTHER_CITY, bar)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await confirmBar(desk.hub, PROVINCE, bar)).toMatchObject({ state: 'CONFIRMED' });
    expect(await filePlan(desk.hub, SCHOOL, planFiling({ planNo: 'P-2' }))).toMatchObject({
      code: 'PLAN_INVALID',
      places: [{ field: 'assessors/1' }],
    });
    expect(await filePlan(desk.hub, SCHOOL, planFiling({ planNo: 'P-2', examTo: '2026-06-16' }))).toMatchObject({
      state: 'FILED',
    });
    const seen = await member(SCHOOL, 'A2');
    expect(seen).toMatchObject({ bars: [{ state: 'CONFIRMED', reason: '放宽评分', basis: BASIS }], sessionsTotal: 2 });
    expect(seen?.sessions.map(({ planNo, posts }) => [planNo, posts])).toEqual([
      ['HN-2026-01', ['ASSESSOR']],
      ['P-2', ['ASSESSOR']],
    ]);
  });

  test('what the province proposed no city confirms or takes back', async () => {
    const given = { staffId: 'A2', from: '2026-06-17', to: null, reason: '放宽评分', basis: BASIS };
    const bar = await barStaff(desk.hub, PROVINCE, given);
    if (bar.kind === 'refused') throw new Error(bar.code);
    expect(await confirmBar(desk.hub, CITY, bar)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await dismissBar(desk.hub, CITY, { ...bar, reason: '误报' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await confirmBar(desk.hub, SECOND_PROVINCE, bar)).toMatchObject({ state: 'CONFIRMED' });
  });

  test('bars do not overlap or run backwards, and need a reason and a basis', async () => {
    const given = { staffId: 'A3', from: '2026-07-01', to: '2026-07-31', reason: '泄题', basis: BASIS };
    const first = await barStaff(desk.hub, CITY, given);
    expect(await barStaff(desk.hub, SECOND_CITY, { ...given, from: '2026-07-31', to: null })).toMatchObject({
      code: 'STAFF_BAR_OVERLAPS',
      existingId: 'barId' in first ? first.barId : '',
    });
    expect(await barStaff(desk.hub, CITY, { ...given, from: '2026-08-02', to: '2026-08-01' })).toMatchObject({
      code: 'STAFF_BAR_OVERLAPS',
      places: [{ field: 'to' }],
    });
    expect(await barStaff(desk.hub, CITY, { ...given, basis: [] })).toMatchObject({ code: 'REASON_MISSING' });
    expect(await barStaff(desk.hub, OTHER_CITY, given)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await barStaff(desk.hub, SCHOOL, given)).toMatchObject({ code: 'FORBIDDEN' });
    // Whoever proposed takes it back; the institution never heard of it.
    const back = { barId: 'barId' in first ? first.barId : '', reason: '误报' };
    expect(await dismissBar(desk.hub, CITY, { ...back, reason: ' ' })).toMatchObject({ code: 'REASON_MISSING' });
    expect(await dismissBar(desk.hub, CITY, back)).toMatchObject({ state: 'DISMISSED', repeated: false });
    expect(await dismissBar(desk.hub, CITY, back)).toMatchObject({ state: 'DISMISSED', repeated: true });
    expect(await confirmBar(desk.hub, SECOND_CITY, back)).toMatchObject({ code: 'STAFF_STATE_CONFLICT' });
    expect((await member(CITY, 'A3'))?.barred).toEqual([]);
    expect(await desk.source.query('SELECT topic FROM notification')).toEqual([]);
    expect(await barStaff(desk.hub, CITY, given)).toMatchObject({ state: 'PROPOSED', repeated: false });
  });
});
