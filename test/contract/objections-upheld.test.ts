/** An objection that the institution wrote down is upheld by two people of the offices, on a real database. */
import type { Caller } from '../../src/app/caller';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import type { Refusal } from '../../src/app/refusal';
import { closeNotices } from '../../src/app/results/close-notices';
import { decideObjection, type GivenDecision } from '../../src/app/results/decide-objection';
import { raiseObjection, type GivenObjection } from '../../src/app/results/raise-objection';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { OTHER_CITY, OWN, resultsDesk, SECOND_CITY, type ResultsDesk } from '../kit/results-desk';
import { CITY, PROVINCE, SECOND_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

let desk: ResultsDesk;
let noticeId = '';
beforeEach(async () => {
  desk = await resultsDesk();
  noticeId = (await desk.submit()).id;
});
afterEach(() => desk.bench.close());

const raised = async (caller: Caller, change: Partial<GivenObjection> = {}): Promise<string> => {
  const given = { noticeId, entryNo: 1, text: '考试时不在场', channel: 'TELEPHONE', ...change } as const;
  const answer = await raiseObjection(desk.hub, caller, given);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.objection.id;
};
const decide = (id: string, caller: Caller, change: Partial<GivenDecision> = {}) =>
  decideObjection(desk.hub, caller, {
    id,
    decision: 'UPHELD',
    reason: '经调阅录像属实',
    basis: ['湘人社函〔2020〕47号 四(二)'],
    ...change,
  });
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

/** The proposal of the city to uphold what the institution wrote down. */
const proposedFor = async (id: string, caller = CITY): Promise<string> => {
  const answer = await decide(id, caller);
  if (answer.kind === 'refused' || answer.proposalId === null) throw new Error('Nothing was proposed.');
  return answer.proposalId;
};
const confirm = (proposalId: string, caller: Caller) => confirmProposal(desk.hub, caller, { proposalId });
const dismiss = (proposalId: string, caller: Caller) =>
  dismissProposal(desk.hub, caller, { proposalId, reason: '录像不清' });
const struck = async (): Promise<boolean[] | undefined> =>
  (await desk.hub.views.noticeEntries('2025-12-29', noticeId, { first: 9, after: null }))?.items.map(
    (entry) => entry.struck,
  );
const actsOf = (id: string): Promise<object[]> =>
  desk.bench.source.query(
    `SELECT act, decided_by AS by, reason FROM decision WHERE subject_id = $1 ORDER BY decided_at, act DESC`,
    [id],
  );

test('two people of the offices stand behind it; until then nothing changes and the notice stays open', async () => {
  const id = await raised(OWN);
  expect(await decide(id, CITY)).toMatchObject({ kind: 'decided', repeated: false, objection: { state: 'OPEN' } });
  const proposalId = await proposedFor(id);
  expect(await decide(id, CITY)).toMatchObject({ repeated: true, proposalId });
  expect(await struck()).toEqual([false, false, false]);
  desk.setDay('2026-01-05');
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 0, told: 1 });
  expect(ofCode(await confirm(proposalId, CITY))).toBe('FOUR_EYES');
  expect(ofCode(await confirm(proposalId, OTHER_CITY))).toBe('PROPOSAL_NOT_FOUND');
  expect(ofCode(await confirm(proposalId, OWN))).toBe('FORBIDDEN');
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: false });
  expect(await confirm(proposalId, SECOND_CITY)).toMatchObject({ state: 'CONFIRMED', repeated: true });
  expect(await struck()).toEqual([true, false, false]);
  // The second delivery of the proposal, and whoever comes too late.
  expect(await decide(id, CITY)).toMatchObject({ repeated: true, proposalId: null, objection: { state: 'UPHELD' } });
  expect(ofCode(await decide(id, PROVINCE))).toBe('OBJECTION_DECIDED');
  expect(await actsOf(id)).toEqual([
    { act: 'OBJECTION_UPHELD_PROPOSED', by: 'city', reason: '经调阅录像属实' },
    { act: 'OBJECTION_UPHELD', by: 'city-2', reason: '经调阅录像属实' },
  ]);
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 1 });
  const { items } = await desk.hub.views.decisions(
    territoryOf(OWN),
    { subject: { kind: 'OBJECTION', id }, institutionCode: null },
    { first: 9, after: null },
  );
  expect(items.map(({ act }) => act)).toEqual(['OBJECTION_UPHELD']);
});

