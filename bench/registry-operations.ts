/** What is asked of a large registry: each question as a screen or an exam system would ask it, by each who asks it. */
import { LARGE_CITY, LARGE_INSTITUTION } from './registry-rows';
import { LARGE_PLAN } from './registry-work-rows';

export type Asker = 'institution' | 'city' | 'province' | 'nation' | 'public';

export interface Question {
  /** `operation`, and after a dot what is special about it. */
  readonly name: string;
  readonly askers: readonly Asker[];
  /** A GraphQL query, or for the public an address to GET. */
  readonly ask: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A page from far down the list; the query takes `$after`. */
  readonly deep?: boolean;
  /** Only until the first bytes of the answer are there. */
  readonly firstBytes?: boolean;
  /** Judged by a limit of its own, in ms: it is worked out, not looked up. */
  readonly limitMs?: number;
}

const INSTITUTION = `{ address code creditCode grade kind name names { from name to } ownership phone regionCode
  registrationAuthority schoolType }`;
const FILING = `{ audience basis fees { level yuan } from id institutionCode interruptions { from kind to } levels
  occupationCode siteCodes to workTypes }`;
const PLAN = `{ assessors enrolmentClosedOn examFrom examTo filedOn headcount institutionCode internalSupervisors invigilators
  level occupationCode planNo provinceApproved rosterLength siteCode status trainers workType }`;
const QUEUED = `{ dueOn examFrom examTo filedAt filedOn headcount institution { code name } level occupationCode planNo
  regionCode revision siteCode state waitsFor workType }`;
const DETAIL = `{ assessors audience decidedAct decidedAt dueOn enrolmentClosedOn examFrom examTo filedAt filedOn headcount
  institution { code name } internalSupervisors invigilators level occupationCode planNo provinceApproved reason regionCode
  remarks { code message { zh } } revision rosterLength siteCode state throughHub trainers waitsFor workType }`;
const OUTCOME = `{ plan ${DETAIL} batches { counts { held passed returned } id records resubmissionOf sealedAt state } batchesTotal
  certificates { count state } certificatesTotal decisions { act basis decidedAt reason role }
  feeds { accepted feed pending refused } records { held passed returned } results { id noticeFrom noticeTo state } }`;
const SUMMARY = `{ applicantName approvedAt dueAct dueBy dueSince id institutionCode kind noticeTo openedAt publishedOn
  regionCode revision state submittedAt }`;
const APPLICATION = `{ approvedAt content { applicant { name } commitmentSigned equipment { name } filingIds
  items { audience basis levels occupationCode occupationName workTypes } materials { attachmentId kind } monitoring reason
  sites { name address } staff { group name idNumberMasked employer post field } strengths }
  decisions { basis decidedAt decidedBy opinion outcome revision step { act by } stepIndex } id institutionCode kind
  openedAt revision route { title { zh } basis } state stepIndex stepSince steps { act by } submittedAt }`;
const REVIEW = `{ acceptance ageWorkingDays checkedAt chunks clientBatchNo decidedAt dueOn held id institution { code name } level
  occupationCode openDeclarations overdue passed planNo records regionCode resubmissionOf returned reviewer sealedAt
  signals { code records } since state }`;
const DEADLINE = `{ basis days dueOn escalatedTo id institutionCode openedAt regionCode responsible startsOn state
  subject { id kind } term title { zh } waitsForYear warnOn warningDays workingDaysLate workingDaysLeft }`;
const ENTRY = `{ address audience fees { level yuan } filingId from institutionCode institutionName levels occupationCode
  occupationName phone regionCode sites { address code name regionCode } sitesTotal standing to workTypes }`;
const PERSON = `{ barred { from to } certificateNo from id institutionCode isRegistered kinds name occupationCodes openProposalId
  regionCode to }`;
const FOUND = `{ basis code expected institutionCode kind message { zh } severity subjectId }`;

const page = (items: string): string => `{ total endCursor hasNext items ${items} }`;
/** Rules judged over a whole territory, and a snapshot of a whole catalogue with its digest. */
const WORKED_OUT_MS = 200;
const OFFICES = ['city', 'province', 'nation'] as const;
const EVERYBODY = ['institution', ...OFFICES] as const;

const one = (name: string, askers: readonly Asker[], ask: string, variables: Question['variables'] = {}): Question => ({
  name,
  askers,
  ask,
  variables,
  deep: name.endsWith('.deep'),
});
const ofInstitution = (name: string, fields: string): Question =>
  one(name, EVERYBODY, `query ($code: ID!) { ${name}(institutionCode: $code) ${page(fields)} }`, {
    code: LARGE_INSTITUTION,
  });
const DIRECTORY = `query ($filter: DirectoryFilter) { directory(filter: $filter) { ... on DirectoryPage
  { total isTotalExact endCursor hasNext items ${ENTRY} } } }`;
const AS_OF = `query ($code: ID!, $day: String!, $at: DateTimeISO) { registryAsOf(institutionCode: $code, onDay: $day, knownAt: $at) {
  ... on RegistryAsOf { nameOnDay institution ${INSTITUTION} filings { filing ${FILING} standing } filingsTotal
  sites { code name regionCode } sitesTotal staff { id name kinds isBarred } staffTotal } } }`;

