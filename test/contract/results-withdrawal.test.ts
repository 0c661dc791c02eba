/** An office takes results back by two people, on a real database. */
import type { Caller } from '../../src/app/caller';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import type { Refusal } from '../../src/app/refusal';
import { closeNotices } from '../../src/app/results/close-notices';
import { proposeResultsWithdrawal } from '../../src/app/results/withdraw-by-office';
import { type GivenWithdrawal, withdrawResults } from '../../src/app/results/withdraw-results';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { FOREIGN, OTHER_CITY, OWN, resultsDesk, SECOND_CITY, type ResultsDesk } from '../kit/results-desk';
import { CITY, NATION, OPERATOR, OTHER_PROVINCE, PROVINCE, SECOND_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const BASIS = ['湘人社函〔2020〕47号 四(二)'];
const PAGE = { first: 50, after: null };
const ANY = { kind: null, state: null, subjectId: null, mine: null };
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

let desk: ResultsDesk;
let id = '';
beforeEach(async () => {
  desk = await resultsDesk();
  ({ id } = await desk.submit());
  desk.setDay('2026-01-05');
  await closeNotices(desk.hub);
});
afterEach(() => desk.bench.close());

const propose = (caller: Caller, change: Partial<GivenWithdrawal> = {}) =>
  proposeResultsWithdrawal(desk.hub, caller, { id, reason: '成绩登记有误', basis: BASIS, ...change });
const proposed = async (caller: Caller): Promise<string> => {
  const answer = await propose(caller);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.proposalId;
};
const confirm = (proposalId: string, caller: Caller) => confirmProposal(desk.hub, caller, { proposalId });
const dismiss = (proposalId: string, caller: Caller, reason = '核实无误') =>
  dismissProposal(desk.hub, caller, { proposalId, reason });
const stateOf = () => desk.stateOf(id);
const termsOf = (subject: string): Promise<object[]> =>
  desk.bench.source.query(
    `SELECT term, institution_code AS institution, state FROM deadline WHERE subject_id = $1 ORDER BY opened_at, term`,
    [subject],
  );

test('one person proposes, another withdraws; the institution hears of it once it holds', async () => {
  const proposalId = await proposed(CITY);
  expect(await propose(CITY)).toMatchObject({ proposalId, state: 'PROPOSED', repeated: true });
  expect(await stateOf()).toBe('CLOSED');
  expect(await termsOf(id)).toEqual([{ term: 'PROPOSAL_CITY', institution: null, state: 'OPEN' }]);
  expect(ofCode(await confirm(proposalId, CITY))).toBe('FOUR_EYES');
  const told = (): Promise<object[]> =>
    desk.bench.source.query(`SELECT topic, role FROM notification WHERE topic LIKE '%WITHDRAW%' ORDER BY topic, role`);
  const office = { topic: 'RESULTS_WITHDRAWAL_PROPOSED', role: 'CITY' };
  expect(await told()).toEqual([office]);
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: false });
  expect(await stateOf()).toBe('WITHDRAWN');
  expect(await termsOf(id)).toMatchObject([{ state: 'MET' }]);
  expect(await told()).toEqual([
    { topic: 'RESULTS_WITHDRAWAL_CONFIRMED', role: 'CITY' },
    office,
    { topic: 'RESULTS_WITHDRAWN', role: 'CITY' },
    { topic: 'RESULTS_WITHDRAWN', role: 'INSTITUTION' },
  ]);
  const acts = await desk.bench.source.query(
    `SELECT act, decided_by AS by, reason, basis FROM decision WHERE act LIKE '%WITHDRAW%' ORDER BY act`,
  );
  expect(acts).toEqual([
    { act: 'RESULTS_WITHDRAWAL_PROPOSED', by: 'city', reason: '成绩登记有误', basis: BASIS },
    { act: 'RESULTS_WITHDRAWN', by: 'city-2', reason: '成绩登记有误', basis: BASIS },
  ]);
  // The second delivery of either call.
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: true });
  expect(await propose(CITY)).toMatchObject({ proposalId, state: 'CONFIRMED', repeated: true });
  expect(await propose(SECOND_CITY)).toMatchObject({ code: 'RESULTS_STATE_CONFLICT', existingId: id });
  expect((await desk.submit()).revision).toBe(2);
});