test('while it waits nobody decides otherwise; dismissed, the objection is open again', async () => {
  const id = await raised(OWN);
  const proposalId = await proposedFor(id);
  const waits = { code: 'PROPOSAL_OPEN', existingId: proposalId };
  expect(await decide(id, SECOND_CITY, { decision: 'DISMISSED' })).toMatchObject(waits);
  expect(await decide(id, SECOND_CITY)).toMatchObject(waits);
  expect(await decide(id, CITY, { reason: '另有理由' })).toMatchObject(waits);
  expect(await dismiss(proposalId, SECOND_CITY)).toMatchObject({ state: 'DISMISSED', repeated: false });
  expect(await dismiss(proposalId, SECOND_CITY)).toMatchObject({ repeated: true });
  expect(ofCode(await confirm(proposalId, PROVINCE))).toBe('PROPOSAL_STATE_CONFLICT');
  expect(await decide(id, SECOND_CITY, { decision: 'DISMISSED' })).toMatchObject({
    proposalId: null,
    objection: { state: 'DISMISSED' },
  });
  expect(await struck()).toEqual([false, false, false]);
});

test('two confirm at once: one does, the other is told', async () => {
  const proposalId = await proposedFor(await raised(OWN));
  const answers = await Promise.all([confirm(proposalId, SECOND_CITY), confirm(proposalId, PROVINCE)]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
  expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({
    code: 'PROPOSAL_STATE_CONFLICT',
    existingId: proposalId,
    places: [{ field: 'state', message: { zh: '当前状态:已确认' } }],
  });
  expect(await desk.bench.source.query(`SELECT FROM decision WHERE act = 'OBJECTION_UPHELD'`)).toHaveLength(1);
});

test('against the whole notice it withdraws the results; what else waits about them lapses', async () => {
  const other = await proposedFor(await raised(OWN));
  const proposalId = await proposedFor(await raised(OWN, { entryNo: null }), PROVINCE);
  expect(ofCode(await confirm(proposalId, CITY))).toBe('FORBIDDEN');
  expect(await desk.stateOf(noticeId)).toBe('ON_NOTICE');
  expect(await confirm(proposalId, SECOND_PROVINCE)).toMatchObject({ state: 'CONFIRMED' });
  expect(await desk.stateOf(noticeId)).toBe('WITHDRAWN');
  expect(await confirm(other, SECOND_CITY)).toMatchObject({
    code: 'PROPOSAL_STATE_CONFLICT',
    places: [{ message: { zh: '当前状态:因事项已了结而失效' } }],
  });
  // The city that proposed the other one hears of it; so does it of the withdrawal, which the province decided.
  const { source } = desk.bench;
  const told = await source.query(
    `SELECT topic, role FROM notification WHERE topic LIKE '%LAPSED' OR topic LIKE '%WITHDRAWN' OR topic LIKE '%CONFIRMED'
      ORDER BY topic, role`,
  );
  expect(told).toEqual([
    { topic: 'OBJECTION_UPHELD_CONFIRMED', role: 'PROVINCE' },
    { topic: 'OBJECTION_UPHELD_LAPSED', role: 'CITY' },
    { topic: 'RESULTS_WITHDRAWN', role: 'CITY' },
    { topic: 'RESULTS_WITHDRAWN', role: 'INSTITUTION' },
  ]);
  const noted = await source.query(`SELECT decided_by AS by, role FROM decision WHERE act = 'OBJECTION_UPHELD_LAPSED'`);
  expect(noted).toEqual([{ by: SECOND_PROVINCE.clientId, role: 'PROVINCE' }]);
});
