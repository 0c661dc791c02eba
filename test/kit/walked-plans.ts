/** The part of the walk (`root-operations.ts`) about plans and the register of people. */
import { PEOPLE } from './hub-clients';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

const ALL = PEOPLE;
const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const OFFICES = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const RECORD_READERS = [...INSTITUTIONS, ...OFFICES, 'nation'] as const;
const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const OTHER_OFFICES = ['otherCity', 'otherProvince'] as const;

const NOT_FOUND = { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } } as const;
const EMPTY = { callers: OUTSIDERS, hear: { total: 0 } } as const;
const foreignToOffices = (refusal: string) => ({ callers: OTHER_OFFICES, hear: { refusal, places: [] } });
const foreignToInstitution = {
  callers: ['otherInstitution'],
  hear: { refusal: 'PLAN_NOT_FOUND', places: [] },
} as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

const ofPlan = ({ planNo }: WalkedWorld): object => ({ planNo });
const ofMember = ({ work }: WalkedWorld): object => ({ id: work['staffId'] });
const ofProposal = ({ work }: WalkedWorld): object => ({ id: work['staffProposalId'] });
const ofBar = ({ work }: WalkedWorld): object => ({ id: work['staffBarId'] });
const none = (): object => ({});

const FILING = `{ occupationCode: "6-31-01-03", workType: "--", level: LEVEL_3, siteCode: "S000051009001", examFrom: "2030-01-01",
  examTo: "2030-01-01", audience: [OWN_STUDENT], headcount: 1 }`;

const register = async (hub: TestHub, id: string): Promise<string> => {
  const query = `mutation ($id: ID!) { registerStaff(staff: { id: $id, kinds: [TRAINER], name: "样例人员", from: "2026-01-01" }) {
    ... on StaffProposed { proposalId } } }`;
  return (await hub.run<{ registerStaff: { proposalId: string } }>('institution', query, { id })).registerStaff
    .proposalId;
};

/** A registered trainer of the institution with a proposed bar, and a proposal for another that waits. */
export const preparePlans = async (hub: TestHub, _world: WalkedWorld): Promise<Readonly<Record<string, string>>> => {
  const staffId = 'WALKED-1';
  const id = await register(hub, staffId);
  await hub.run('city', 'mutation ($id: ID!) { confirmStaff(proposalId: $id) { __typename } }', { id });
  const { barStaff } = await hub.run<{ barStaff: { barId: string } }>(
    'city',
    `mutation ($id: ID!) { barStaff(staffId: $id, from: "2026-01-01", to: null, reason: "放宽评分", basis: ["样例〔2026〕1号"]) {
       ... on StaffBarred { barId } } }`,
    { id: staffId },
  );
  return { staffId, staffProposalId: await register(hub, 'WALKED-2'), staffBarId: barStaff.barId };
};

export const PLAN_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  planQueue: {
    query: '{ planQueue(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  plan: {
    query: 'query ($planNo: ID!) { plan(planNo: $planNo) { planNo } }',
    variables: ofPlan,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  planOutcome: {
    query: 'query ($planNo: ID!) { planOutcome(planNo: $planNo) { plan { planNo } } }',
    variables: ofPlan,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  certificatesOfPlan: {
    query: 'query ($planNo: ID!) { certificatesOfPlan(planNo: $planNo) { total } }',
    variables: ofPlan,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  staff: {
    query: '{ staff(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  staffMember: {
    query: 'query ($id: ID!) { staffMember(id: $id) { id } }',
    variables: ofMember,
    allowed: ALL,
    outside: NOT_FOUND,
  },
};

export const PLAN_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  filePlan: {
    query: `mutation { filePlan(plan: ${FILING}) ${REFUSAL} }`,
    variables: none,
    allowed: INSTITUTIONS,
  },
  changePlan: {
    query: `mutation ($planNo: ID!) { changePlan(planNo: $planNo, revision: 1, plan: ${FILING}) ${REFUSAL} }`,
    variables: ofPlan,
    allowed: INSTITUTIONS,
    outside: foreignToInstitution,
  },
  cancelPlan: {
    query: `mutation ($planNo: ID!) { cancelPlan(planNo: $planNo, reason: "报名不足") ${REFUSAL} }`,
    variables: ofPlan,
    allowed: INSTITUTIONS,
    outside: foreignToInstitution,
  },
  approvePlan: {
    query: `mutation ($planNo: ID!) { approvePlan(planNo: $planNo) ${REFUSAL} }`,
    variables: ofPlan,
    allowed: OFFICES,
    outside: foreignToOffices('PLAN_NOT_FOUND'),
  },
  returnPlan: {
    query: `mutation ($planNo: ID!) { returnPlan(planNo: $planNo, reason: "名册不全") ${REFUSAL} }`,
    variables: ofPlan,
    allowed: OFFICES,
    outside: foreignToOffices('PLAN_NOT_FOUND'),
  },
  refusePlan: {
    query: `mutation ($planNo: ID!) { refusePlan(planNo: $planNo, reason: "未备案", basis: ["样例〔2026〕1号"]) ${REFUSAL} }`,
    variables: ofPlan,
    allowed: OFFICES,
    outside: foreignToOffices('PLAN_NOT_FOUND'),
  },
  registerStaff: {
    query: `mutation { registerStaff(staff: { kinds: [TRAINER], name: "样例人员", from: "2026-01-01" }) ${REFUSAL} }`,
    variables: none,
    allowed: [...INSTITUTIONS, ...OFFICES],
  },
  confirmStaff: {
    query: `mutation ($id: ID!) { confirmStaff(proposalId: $id) ${REFUSAL} }`,
    variables: ofProposal,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
  dismissStaff: {
    query: `mutation ($id: ID!) { dismissStaff(proposalId: $id, reason: "证书过期") ${REFUSAL} }`,
    variables: ofProposal,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
  barStaff: {
    query: `mutation ($id: ID!) { barStaff(staffId: $id, from: "2025-01-01", to: "2025-01-02", reason: "泄题", basis: ["样例〔2026〕1号"]) ${REFUSAL} }`,
    variables: ofMember,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
  confirmBar: {
    query: `mutation ($id: ID!) { confirmBar(barId: $id) ${REFUSAL} }`,
    variables: ofBar,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
  dismissBar: {
    query: `mutation ($id: ID!) { dismissBar(barId: $id, reason: "误报") ${REFUSAL} }`,
    variables: ofBar,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
  liftBar: {
    query: `mutation ($id: ID!) { liftBar(barId: $id, reason: "申诉成立", basis: ["样例〔2026〕1号"]) ${REFUSAL} }`,
    variables: ofBar,
    allowed: OFFICES,
    outside: foreignToOffices('STAFF_NOT_FOUND'),
  },
};