test('no single hand of an office withdraws what is on notice either; the clock that closes it changes nothing', async () => {
  await confirm(await proposed(CITY), SECOND_CITY);
  ({ id } = await desk.submit({ noticeFrom: '2026-01-05' }));
  expect(ofCode(await withdrawResults(desk.hub, CITY, { id, reason: '有误', basis: BASIS }))).toBe('FORBIDDEN');
  const proposalId = await proposed(CITY);
  expect(await stateOf()).toBe('ON_NOTICE');
  desk.setDay('2026-01-12');
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 1 });
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED' });
  expect(await stateOf()).toBe('WITHDRAWN');
});

test('what the institution takes back itself leaves nothing to confirm', async () => {
  await confirm(await proposed(CITY), SECOND_CITY);
  ({ id } = await desk.submit({ noticeFrom: '2026-01-05' }));
  const proposalId = await proposed(PROVINCE);
  const heard = (topic: string): Promise<object[]> =>
    desk.bench.source.query(`SELECT role, audience_code AS code, subject_id AS id FROM notification WHERE topic = $1`, [
      topic,
    ]);
  const lapsed = (): Promise<object[]> =>
    desk.bench.source.query(
      `SELECT subject_id AS id, decided_by AS by, role FROM decision WHERE act = 'RESULTS_WITHDRAWAL_LAPSED' ORDER BY decided_at`,
    );
  expect((await withdrawResults(desk.hub, OWN, { id, reason: '重新登记', basis: [] })).kind).toBe('withdrawn');
  // The office that proposed it hears, and the institution does not read what it never knew of.
  expect(await heard('RESULTS_WITHDRAWAL_LAPSED')).toEqual([{ role: 'PROVINCE', code: '510000', id }]);
  const first = { id, by: 'institution', role: 'INSTITUTION' };
  expect(await lapsed()).toEqual([first]);
  const filter = { subject: { kind: 'RESULTS', id }, institutionCode: null } as const;
  const { items } = await desk.hub.views.decisions(territoryOf(OWN), filter, PAGE);
  expect(items.map(({ act }) => act)).toEqual(['RESULTS_WITHDRAWN']);
  expect(await confirm(proposalId, SECOND_PROVINCE)).toMatchObject({
    code: 'PROPOSAL_STATE_CONFLICT',
    existingId: proposalId,
    places: [{ message: { zh: '当前状态:因事项已了结而失效' } }],
  });
  expect(await termsOf(id)).toMatchObject([{ state: 'CANCELLED' }]);
  // Nor does what a new submission replaces before its first day.
  ({ id } = await desk.submit({ noticeFrom: '2026-01-08' }));
  const replaced = await proposed(CITY);
  await desk.submit({ noticeFrom: '2026-01-09' });
  expect(ofCode(await confirm(replaced, SECOND_CITY))).toBe('PROPOSAL_STATE_CONFLICT');
  expect(await lapsed()).toEqual([first, { ...first, id }]);
  expect(await heard('RESULTS_WITHDRAWAL_LAPSED')).toContainEqual({ role: 'CITY', code: '510100', id });
});

test('two proposals at once are one; two confirmations at once withdraw once', async () => {
  const answers = await Promise.all([propose(CITY), propose(SECOND_CITY)]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['proposed', 'refused']);
  const first = answers.find(({ kind }) => kind === 'proposed');
  const proposalId = first?.kind === 'proposed' ? first.proposalId : '';
  expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({
    code: 'PROPOSAL_OPEN',
    existingId: proposalId,
  });
  const ended = await Promise.all([confirm(proposalId, PROVINCE), confirm(proposalId, SECOND_PROVINCE)]);
  expect(ended.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
  expect(ended.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'PROPOSAL_STATE_CONFLICT' });
  expect(await desk.bench.source.query(`SELECT FROM decision WHERE act = 'RESULTS_WITHDRAWN'`)).toHaveLength(1);
});