const LISTS: readonly Question[] = [
  one('institutions', OFFICES, `query ($after: String) { institutions(after: $after) ${page(INSTITUTION)} }`),
  one('institutions.deep', OFFICES, `query ($after: String) { institutions(after: $after) ${page(INSTITUTION)} }`),
  one('institution', EVERYBODY, `query ($code: ID!) { institution(code: $code) ${INSTITUTION} }`, {
    code: LARGE_INSTITUTION,
  }),
  ofInstitution('filings', FILING),
  ofInstitution('plans', PLAN),
  one(
    'plans.deep',
    EVERYBODY,
    `query ($code: ID!, $after: String) { plans(institutionCode: $code, after: $after) ${page(PLAN)} }`,
    { code: LARGE_INSTITUTION },
  ),
  one('planQueue', EVERYBODY, `query ($after: String) { planQueue(after: $after) ${page(QUEUED)} }`),
  one('planQueue.deep', EVERYBODY, `query ($after: String) { planQueue(after: $after) ${page(QUEUED)} }`),
  one('planQueue.mine', ['institution', 'city', 'province'], `{ planQueue(filter: { mine: true }) ${page(QUEUED)} }`),
  one('planQueue.state', EVERYBODY, `{ planQueue(filter: { state: FILED }) ${page(QUEUED)} }`),
  one(
    'planQueue.institution',
    OFFICES,
    `query ($code: ID!) { planQueue(filter: { institutionCode: $code }) ${page(QUEUED)} }`,
    { code: LARGE_INSTITUTION },
  ),
  one('staff', EVERYBODY, `query ($after: String) { staff(after: $after) ${page(PERSON)} }`),
  one('staff.deep', OFFICES, `query ($after: String) { staff(after: $after) ${page(PERSON)} }`),
  one(
    'staff.institution',
    ['city'],
    `query ($code: ID!) { staff(filter: { institutionCode: $code }) ${page(PERSON)} }`,
    { code: LARGE_INSTITUTION },
  ),
  one(
    'staffMember',
    ['city'],
    `query ($id: ID!) { staffMember(id: $id) { id name sessionsTotal sessions { planNo examFrom posts } } }`,
    { id: 'S-B00020-1' },
  ),
  one('directory', ['city', 'nation'], DIRECTORY, { filter: null }),
  one('directory.region', ['city'], DIRECTORY, { filter: { regionCode: LARGE_CITY } }),
  one('directory.text', ['city'], DIRECTORY, { filter: { text: '第2999' } }),
  one('directory.json', ['public'], `/public/directory.json?regionCode=${LARGE_CITY}`),
  { ...one('directory.csv', ['public'], '/public/directory.csv'), firstBytes: true },
];

const WORK: readonly Question[] = [
  one('plan', EVERYBODY, `query ($no: ID!) { plan(planNo: $no) ${DETAIL} }`, { no: LARGE_PLAN }),
  one('planOutcome', EVERYBODY, `query ($no: ID!) { planOutcome(planNo: $no) ${OUTCOME} }`, { no: LARGE_PLAN }),
  one('applications', EVERYBODY, `query ($after: String) { applications(after: $after) ${page(SUMMARY)} }`),
  one('applications.deep', OFFICES, `query ($after: String) { applications(after: $after) ${page(SUMMARY)} }`),
  one('applications.mine', ['city', 'province'], `{ applications(filter: { mine: true }) ${page(SUMMARY)} }`),
  one('reviewQueue', ['city', 'province'], `query ($after: String) { reviewQueue(after: $after) ${page(REVIEW)} }`),
  one('reviewQueue.overdue', ['city', 'province'], `{ reviewQueue(filter: { overdue: true }) ${page(REVIEW)} }`),
  one('deadlines', EVERYBODY, `query ($after: String) { deadlines(after: $after) ${page(DEADLINE)} }`),
  one('deadlines.mine', ['city', 'province'], `{ deadlines(filter: { mine: true }) ${page(DEADLINE)} }`),
  one('deadlineSummary', OFFICES, `{ deadlineSummary { term open warned overdue escalated waiting } }`),
  one(
    'notifications',
    EVERYBODY,
    `query ($after: String) { notifications(after: $after) { unread total endCursor hasNext items
      { at id readAt subject { id kind } text { zh en } topic } } }`,
  ),
  one(
    'notifications.unread',
    EVERYBODY,
    `{ notifications(unread: true) { unread total items { at id subject { id kind } text { zh } topic } } }`,
  ),
];

const knownQuestions = (today: string, lastYear: string): readonly Question[] => [
  one('registryAsOf', ['institution', 'city', 'nation'], AS_OF, { code: LARGE_INSTITUTION, day: today }),
  one('registryAsOf.then', ['institution', 'city', 'nation'], AS_OF, {
    code: LARGE_INSTITUTION,
    day: lastYear,
    at: `${lastYear}T04:00:00.000Z`,
  }),
  one(
    'registryHistory',
    ['city'],
    `query ($no: ID!) { registryHistory(noun: PLAN, key: $no) ${page('{ changed isFirst recordedAt recordedBy supersededAt }')} }`,
    { no: LARGE_PLAN },
  ),
  {
    ...one('snapshot', ['institution', 'city'], `query ($no: String!) { snapshot(planNo: $no) { digest snapshot } }`, {
      no: LARGE_PLAN,
    }),
    limitMs: WORKED_OUT_MS,
  },
  {
    ...one(
      'registryFindings',
      ['institution', 'city'],
      `{ registryFindings { ... on RegistryFindingPage ${page(FOUND)} } }`,
    ),
    limitMs: WORKED_OUT_MS,
  },
];

/** `applicationId`, of one that is published; days as the hub counts them. */
export const registryQuestions = (applicationId: string, today: string): readonly Question[] => [
  ...LISTS,
  ...WORK,
  one('application', OFFICES, `query ($id: ID!) { application(id: $id) ${APPLICATION} }`, { id: applicationId }),
  ...knownQuestions(today, `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`),
];
