/**
 * Every operation of the hub as a caller would send it, with what each wrong caller must hear. The walk fails for an
 * operation of the schema that is missing here, so nobody adds one without saying who may not call it.
 */
import type { CallerName } from './hub-clients';
import type { TestHub } from './hub';
import { APPLICATION_MUTATIONS, APPLICATION_QUERIES, prepareApplications } from './walked-applications';
import { PUBLICATION_MUTATIONS, PUBLICATION_QUERIES, preparePublications } from './walked-publications';
import {
  REGISTRY_HISTORY_MUTATIONS,
  REGISTRY_HISTORY_QUERIES,
  prepareRegistryHistory,
} from './walked-registry-history';
import { PLAN_MUTATIONS, PLAN_QUERIES, preparePlans } from './walked-plans';
import { RESULTS_MUTATIONS, RESULTS_QUERIES, prepareResults } from './walked-results';
import { REVIEW_MUTATIONS, REVIEW_QUERIES, prepareReview } from './walked-review';
import { DEADLINE_MUTATIONS, DEADLINE_QUERIES, prepareDeadlines } from './walked-deadlines';
import {
  CERTIFICATE_CHANGE_MUTATIONS,
  CERTIFICATE_CHANGE_QUERIES,
  prepareCertificateChanges,
} from './walked-certificate-changes';
import { FEED_MUTATIONS, FEED_QUERIES } from './walked-feeds';
import { PACK_MUTATIONS, PACK_QUERIES } from './walked-packs';
import { RECEIVED_MUTATIONS, RECEIVED_QUERIES } from './walked-received';
import { TALLY_REPORT_MUTATIONS, TALLY_REPORT_QUERIES, prepareTallyReports } from './walked-tally-reports';
import { prepareReconciliations, RECONCILIATION_MUTATIONS, RECONCILIATION_QUERIES } from './walked-reconciliations';
import { SAVE_MUTATIONS } from './walked-saves';

export interface WalkedWorld {
  /** Approved: its records are certificates, its deliveries are made. */
  readonly batchId: string;
  /** Waits for the city. */
  readonly openBatchId: string;
  /** Open, with one chunk. */
  readonly uploadId: string;
  /** One of the approved batch. */
  readonly deliveryId: string;
  readonly certificateNo: string;
  /** The record of that certificate. */
  readonly approved: Readonly<Record<string, unknown>>;
  readonly planNo: string;
  /** A draft of the province, and a what-if of it that is done. */
  readonly packId: string;
  readonly trialId: string;
  readonly header: object;
  readonly record: object;
  /** Ids of the regulator's work, by the name that its preparation gave them. */
  readonly work: Readonly<Record<string, string>>;
}

export interface WalkedOperation {
  readonly query: string;
  readonly variables: (world: WalkedWorld) => object;
  readonly allowed: readonly CallerName[];
  /** Callers of an allowed role who stand outside: what they hear instead. Absent: there is nothing to keep out. */
  readonly outside?: { readonly callers: readonly CallerName[]; readonly hear: Heard };
}

/** A GraphQL error code, the code of a typed refusal with what it says of its places, or a list that is empty for them. */
export type Heard =
  { readonly error: string } | { readonly refusal: string; readonly places: readonly string[] } | { readonly total: 0 };

const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const OTHER_REGULATORS = ['otherCity', 'otherProvince'] as const;
const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const REGULATORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation'] as const;
const RECORD_READERS = [...INSTITUTIONS, ...REGULATORS] as const;
const SUPERVISORS = [...REGULATORS, 'operator'] as const;
const ALL = [...RECORD_READERS, 'operator'] as const;

const NOT_FOUND = { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } } as const;
const EMPTY = { callers: OUTSIDERS, hear: { total: 0 } } as const;

const ofBatch = ({ batchId }: WalkedWorld): object => ({ id: batchId });
const ofInstitution = (): object => ({ id: '0001' });
const none = (): object => ({});

