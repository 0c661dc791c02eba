/** Objections to a proposed filing: written down by an office, answered by another person, before the notice ends. */
import type { ApplicationStanding } from '../../src/app/applications/application-standing';
import { decideFilingObjection, type GivenFilingDecision } from '../../src/app/applications/decide-filing-objection';
import { recordFilingObjection, type GivenFilingObjection } from '../../src/app/applications/record-filing-objection';
import { saveApplication } from '../../src/app/applications/save-application';
import { submitApplication } from '../../src/app/applications/submit-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { Caller } from '../../src/app/caller';
import type { Refusal } from '../../src/app/refusal';
import { OBJECTIONS_OF_NOTICE_MAX } from '../../src/app/results/results-limits';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { givenFiling, materialsOf } from '../kit/application-cases';
import {
  APPLICANT_CALLER,
  type ApplicationDesk,
  applicationDesk,
  CITIES,
  NATION,
  OTHER_APPLICANT,
  PROVINCES,
  standing,
} from '../kit/application-desk';
import { MONGOLIAN_FILING, mongolianOffice } from '../kit/mongolian-filing';

const [LEAGUE_1, LEAGUE_2, LEAGUE_3] = [
  mongolianOffice('m-1', 'CITY'),
  mongolianOffice('m-2', 'CITY'),
  mongolianOffice('m-3', 'CITY'),
] as const;
const REGION = mongolianOffice('m-9', 'PROVINCE');
const [SICHUAN_CITY] = CITIES as [Caller];
const [SICHUAN] = PROVINCES as [Caller];
const PAGE = { first: 50, after: null };
const BASIS = ['内人社办发〔2024〕53号 第十一条'];
/** The notice runs from Tuesday 30 June to Tuesday 7 July. */
const LAST_DAY = '2026-07-07T01:00:00Z';
const DAY_AFTER = '2026-07-08T01:00:00Z';

jest.setTimeout(60_000);

let desk: ApplicationDesk;
let shown: ApplicationStanding;
beforeEach(async () => {
  desk = await applicationDesk();
  const reviewed = await desk.passed(await desk.submitted(MONGOLIAN_FILING), LEAGUE_1);
  shown = await desk.passed(reviewed, LEAGUE_2);
});
afterEach(() => desk.close());

const record = (caller: Caller, change: Partial<GivenFilingObjection> = {}) =>
  recordFilingObjection(desk.hub, caller, {
    applicationId: shown.applicationId,
    channel: 'LETTER',
    receivedOn: '2026-06-30',
    summary: '反映场地与申报不符',
    ...change,
  });
const recorded = async (caller: Caller, change: Partial<GivenFilingObjection> = {}): Promise<string> => {
  const answer = await record(caller, change);
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
  return answer.objection.id;
};
const decide = (objectionId: string, caller: Caller, change: Partial<GivenFilingDecision> = {}) =>
  decideFilingObjection(desk.hub, caller, {
    objectionId,
    decision: 'DISMISSED',
    reason: '经现场核查,场地与申报一致',
    basis: BASIS,
    ...change,
  });
const codeOf = (answer: { readonly kind: string }): string => (answer as Refusal).code ?? answer.kind;
const seenBy = async (caller: Caller) =>
  (
    await desk.hub.views.filingObjections(
      territoryOf(caller),
      { applicationId: shown.applicationId, institutionCode: null, state: null },
      PAGE,
    )
  ).items;
const turned = (reason: string) => ({ ...shown, stepIndex: shown.stepIndex ?? -1, reason, basis: BASIS });

test('each has its number, its day and its author, and is seen by the applicant and the offices above it alone', async () => {
  await recorded(LEAGUE_1);
  expect(await record(LEAGUE_1)).toMatchObject({ repeated: true, objection: { objectionNo: 1 } });
  await recorded(REGION, { summary: '反映题库来源不明', channel: 'VISIT' });
  const all = await seenBy(APPLICANT_CALLER);
  expect(all.toSorted((one, other) => one.objectionNo - other.objectionNo)).toMatchObject([
    { objectionNo: 1, receivedOn: '2026-06-30', recordedBy: 'm-1', state: 'OPEN', summary: '反映场地与申报不符' },
    { objectionNo: 2, recordedBy: 'm-9', channel: 'VISIT' },
  ]);
  expect([(await seenBy(LEAGUE_2)).length, (await seenBy(REGION)).length, (await seenBy(NATION)).length]).toEqual([
    2, 2, 2,
  ]);
  expect([await seenBy(OTHER_APPLICANT), await seenBy(SICHUAN_CITY), await seenBy(SICHUAN)]).toEqual([[], [], []]);
  expect(await desk.openTerms()).toEqual(['FILING_NOTICE', 'OBJECTION', 'OBJECTION']);
  expect(await desk.told('INSTITUTION')).toContain('FILING_OBJECTION_RECORDED');
  expect(await desk.told('CITY')).toContain('FILING_OBJECTION_RECORDED');
});

