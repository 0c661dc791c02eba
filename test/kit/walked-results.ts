/** The part of the walk (`root-operations.ts`) about attachments, results, notices, objections and proposals. */
import { PEOPLE } from './hub-clients';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';
import { sendFileAs } from './send-file';

const PLAN_NO = 'P-WALKED-RESULTS';
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Long after the walk, so that the clock closes nothing in between. */
const NOTICE_DAYS = 20;

/** A plan of its own: batches of the other one name other days of notice. */
const PLAN = `
INSERT INTO plan (plan_no, institution_code, status, province_approved, filed_on, enrolment_closed_on, occupation_code,
                  work_type, level, site_code, exam_from, exam_to, headcount, roster, assessors, internal_supervisors,
                  invigilators, trainers)
SELECT $2, institution_code, status, province_approved, filed_on, enrolment_closed_on, occupation_code, work_type, level,
       site_code, exam_from, exam_to, headcount, NULL, assessors, internal_supervisors, invigilators, trainers
  FROM plan WHERE plan_no = $1`;

const ENTRY = { name: '张三', idType: 'PASSPORT', idNumber: 'E12345678', passed: false };

/** Makes what the operations below name; answers ids that the world lacks. Called once, before the walk. */
export async function prepareResults(hub: TestHub, world: WalkedWorld): Promise<Readonly<Record<string, string>>> {
  await hub.query(PLAN, [world.planNo, PLAN_NO]);
  const noticeTo = new Date(Date.now() + NOTICE_DAYS * DAY_MS).toISOString().slice(0, 10);
  const { submitResults } = await hub.run<{ submitResults: { results: { id: string } } }>(
    'institution',
    `mutation ($results: ResultsInput!) {
      submitResults(results: $results) { ... on ResultsSubmitted { results { id } } ... on Refusal { code } } }`,
    { results: { planNo: PLAN_NO, entries: [ENTRY], noticeTo } },
  );
  const resultsId = submitResults.results.id;
  const { raiseObjection } = await hub.run<{ raiseObjection: { objection: { id: string } } }>(
    'institution',
    `mutation ($id: ID!) {
      raiseObjection(noticeId: $id, entryNo: 1, text: "成绩有误", channel: LETTER) {
        ... on ObjectionRaised { objection { id } } ... on Refusal { code } } }`,
    { id: resultsId },
  );
  const { proposeResultsWithdrawal } = await hub.run<{ proposeResultsWithdrawal: { proposalId: string } }>(
    'city',
    `mutation ($id: ID!) {
      proposeResultsWithdrawal(resultsId: $id, reason: "登记有误", basis: ["四(二)"]) {
        ... on ProposalMade { proposalId } ... on Refusal { code } } }`,
    { id: resultsId },
  );
  const { proposalId } = proposeResultsWithdrawal;
  const attachmentId = await sendFileAs(hub, 'institution', 'a.pdf');
  return { resultsId, proposalId, objectionId: raiseObjection.objection.id, attachmentId };
}

const ofResults = ({ work }: WalkedWorld): object => ({ id: work['resultsId'] });
const ofProposal = ({ work }: WalkedWorld): object => ({ id: work['proposalId'] });
const ofObjection = ({ work }: WalkedWorld): object => ({ id: work['objectionId'] });
const ofAttachment = ({ work }: WalkedWorld): object => ({ id: work['attachmentId'] });
const none = (): object => ({});

const ALL = PEOPLE;
const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const OFFICES = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const RECORD_READERS = [...INSTITUTIONS, ...OFFICES, 'nation'] as const;
const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const NOT_FOUND = { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } } as const;
const EMPTY = { callers: OUTSIDERS, hear: { total: 0 } } as const;
const foreignProposal = {
  callers: ['otherCity', 'otherProvince'],
  hear: { refusal: 'PROPOSAL_NOT_FOUND', places: [] },
} as const;
const foreignResults = { callers: OUTSIDERS, hear: { refusal: 'RESULTS_NOT_FOUND', places: [] } } as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

export const RESULTS_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  // Notices are for anybody.
  notices: { query: '{ notices { total } }', variables: none, allowed: ALL },
  notice: { query: 'query ($id: ID!) { notice(id: $id) { id } }', variables: ofResults, allowed: ALL },
  noticeEntries: {
    query: 'query ($id: ID!) { noticeEntries(noticeId: $id) { total } }',
    variables: ofResults,
    allowed: ALL,
  },
  results: {
    query: '{ results(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  resultsEntries: {
    query: 'query ($id: ID!) { resultsEntries(resultsId: $id) { total } }',
    variables: ofResults,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  objections: {
    query: 'query ($id: ID!) { objections(filter: { resultsId: $id }) { total } }',
    variables: ofResults,
    allowed: RECORD_READERS,
    outside: EMPTY,
  },
  proposals: {
    query: '{ proposals { total } }',
    variables: none,
    allowed: [...OFFICES, 'nation'],
    outside: { callers: ['otherCity', 'otherProvince'], hear: { total: 0 } },
  },
  attachment: {
    query: 'query ($id: ID!) { attachment(id: $id) { id } }',
    variables: ofAttachment,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
};

export const RESULTS_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  submitResults: {
    query: `mutation ($results: ResultsInput!) { submitResults(results: $results) ${REFUSAL} }`,
    variables: ({ planNo }) => ({ results: { planNo, entries: [ENTRY] } }),
    allowed: INSTITUTIONS,
    outside: { callers: ['otherInstitution'], hear: { refusal: 'PLAN_UNKNOWN', places: [] } },
  },
  withdrawResults: {
    query: `mutation ($id: ID!) { withdrawResults(resultsId: $id, reason: "登记有误", basis: ["四(二)"]) ${REFUSAL} }`,
    variables: ofResults,
    allowed: INSTITUTIONS,
    outside: { callers: ['otherInstitution'], hear: { refusal: 'RESULTS_NOT_FOUND', places: [] } },
  },
  proposeResultsWithdrawal: {
    query: `mutation ($id: ID!) { proposeResultsWithdrawal(resultsId: $id, reason: "登记有误", basis: ["四(二)"]) ${REFUSAL} }`,
    variables: ofResults,
    allowed: OFFICES,
    outside: { callers: ['otherCity', 'otherProvince'], hear: { refusal: 'RESULTS_NOT_FOUND', places: [] } },
  },
  confirmProposal: {
    query: `mutation ($id: ID!) { confirmProposal(proposalId: $id) ${REFUSAL} }`,
    variables: ofProposal,
    allowed: OFFICES,
    outside: foreignProposal,
  },
  dismissProposal: {
    query: `mutation ($id: ID!) { dismissProposal(proposalId: $id, reason: "查无实据") ${REFUSAL} }`,
    variables: ofProposal,
    allowed: OFFICES,
    outside: foreignProposal,
  },
  raiseObjection: {
    query: `mutation ($id: ID!) { raiseObjection(noticeId: $id, text: "成绩有误", channel: LETTER) ${REFUSAL} }`,
    variables: ofResults,
    allowed: [...INSTITUTIONS, ...OFFICES],
    outside: foreignResults,
  },
  decideObjection: {
    query: `mutation ($id: ID!) { decideObjection(objectionId: $id, decision: DISMISSED, reason: "不属实", basis: ["四(二)"]) ${REFUSAL} }`,
    variables: ofObjection,
    allowed: OFFICES,
    outside: {
      callers: ['otherCity', 'otherProvince'],
      hear: { refusal: 'OBJECTION_NOT_FOUND', places: [] },
    },
  },
};