test('a confirmation and a dismissal at once: one holds, and the results say the same', async () => {
  const proposalId = await proposed(CITY);
  const [confirmed, dismissed] = await Promise.all([confirm(proposalId, SECOND_CITY), dismiss(proposalId, CITY)]);
  expect([
    ['decided', 'refused', 'WITHDRAWN'],
    ['refused', 'decided', 'CLOSED'],
  ]).toContainEqual([confirmed.kind, dismissed.kind, await stateOf()]);
});

test('the proposer takes it back, or another dismisses it; then it may be proposed again', async () => {
  const first = await proposed(CITY);
  expect(ofCode(await dismiss(first, CITY, ' '))).toBe('REASON_MISSING');
  expect(ofCode(await dismiss(first, CITY, '51010119900101123X'))).toBe('REASON_MISSING');
  expect(await dismiss(first, CITY)).toMatchObject({ state: 'DISMISSED', repeated: false });
  expect(await dismiss(first, CITY)).toMatchObject({ repeated: true });
  expect(await termsOf(id)).toMatchObject([{ state: 'CANCELLED' }]);
  const told = await desk.bench.source.query(
    `SELECT role, audience_code AS code FROM notification WHERE topic = 'RESULTS_WITHDRAWAL_DISMISSED'`,
  );
  expect(told).toEqual([{ role: 'CITY', code: '510100' }]);
  const second = await proposed(CITY);
  expect(second).not.toBe(first);
  // A late confirmation of the first one is none of the second.
  expect(ofCode(await confirm(first, SECOND_CITY))).toBe('PROPOSAL_STATE_CONFLICT');
  expect(await dismiss(second, SECOND_CITY)).toMatchObject({ state: 'DISMISSED' });
  expect(await stateOf()).toBe('CLOSED');
});

test('another office, another role, another level', async () => {
  for (const caller of [OTHER_CITY, OTHER_PROVINCE]) expect(ofCode(await propose(caller))).toBe('RESULTS_NOT_FOUND');
  for (const caller of [OWN, FOREIGN, NATION, OPERATOR]) expect(ofCode(await propose(caller))).toBe('FORBIDDEN');
  expect(ofCode(await propose(CITY, { id: 'x' }))).toBe('RESULTS_NOT_FOUND');
  expect(await propose(CITY, { reason: '', basis: [] })).toMatchObject({
    code: 'RESULTS_INVALID',
    places: [{ field: 'reason' }, { field: 'basis' }],
  });
  const proposalId = await proposed(PROVINCE);
  for (const end of [confirm, dismiss]) {
    for (const caller of [OTHER_CITY, OTHER_PROVINCE]) {
      expect(ofCode(await end(proposalId, caller))).toBe('PROPOSAL_NOT_FOUND');
    }
    for (const caller of [OWN, NATION]) expect(ofCode(await end(proposalId, caller))).toBe('FORBIDDEN');
    expect(ofCode(await end('x', CITY))).toBe('PROPOSAL_NOT_FOUND');
    // What the province proposed only the province decides.
    expect(ofCode(await end(proposalId, CITY))).toBe('FORBIDDEN');
  }
  const totalOf = async (caller: Caller, mine = false): Promise<number> =>
    (await desk.hub.views.proposals(territoryOf(caller), { ...ANY, mine: mine ? caller : null }, PAGE)).total;
  expect(await Promise.all([CITY, PROVINCE, NATION, OTHER_CITY].map((caller) => totalOf(caller)))).toEqual([
    1, 1, 1, 0,
  ]);
  const mine = [CITY, PROVINCE, SECOND_PROVINCE, NATION].map((caller) => totalOf(caller, true));
  expect(await Promise.all(mine)).toEqual([0, 0, 1, 0]);
});
