/** An office takes a published bylaw down by two people, on a real database. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { buildHubSchema } from '../../schema/build';
import { requestContext } from '../../schema/request-context';
import { type BylawWithdrawalGiven, proposeBylawWithdrawal } from '../../src/app/bylaws/withdraw-by-office';
import { withdrawBylaw } from '../../src/app/bylaws/withdraw-bylaw';
import type { Caller } from '../../src/app/caller';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import type { Refusal } from '../../src/app/refusal';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { assessor } from '../kit/application-cases';
import { bylawDesk, type BylawDesk, ONE, TWO } from '../kit/bylaw-desk';
import { officer } from '../kit/filing-bench';

jest.setTimeout(60_000);

const [CITY, SECOND_CITY] = [officer('city', 'CITY', '150700'), officer('city-2', 'CITY', '150700')];
const [PROVINCE, SECOND_PROVINCE] = [
  officer('province', 'PROVINCE', '150000'),
  officer('province-2', 'PROVINCE', '150000'),
];
const [OTHER_CITY, OTHER_PROVINCE] = [
  officer('other-city', 'CITY', '150100'),
  officer('other-province', 'PROVINCE', '350000'),
];
const [NATION, OPERATOR] = [officer('nation', 'NATION', null), officer('operator', 'OPERATOR', null)];
const GROUND = { reason: '与规定不符', basis: ['内人社办发〔2024〕53号 第二十二条'] };
const PAGE = { first: 50, after: null };
const ANY = { kind: null, state: null, subjectId: null, mine: null };
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

let desk: BylawDesk;
let bylawId = '';
beforeEach(async () => {
  desk = await bylawDesk();
  bylawId = await desk.published(ONE, await desk.sent(ONE, '%PDF-1'));
}, 60_000);
afterEach(() => desk.bench.close());

const propose = (caller: Caller, change: Partial<BylawWithdrawalGiven> = {}) =>
  proposeBylawWithdrawal(desk.bench.hub, caller, { bylawId, ...GROUND, ...change });
const proposed = async (caller: Caller): Promise<string> => {
  const answer = await propose(caller);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.proposalId;
};
const confirm = (proposalId: string, caller: Caller) => confirmProposal(desk.bench.hub, caller, { proposalId });
const dismiss = (proposalId: string, caller: Caller, reason = '核实无误') =>
  dismissProposal(desk.bench.hub, caller, { proposalId, reason });
const withdraw = (caller: Caller) => withdrawBylaw(desk.bench.hub, caller, { bylawId });
const stands = async (): Promise<boolean> => (await desk.bench.hub.views.bylaw(bylawId)) !== undefined;
const terms = (): Promise<object[]> =>
  desk.bench.source.query(
    `SELECT term, institution_code AS institution, state FROM deadline
      WHERE subject_kind = 'BYLAW' AND subject_id = $1 ORDER BY opened_at`,
    [bylawId],
  );
const told = (): Promise<object[]> =>
  desk.bench.source.query(
    `SELECT topic, role, audience_code AS code, subject_kind AS kind FROM notification ORDER BY topic, role`,
  );
const acts = (): Promise<object[]> =>
  desk.bench.source.query(
    `SELECT act, decided_by AS by, role, reason, subject_kind AS kind, subject_id AS id FROM decision ORDER BY decided_at, act DESC`,
  );
const NOTED = { kind: 'INSTITUTION', id: '0001' } as const;
const actsSeenBy = async (caller: Caller): Promise<string[]> => {
  const filter = { subject: NOTED, institutionCode: null };
  const { items } = await desk.bench.hub.views.decisions(territoryOf(caller), filter, PAGE);
  return items.map(({ act }) => act).sort();
};

test('one proposes, another confirms; until then it stays open, and the institution knows nothing', async () => {
  const proposalId = await proposed(CITY);
  expect(await propose(CITY)).toEqual({ kind: 'proposed', proposalId, state: 'PROPOSED', repeated: true });
  expect(await propose(CITY, { bylawId: bylawId.toUpperCase() })).toMatchObject({ proposalId, repeated: true });
  for (const answer of [await propose(SECOND_CITY), await propose(CITY, { reason: '另一理由' })]) {
    expect(answer).toMatchObject({ code: 'PROPOSAL_OPEN', existingId: proposalId });
  }
  expect(await stands()).toBe(true);
  expect(await actsSeenBy(ONE)).toEqual([]);
  expect(await terms()).toEqual([{ term: 'PROPOSAL_CITY', institution: null, state: 'OPEN' }]);
  const office = { role: 'CITY', code: '150700', kind: 'BYLAW' };
  expect(await told()).toEqual([{ ...office, topic: 'BYLAW_WITHDRAWAL_PROPOSED' }]);
  expect(ofCode(await confirm(proposalId, CITY))).toBe('FOUR_EYES');
  expect(await stands()).toBe(true);

  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: false });
  expect(await stands()).toBe(false);
  expect(await terms()).toMatchObject([{ state: 'MET' }]);
  expect(await told()).toEqual([
    { ...office, topic: 'BYLAW_WITHDRAWAL_CONFIRMED' },
    { ...office, topic: 'BYLAW_WITHDRAWAL_PROPOSED' },
    { role: 'INSTITUTION', code: '0001', kind: 'INSTITUTION', topic: 'BYLAW_WITHDRAWN' },
  ]);
  const { items } = await desk.bench.hub.views.notifications(ONE, { unread: false }, PAGE);
  expect(items.map(({ text }) => text.zh)).toEqual([expect.stringContaining('质量管理')]);
  const noted = { ...NOTED, role: 'CITY', reason: GROUND.reason };
  expect(await acts()).toEqual(
    expect.arrayContaining([
      { ...noted, act: 'BYLAW_WITHDRAWAL_PROPOSED', by: 'city' },
      { ...noted, act: 'BYLAW_WITHDRAWN', by: 'city-2' },
    ]),
  );
  expect(await actsSeenBy(ONE)).toEqual(['BYLAW_WITHDRAWN']);
  expect(await actsSeenBy(CITY)).toEqual(['BYLAW_WITHDRAWAL_PROPOSED', 'BYLAW_WITHDRAWN']);
  // The second delivery of either call.
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: true });
  expect(await propose(CITY)).toMatchObject({ proposalId, state: 'CONFIRMED', repeated: true });
  expect(ofCode(await propose(SECOND_CITY))).toBe('BYLAW_NOT_FOUND');
  expect(ofCode(await withdraw(ONE))).toBe('BYLAW_NOT_FOUND');
  // Another may be published at any time.
  expect(await desk.publish(ONE, await desk.sent(ONE, '%PDF-2'))).toMatchObject({ repeated: false });
});

test('another office, another role, another level', async () => {
  for (const caller of [OTHER_CITY, OTHER_PROVINCE]) expect(ofCode(await propose(caller))).toBe('BYLAW_NOT_FOUND');
  for (const caller of [ONE, TWO, NATION, OPERATOR]) expect(ofCode(await propose(caller))).toBe('FORBIDDEN');
  for (const id of [randomUUID(), 'x']) expect(ofCode(await propose(CITY, { bylawId: id }))).toBe('BYLAW_NOT_FOUND');
  for (const change of [{ reason: ' ' }, { basis: [] }, { reason: assessor(1).idNumber }]) {
    expect(ofCode(await propose(CITY, change))).toBe('REASON_MISSING');
  }
  const proposalId = await proposed(PROVINCE);
  expect(await terms()).toEqual([{ term: 'PROPOSAL_PROVINCE', institution: null, state: 'OPEN' }]);
  for (const end of [confirm, dismiss]) {
    for (const caller of [OTHER_CITY, OTHER_PROVINCE]) {
      expect(ofCode(await end(proposalId, caller))).toBe('PROPOSAL_NOT_FOUND');
    }
    for (const caller of [ONE, NATION]) expect(ofCode(await end(proposalId, caller))).toBe('FORBIDDEN');
    // What the province proposed only the province decides.
    expect(ofCode(await end(proposalId, CITY))).toBe('FORBIDDEN');
  }
  const totalOf = async (caller: Caller, mine = false): Promise<number> => {
    const filter = { ...ANY, kind: 'BYLAW_WITHDRAWAL' as const, subjectId: bylawId, mine: mine ? caller : null };
    return (await desk.bench.hub.views.proposals(territoryOf(caller), filter, PAGE)).total;
  };
  expect(await Promise.all([CITY, PROVINCE, OTHER_CITY].map((caller) => totalOf(caller)))).toEqual([1, 1, 0]);
  const mine = [CITY, PROVINCE, SECOND_PROVINCE].map((caller) => totalOf(caller, true));
  expect(await Promise.all(mine)).toEqual([0, 0, 1]);
  expect(await confirm(proposalId, SECOND_PROVINCE)).toMatchObject({ state: 'CONFIRMED' });
  expect(await stands()).toBe(false);
});

test('only its own city and province read in the list of bylaws, which is open to all, that a proposal waits', async () => {
  const schema = buildHubSchema();
  const openFor = async (caller: Caller): Promise<unknown> => {
    const source = '{ bylaws(institutionCode: "0001") { id openProposalId } }';
    const answer = await graphql({ schema, source, contextValue: requestContext(desk.bench.hub, caller) });
    return JSON.parse(JSON.stringify(answer));
  };
  const shown = (openProposalId: string | null) => ({ data: { bylaws: [{ id: bylawId, openProposalId }] } });
  expect(await openFor(CITY)).toEqual(shown(null));
  const proposalId = await proposed(PROVINCE);
  for (const caller of [CITY, PROVINCE, SECOND_PROVINCE]) expect(await openFor(caller)).toEqual(shown(proposalId));
  for (const caller of [ONE, TWO, OTHER_CITY, OTHER_PROVINCE, NATION, OPERATOR]) {
    expect(await openFor(caller)).toEqual(shown(null));
  }
  await dismiss(proposalId, PROVINCE);
  expect(await openFor(CITY)).toEqual(shown(null));
});

test('dismissed or taken back it stays, and may be proposed again', async () => {
  const first = await proposed(CITY);
  expect(ofCode(await dismiss(first, CITY, ' '))).toBe('REASON_MISSING');
  expect(await dismiss(first, CITY)).toMatchObject({ state: 'DISMISSED', repeated: false });
  expect(await dismiss(first, CITY)).toMatchObject({ repeated: true });
  expect(await terms()).toMatchObject([{ state: 'CANCELLED' }]);
  const second = await proposed(CITY);
  expect(second).not.toBe(first);
  // A late confirmation of the first one is none of the second.
  expect(ofCode(await confirm(first, SECOND_CITY))).toBe('PROPOSAL_STATE_CONFLICT');
  expect(await dismiss(second, SECOND_CITY)).toMatchObject({ state: 'DISMISSED' });
  expect(await stands()).toBe(true);
  expect(await actsSeenBy(ONE)).toEqual([]);
});

test.each<[string, () => Promise<unknown>]>([
  ['takes down', () => withdraw(ONE)],
  ['replaces', async () => desk.published(ONE, await desk.sent(ONE, '%PDF-2'))],
])('what the institution %s itself leaves nothing to confirm', async (_deed, end) => {
  const proposalId = await proposed(PROVINCE);
  await end();
  expect(await stands()).toBe(false);
  expect(await terms()).toMatchObject([{ state: 'CANCELLED' }]);
  // The office that proposed it hears, and the institution does not read what it never knew of.
  expect(await told()).toContainEqual({
    topic: 'BYLAW_WITHDRAWAL_LAPSED',
    role: 'PROVINCE',
    code: '150000',
    kind: 'BYLAW',
  });
  expect(await acts()).toContainEqual(
    expect.objectContaining({ ...NOTED, act: 'BYLAW_WITHDRAWAL_LAPSED', by: ONE.clientId, role: 'INSTITUTION' }),
  );
  expect(await actsSeenBy(ONE)).toEqual([]);
  expect(await actsSeenBy(PROVINCE)).toEqual(['BYLAW_WITHDRAWAL_LAPSED', 'BYLAW_WITHDRAWAL_PROPOSED']);
  expect(await confirm(proposalId, SECOND_PROVINCE)).toMatchObject({
    code: 'PROPOSAL_STATE_CONFLICT',
    existingId: proposalId,
    places: [{ message: { zh: '当前状态:因事项已了结而失效' } }],
  });
  expect(ofCode(await propose(PROVINCE))).toBe('BYLAW_NOT_FOUND');
});

test('a bylaw of another kind, or the same file sent again, leaves the proposal as it is', async () => {
  const file = await desk.sent(ONE, '%PDF-9');
  bylawId = await desk.published(ONE, file);
  const proposalId = await proposed(CITY);
  expect(await desk.publish(ONE, file)).toMatchObject({ repeated: true });
  await desk.published(ONE, await desk.sent(ONE, '%PDF-3'), 'FEES');
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED' });
});

test.each<[string, () => Promise<unknown>]>([
  ['stands no more', () => desk.bench.source.query('UPDATE bylaw SET replaced_at = now() WHERE id = $1', [bylawId])],
  ['is no more', () => desk.bench.source.query('DELETE FROM bylaw WHERE id = $1', [bylawId])],
  ['went with its institution to another province', () => desk.place('0001', '350100')],
])('a proposal about what %s is not confirmed, and may be dismissed', async (_what, go) => {
  const proposalId = await proposed(CITY);
  await go();
  expect(ofCode(await confirm(proposalId, SECOND_CITY))).toBe('BYLAW_NOT_FOUND');
  // The refusal took back what stood in the way of the dismissal.
  expect(await terms()).toMatchObject([{ state: 'OPEN' }]);
  expect(await dismiss(proposalId, SECOND_CITY)).toMatchObject({ state: 'DISMISSED' });
});

test('two proposals at once are one; two confirmations at once take it down once', async () => {
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
  expect(await desk.bench.source.query(`SELECT FROM decision WHERE act = 'BYLAW_WITHDRAWN'`)).toHaveLength(1);
});

test.each<[string, () => Promise<unknown>]>([
  ['replaced', async () => desk.publish(ONE, await desk.sent(ONE, '%PDF-2'))],
  ['taken down by its institution', () => withdraw(ONE)],
])('confirmed and %s at once: one of both holds, and all that is noted says the same', async (_deed, end) => {
  const proposalId = await proposed(CITY);
  const [{ kind }] = await Promise.all([confirm(proposalId, SECOND_CITY), end()]);
  expect(await stands()).toBe(false);
  const states = await desk.bench.source.query(`SELECT state FROM proposal WHERE id = $1`, [proposalId]);
  const noted = await desk.bench.source.query(`SELECT act FROM decision WHERE act <> 'BYLAW_WITHDRAWAL_PROPOSED'`);
  expect([
    ['decided', [{ state: 'CONFIRMED' }], [{ act: 'BYLAW_WITHDRAWN' }]],
    ['refused', [{ state: 'LAPSED' }], [{ act: 'BYLAW_WITHDRAWAL_LAPSED' }]],
  ]).toContainEqual([kind, states, noted]);
});