const QUERIES: Readonly<Record<string, WalkedOperation>> = {
  me: { query: '{ me { clientId } }', variables: none, allowed: [...ALL, 'hub'] },
  rules: { query: '{ rules { code } }', variables: none, allowed: ALL },
  regions: { query: '{ regions { total } }', variables: none, allowed: ALL },
  upload: {
    query: 'query ($id: ID!) { upload(id: $id) { id } }',
    variables: ({ uploadId }) => ({ id: uploadId }),
    allowed: ALL,
    outside: NOT_FOUND,
  },
  batch: { query: 'query ($id: ID!) { batch(id: $id) { id } }', variables: ofBatch, allowed: ALL, outside: NOT_FOUND },
  batches: {
    query: '{ batches(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  findings: {
    query: 'query ($id: ID!) { findings(batchId: $id) { total } }',
    variables: ofBatch,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  records: {
    query: 'query ($id: ID!) { records(batchId: $id) { total } }',
    variables: ofBatch,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  certificate: {
    query: 'query ($no: ID!) { certificate(certificateNo: $no) { certificateNo } }',
    variables: ({ certificateNo }) => ({ no: certificateNo }),
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  compliance: {
    query: '{ compliance(regionCode: "510100") { total } }',
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: OTHER_REGULATORS, hear: { total: 0 } },
  },
  deliveries: {
    query: 'query ($id: ID!) { deliveries(filter: { batchId: $id }) { total } }',
    variables: ofBatch,
    allowed: ALL,
    outside: EMPTY,
  },
  acknowledgements: {
    query: 'query ($id: ID!) { acknowledgements(filter: { batchId: $id }) { total } }',
    variables: ofBatch,
    allowed: RECORD_READERS,
    outside: EMPTY,
  },
  institution: {
    query: 'query ($id: ID!) { institution(code: $id) { code } }',
    variables: ofInstitution,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  institutions: { query: '{ institutions { total } }', variables: none, allowed: ALL },
  sites: {
    query: 'query ($id: ID!) { sites(institutionCode: $id) { total } }',
    variables: ofInstitution,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  filings: {
    query: 'query ($id: ID!) { filings(institutionCode: $id) { total } }',
    variables: ofInstitution,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  plans: {
    query: 'query ($id: ID!) { plans(institutionCode: $id) { total } }',
    variables: ofInstitution,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  signingKeys: {
    query: 'query ($id: ID!) { signingKeys(institutionCode: $id) { total } }',
    variables: ofInstitution,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  registryFindings: {
    query: '{ registryFindings(institutionCode: "0001") { ... on RegistryFindingPage { total } } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  recordsOfPerson: {
    query:
      'query ($idType: IdType!, $idNumber: String!) { recordsOfPerson(idType: $idType, idNumber: $idNumber) { total } }',
    variables: ({ record }) => ({ idType: Reflect.get(record, 'idType'), idNumber: Reflect.get(record, 'idNumber') }),
    allowed: RECORD_READERS,
    outside: EMPTY,
  },
  recordsOfNumber: {
    query: 'query ($certificateNo: String!) { recordsOfNumber(certificateNo: $certificateNo) { total } }',
    variables: ({ certificateNo }) => ({ certificateNo }),
    allowed: RECORD_READERS,
    outside: EMPTY,
  },
  dryRun: {
    query: `query ($input: DryRunInput!) { dryRun(input: $input) { __typename ... on Refusal { code places { message { en } } } } }`,
    variables: ({ header, record }) => ({ input: { header, records: [record] } }),
    allowed: INSTITUTIONS,
    outside: { callers: ['otherInstitution'], hear: { refusal: 'PLAN_UNKNOWN', places: [] } },
  },
  declarations: {
    query: 'query ($id: ID!) { declarations(batchId: $id) { total } }',
    variables: ofBatch,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  ...PACK_QUERIES,
  ...APPLICATION_QUERIES,
  ...PUBLICATION_QUERIES,
  ...REGISTRY_HISTORY_QUERIES,
  ...PLAN_QUERIES,
  ...RESULTS_QUERIES,
  ...REVIEW_QUERIES,
  ...DEADLINE_QUERIES,
  ...CERTIFICATE_CHANGE_QUERIES,
  ...TALLY_REPORT_QUERIES,
  ...RECONCILIATION_QUERIES,
  ...FEED_QUERIES,
  ...RECEIVED_QUERIES,
  snapshotOfBatch: {
    query: 'query ($id: ID!) { snapshotOfBatch(batchId: $id) { digest } }',
    variables: ofBatch,
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
  snapshot: {
    query: 'query ($planNo: String!) { snapshot(planNo: $planNo) { digest } }',
    variables: ({ planNo }) => ({ planNo }),
    allowed: RECORD_READERS,
    outside: NOT_FOUND,
  },
};

const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const foreignUpload = { callers: ['otherInstitution'], hear: { refusal: 'UPLOAD_NOT_FOUND', places: [] } } as const;
const foreignPlan = { callers: ['otherInstitution'], hear: { refusal: 'PLAN_UNKNOWN', places: [] } } as const;
const foreignBatch = { callers: OTHER_REGULATORS, hear: { refusal: 'BATCH_NOT_FOUND', places: [] } } as const;
const REVIEWERS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;

const MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  openUpload: {
    query: `mutation ($header: BatchHeaderInput!) { openUpload(header: $header) ${REFUSAL} }`,
    variables: ({ header }) => ({ header: { ...header, clientBatchNo: 'walked-1' } }),
    allowed: INSTITUTIONS,
    outside: foreignPlan,
  },
  appendRecords: {
    query: `mutation ($id: ID!, $records: CertificateRecords!) { appendRecords(uploadId: $id, chunkNo: 9, records: $records) ${REFUSAL} }`,
    variables: ({ uploadId, record }) => ({ id: uploadId, records: [record] }),
    allowed: INSTITUTIONS,
    outside: foreignUpload,
  },
  sealUpload: {
    query: `mutation ($id: ID!) { sealUpload(uploadId: $id, manifest: { chunks: 1, records: 1, digest: "00" }) ${REFUSAL} }`,
    variables: ({ uploadId }) => ({ id: uploadId }),
    allowed: INSTITUTIONS,
    outside: foreignUpload,
  },
  pushBatch: {
    query: `mutation ($header: BatchHeaderInput!, $records: CertificateRecords!) { pushBatch(header: $header, records: $records) ${REFUSAL} }`,
    variables: ({ header, record }) => ({ header: { ...header, clientBatchNo: 'walked-2' }, records: [record] }),
    allowed: INSTITUTIONS,
    outside: foreignPlan,
  },
  approveBatch: {
    query: `mutation ($id: ID!) { approveBatch(batchId: $id) ${REFUSAL} }`,
    variables: ({ openBatchId }) => ({ id: openBatchId }),
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
  returnBatch: {
    query: `mutation ($id: ID!) { returnBatch(batchId: $id, reason: "资料不全") ${REFUSAL} }`,
    variables: ({ openBatchId }) => ({ id: openBatchId }),
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
  declareFindings: {
    query: `mutation ($id: ID!) { declareFindings(batchId: $id, declarations: [{ line: 1, rule: "AUT-009", reason: "遗失补证" }]) ${REFUSAL} }`,
    variables: ({ openBatchId }) => ({ id: openBatchId }),
    allowed: INSTITUTIONS,
    outside: { callers: ['otherInstitution'], hear: { refusal: 'BATCH_NOT_FOUND', places: [] } },
  },
  decideDeclarations: {
    query: `mutation ($id: ID!) { decideDeclarations(batchId: $id, decision: ACCEPT, lines: [1]) ${REFUSAL} }`,
    variables: ({ openBatchId }) => ({ id: openBatchId }),
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
  ...PACK_MUTATIONS,
  ...APPLICATION_MUTATIONS,
  ...PUBLICATION_MUTATIONS,
  ...REGISTRY_HISTORY_MUTATIONS,
  ...PLAN_MUTATIONS,
  ...RESULTS_MUTATIONS,
  ...REVIEW_MUTATIONS,
  ...DEADLINE_MUTATIONS,
  ...CERTIFICATE_CHANGE_MUTATIONS,
  ...TALLY_REPORT_MUTATIONS,
  ...RECONCILIATION_MUTATIONS,
  ...FEED_MUTATIONS,
  ...RECEIVED_MUTATIONS,
  resendDelivery: {
    query: `mutation ($id: ID!) { resendDelivery(deliveryId: $id) ${REFUSAL} }`,
    variables: ({ deliveryId }) => ({ id: deliveryId }),
    allowed: ['province', 'secondProvince', 'otherProvince', 'operator'],
    outside: { callers: ['otherProvince'], hear: { refusal: 'DELIVERY_NOT_FOUND', places: [] } },
  },
  createClient: {
    query: `mutation { createClient(client: { name: "x", role: OPERATOR }) ${REFUSAL} }`,
    variables: none,
    allowed: ['operator'],
  },
  ...SAVE_MUTATIONS,
};

export const WALKED = { Query: QUERIES, Mutation: MUTATIONS } as const;

const PREPARATIONS: readonly ((hub: TestHub, world: WalkedWorld) => Promise<Readonly<Record<string, string>>>)[] = [
  prepareApplications,
  preparePublications,
  prepareRegistryHistory,
  preparePlans,
  prepareResults,
  prepareReview,
  prepareDeadlines,
  prepareCertificateChanges,
  prepareTallyReports,
  prepareReconciliations,
];

/** The world with an application, a plan, a notice … in it, all of the first institution. */
export async function withWork(hub: TestHub, world: WalkedWorld): Promise<WalkedWorld> {
  let grown = world;
  for (const prepare of PREPARATIONS) grown = { ...grown, work: { ...grown.work, ...(await prepare(hub, grown)) } };
  return grown;
}