test('what waits for an answer keeps the step from being decided either way', async () => {
  const first = await recorded(LEAGUE_1);
  const second = await recorded(LEAGUE_1, { summary: '反映考评员不足' });
  const open = { code: 'FILING_OBJECTIONS_OPEN', places: [{ field: 'objections' }, { field: 'objections' }] };
  desk.at(DAY_AFTER);
  expect(await desk.pass(LEAGUE_1, shown, '公示有异议')).toMatchObject(open);
  expect(await returnApplication(desk.hub, LEAGUE_1, turned('请修改'))).toMatchObject(open);
  expect(await refuseApplication(desk.hub, LEAGUE_1, turned('不符合条件'))).toMatchObject(open);
  await decide(first, LEAGUE_2);
  expect(await desk.pass(LEAGUE_1, shown, '公示有异议')).toMatchObject({
    code: 'FILING_OBJECTIONS_OPEN',
    placesTotal: 1,
  });
  expect(await decide(second, LEAGUE_2)).toMatchObject({ kind: 'decided', objection: { state: 'DISMISSED' } });
  expect(await desk.pass(LEAGUE_1, shown, '异议两件,均不成立')).toMatchObject({ dueAct: 'RECORD' });
  expect(await desk.openTerms()).toEqual(['APPLICATION_PROVINCE']);
  const noted = await desk.source.query(
    `SELECT act, reason, basis, decided_by FROM decision WHERE subject_kind = 'OBJECTION' AND subject_id = $1`,
    [first],
  );
  expect(noted).toEqual([
    { act: 'FILING_OBJECTION_DISMISSED', reason: '经现场核查,场地与申报一致', basis: BASIS, decided_by: 'm-2' },
  ]);
});

test('one that is upheld lets the application only go back or be refused; mended, it is shown anew', async () => {
  expect(await decide(await recorded(LEAGUE_1), LEAGUE_2, { decision: 'UPHELD', reason: '情况属实' })).toMatchObject({
    objection: { state: 'UPHELD', decidedBy: 'm-2', reason: '情况属实' },
  });
  desk.at(DAY_AFTER);
  expect(await desk.pass(LEAGUE_1, shown, '异议成立')).toMatchObject({ code: 'FILING_OBJECTION_UPHELD' });
  const returned = standing(await returnApplication(desk.hub, LEAGUE_1, turned('异议成立,请更正场地')));
  const materials = materialsOf(await desk.attachment(APPLICANT_CALLER, '150100'));
  const { applicationId, revision } = returned;
  const content = givenFiling({ ...MONGOLIAN_FILING, materials });
  const saved = standing(await saveApplication(desk.hub, APPLICANT_CALLER, { applicationId, revision, content }));
  const again = standing(await submitApplication(desk.hub, APPLICANT_CALLER, saved));
  const anew = await desk.passed(await desk.passed(again, LEAGUE_1), LEAGUE_2);
  expect(anew).toMatchObject({ dueAct: 'NOTICE', noticeTo: '2026-07-15' });
  desk.at('2026-07-16T01:00:00Z');
  expect(await desk.pass(LEAGUE_1, anew, '公示无异议')).toMatchObject({ dueAct: 'RECORD' });
  expect(await record(LEAGUE_1, { receivedOn: '2026-07-15' })).toMatchObject({ code: 'FILING_OBJECTION_UNTIMELY' });
});

test('the office that shows it answers, and never the hand that wrote it down', async () => {
  const id = await recorded(LEAGUE_1);
  expect(codeOf(await decide(id, LEAGUE_1))).toBe('FOUR_EYES');
  expect(codeOf(await decide(id, REGION))).toBe('APPLICATION_ELSEWHERE');
  expect(codeOf(await decide(id, SICHUAN_CITY))).toBe('OBJECTION_NOT_FOUND');
  expect(codeOf(await decide('x', LEAGUE_2))).toBe('OBJECTION_NOT_FOUND');
  expect(codeOf(await decide(id, APPLICANT_CALLER))).toBe('FORBIDDEN');
  expect(await decide(id, LEAGUE_2, { reason: ' ', basis: [] })).toMatchObject({
    code: 'OBJECTION_INVALID',
    places: [{ field: 'reason' }, { field: 'basis' }],
  });
  expect(await decide(id, LEAGUE_2)).toMatchObject({ repeated: false });
  expect(await decide(id, LEAGUE_2)).toMatchObject({ repeated: true, objection: { state: 'DISMISSED' } });
  expect(await decide(id, LEAGUE_3)).toMatchObject({ code: 'OBJECTION_DECIDED', existingId: id });
});

