/** The part of the walk (`root-operations.ts`) about applications to file. */
import { cstDate } from '../../src/domain/calendar/cst';
import type { TestHub } from './hub';
import { PEOPLE } from './hub-clients';
import type { WalkedOperation, WalkedWorld } from './root-operations';

const STANDING = `{ __typename ... on ApplicationStanding { applicationId revision } ... on Refusal { code places { field message { en } } } }`;
const OPEN = `mutation ($content: ApplicationContentInput!) { openApplication(kind: TERMINATION, content: $content) ${STANDING} }`;
const SUBMIT = `mutation ($id: ID!, $revision: Int!) { submitApplication(applicationId: $id, revision: $revision) ${STANDING} }`;
/** Needs no materials: the institution ends its work. */
const CONTENT = { endsOn: '2099-12-31', reason: '停止评价' };

interface Standing {
  readonly applicationId?: string;
  readonly revision?: number;
  readonly code?: string;
}

/** As a route with a notice would have brought it there; Sichuan's has none. */
const ON_NOTICE = `
UPDATE application SET steps = '[{"by":"CITY","act":"NOTICE"},{"by":"PROVINCE","act":"RECORD"}]', step_by = 'CITY', step_act = 'NOTICE'
 WHERE id = $1`;
const OBJECTED =
  '{ __typename ... on FilingObjectionStanding { objection { id } } ... on Refusal { code places { message { en } } } }';
const RECORD = `mutation ($id: ID!, $day: String!) {
  recordFilingObjection(objection: { applicationId: $id, channel: LETTER, receivedOn: $day, summary: "样例异议" }) ${OBJECTED} }`;
const TODAY = cstDate(new Date());

/** One application that is shown to the public, with an objection to it, and a draft. */
export const prepareApplications = async (
  hub: TestHub,
  _world: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => {
  const opened = async (reason: string): Promise<Standing> => {
    const content = { ...CONTENT, reason };
    return (await hub.run<{ openApplication: Standing }>('institution', OPEN, { content })).openApplication;
  };
  const { applicationId = '', revision } = await opened('停止评价');
  const variables = { id: applicationId, revision };
  const { submitApplication } = await hub.run<{ submitApplication: Standing }>('institution', SUBMIT, variables);
  if (submitApplication.code !== undefined) throw new Error(JSON.stringify(submitApplication));
  await hub.query(ON_NOTICE, [applicationId]);
  const { recordFilingObjection } = await hub.run<{ recordFilingObjection: { objection: { id: string } } }>(
    'city',
    RECORD,
    {
      id: applicationId,
      day: TODAY,
    },
  );
  const filingObjectionId = recordFilingObjection.objection.id;
  const draft = await opened('停止评价(草稿)');
  return { applicationId, filingObjectionId, draftApplicationId: draft.applicationId ?? '' };
};

const ALL = PEOPLE;
const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const OFFICES = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const APPLICANTS = [...INSTITUTIONS, ...OFFICES] as const;
const RECORD_READERS = [...APPLICANTS, 'nation'] as const;
const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const OTHER_OFFICES = ['otherCity', 'otherProvince'] as const;
const NOT_FOUND = { refusal: 'APPLICATION_NOT_FOUND', places: [] } as const;
const foreign = { callers: OUTSIDERS, hear: NOT_FOUND } as const;
const foreignStep = { callers: OTHER_OFFICES, hear: NOT_FOUND } as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

const ofSubmitted = ({ work }: WalkedWorld): object => ({ id: work['applicationId'] });
const ofDraft = ({ work }: WalkedWorld): object => ({ id: work['draftApplicationId'] });
const none = (): object => ({});

export const APPLICATION_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  application: {
    query: 'query ($id: ID!) { application(id: $id) { id } }',
    variables: ofSubmitted,
    allowed: ALL,
    outside: { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } },
  },
  applications: {
    query: '{ applications(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: { callers: OUTSIDERS, hear: { total: 0 } },
  },
  filingObjections: {
    query: 'query ($id: ID!) { filingObjections(filter: { applicationId: $id }) { total } }',
    variables: ofSubmitted,
    allowed: RECORD_READERS,
    outside: { callers: OUTSIDERS, hear: { total: 0 } },
  },
  proposedFilings: { query: '{ proposedFilings { total } }', variables: none, allowed: ALL },
};

export const APPLICATION_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  openApplication: {
    query: `mutation ($content: ApplicationContentInput!) { openApplication(kind: TERMINATION, institutionCode: "0001", content: $content) ${REFUSAL} }`,
    variables: () => ({ content: CONTENT }),
    allowed: APPLICANTS,
    outside: { callers: OUTSIDERS, hear: { refusal: 'APPLICANT_UNKNOWN', places: [] } },
  },
  saveApplication: {
    query: `mutation ($id: ID!, $content: ApplicationContentInput!) { saveApplication(applicationId: $id, revision: 1, content: $content) ${REFUSAL} }`,
    variables: (world) => ({ ...ofDraft(world), content: CONTENT }),
    allowed: APPLICANTS,
    outside: foreign,
  },
  submitApplication: {
    query: `mutation ($id: ID!) { submitApplication(applicationId: $id, revision: 1) ${REFUSAL} }`,
    variables: ofDraft,
    allowed: APPLICANTS,
    outside: foreign,
  },
  withdrawApplication: {
    query: `mutation ($id: ID!) { withdrawApplication(applicationId: $id) ${REFUSAL} }`,
    variables: ofDraft,
    allowed: APPLICANTS,
    outside: foreign,
  },
  passApplicationStep: {
    query: `mutation ($id: ID!) { passApplicationStep(applicationId: $id, revision: 2, stepIndex: 0, opinion: "符合") ${REFUSAL} }`,
    variables: ofSubmitted,
    allowed: OFFICES,
    outside: foreignStep,
  },
  recordFilingObjection: {
    query: RECORD,
    variables: (world) => ({ ...ofSubmitted(world), day: TODAY }),
    allowed: OFFICES,
    outside: foreignStep,
  },
  decideFilingObjection: {
    query: `mutation ($id: ID!) { decideFilingObjection(objectionId: $id, decision: DISMISSED, reason: "不属实", basis: ["样例 第一条"]) ${REFUSAL} }`,
    variables: ({ work }) => ({ id: work['filingObjectionId'] }),
    allowed: OFFICES,
    outside: { callers: OTHER_OFFICES, hear: { refusal: 'OBJECTION_NOT_FOUND', places: [] } },
  },
  returnApplication: {
    query: `mutation ($id: ID!) { returnApplication(applicationId: $id, revision: 2, stepIndex: 0, reason: "材料不全") ${REFUSAL} }`,
    variables: ofSubmitted,
    allowed: OFFICES,
    outside: foreignStep,
  },
  refuseApplication: {
    query: `mutation ($id: ID!) { refuseApplication(applicationId: $id, revision: 2, stepIndex: 0, reason: "不符合条件", basis: ["样例 第一条"]) ${REFUSAL} }`,
    variables: ofSubmitted,
    allowed: OFFICES,
    outside: foreignStep,
  },
};