test('of two answers at once one stands, and two that are written down at once get numbers of their own', async () => {
  const written = await Promise.all([record(LEAGUE_1), record(LEAGUE_2), record(LEAGUE_3)]);
  expect(written.map((each) => (each.kind === 'recorded' ? each.objection.objectionNo : 0)).sort()).toEqual([1, 2, 3]);
  const [first] = written;
  const id = first?.kind === 'recorded' ? first.objection.id : '';
  const answers = await Promise.all([decide(id, LEAGUE_2), decide(id, LEAGUE_3, { decision: 'UPHELD' })]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
  expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'OBJECTION_DECIDED', existingId: id });
});

test('a passed notice and an objection at once: one of them comes first', async () => {
  desk.at(DAY_AFTER);
  const [passed, written] = await Promise.all([
    desk.pass(LEAGUE_1, shown, '公示无异议'),
    record(LEAGUE_3, { receivedOn: '2026-07-07' }),
  ]);
  const outcomes = [codeOf(passed), codeOf(written)];
  expect([
    ['standing', 'FILING_OBJECTION_UNTIMELY'],
    ['FILING_OBJECTIONS_OPEN', 'recorded'],
  ]).toContainEqual(outcomes);
});

test('what came on the last day may be written down after it, what came later may not', async () => {
  desk.at(DAY_AFTER);
  expect((await record(LEAGUE_1, { receivedOn: '2026-07-07' })).kind).toBe('recorded');
  for (const receivedOn of ['2026-07-08', '2026-06-29']) {
    const untimely = await record(LEAGUE_1, { receivedOn });
    expect(untimely).toMatchObject({ code: 'FILING_OBJECTION_UNTIMELY', places: [{ field: 'receivedOn' }] });
    expect(JSON.stringify(untimely)).toMatch(/2026-06-30.*2026-07-07/);
  }
});

test('a withdrawn application leaves nothing to answer', async () => {
  const id = await recorded(LEAGUE_1);
  standing(await withdrawApplication(desk.hub, APPLICANT_CALLER, shown));
  expect((await seenBy(APPLICANT_CALLER))[0]).toMatchObject({ id, state: 'LAPSED' });
  expect(await decide(id, LEAGUE_2)).toMatchObject({ code: 'OBJECTION_DECIDED' });
  expect(await record(LEAGUE_1, { summary: '另一件' })).toMatchObject({
    code: 'FILING_OBJECTION_UNTIMELY',
    places: [{ field: 'applicationId' }],
  });
  expect(await desk.openTerms()).toEqual([]);
});

test.each<[string, Caller, Partial<GivenFilingObjection>, string]>([
  ['the applicant itself', APPLICANT_CALLER, {}, 'FORBIDDEN'],
  ['the nation', NATION, {}, 'FORBIDDEN'],
  ['another city', SICHUAN_CITY, {}, 'APPLICATION_NOT_FOUND'],
  ['another province', SICHUAN, {}, 'APPLICATION_NOT_FOUND'],
  ['no such application', LEAGUE_1, { applicationId: 'x' }, 'APPLICATION_NOT_FOUND'],
  ['no day', LEAGUE_1, { receivedOn: '2026-02-30' }, 'OBJECTION_INVALID'],
  ['a day to come', LEAGUE_1, { receivedOn: '2026-07-01' }, 'OBJECTION_INVALID'],
  ['nothing said', LEAGUE_1, { summary: ' ' }, 'OBJECTION_INVALID'],
  ['the number of a person', LEAGUE_1, { summary: '联系 138 0013 8000' }, 'OBJECTION_INVALID'],
])('%s: refused', async (_title, caller, change, code) => {
  const answer = await record(caller, change);
  expect(codeOf(answer)).toBe(code);
  expect(JSON.stringify(answer)).not.toContain('8000');
});

test('an application keeps a named number of objections', async () => {
  desk.at(LAST_DAY);
  await desk.source.query(
    `INSERT INTO filing_objection (id, application_id, revision, objection_no, channel, received_on, summary, state,
                                   recorded_by, recorded_role, recorded_at, basis)
     SELECT gen_random_uuid(), $1, 2, number, 'LETTER', '2026-06-30', 'x', 'DISMISSED', 'm-1', 'CITY', now(), '{}'
       FROM generate_series(1, $2::int - 1) AS number`,
    [shown.applicationId, OBJECTIONS_OF_NOTICE_MAX],
  );
  expect((await record(LEAGUE_1)).kind).toBe('recorded');
  expect(await record(LEAGUE_1, { channel: 'ONLINE' })).toMatchObject({ code: 'OBJECTIONS_TOO_MANY' });
});
