/** The part of the walk (`root-operations.ts`) about the review desk. */
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

/** Makes what the operations below name; answers ids that the world lacks. Called once, before the walk. */
export const prepareReview = async (
  _hub: TestHub,
  _world: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => ({});

const REVIEWERS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const OTHER_REGULATORS = ['otherCity', 'otherProvince'] as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const foreignBatch = { callers: OTHER_REGULATORS, hear: { refusal: 'BATCH_NOT_FOUND', places: [] } } as const;
const ofOpenBatch = ({ openBatchId }: WalkedWorld): object => ({ id: openBatchId });

export const REVIEW_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  reviewQueue: {
    query: '{ reviewQueue(filter: { institutionCode: "0001" }) { total } }',
    variables: () => ({}),
    allowed: REVIEWERS,
    outside: { callers: OTHER_REGULATORS, hear: { total: 0 } },
  },
  reviewSummary: {
    query: `query ($id: ID!) { reviewSummary(batchIds: [$id]) ${REFUSAL} }`,
    variables: ofOpenBatch,
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
};

export const REVIEW_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  approveBatches: {
    query: `mutation ($id: ID!) { approveBatches(batchIds: [$id], digest: "00") ${REFUSAL} }`,
    variables: ofOpenBatch,
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
  assignReview: {
    query: `mutation ($id: ID!) { assignReview(batchIds: [$id], reviewer: "nobody") ${REFUSAL} }`,
    variables: ofOpenBatch,
    allowed: REVIEWERS,
    outside: { callers: OTHER_REGULATORS, hear: { refusal: 'REVIEWER_UNKNOWN', places: [] } },
  },
  returnRecords: {
    query: `mutation ($id: ID!) { returnRecords(batchId: $id, records: [{ line: 1, reason: "资料不全" }]) ${REFUSAL} }`,
    variables: ofOpenBatch,
    allowed: REVIEWERS,
    outside: foreignBatch,
  },
  resubmitChanges: {
    query: `mutation ($id: ID!) { resubmitChanges(batchId: $id, clientBatchNo: "walked-3", changes: []) ${REFUSAL} }`,
    variables: ofOpenBatch,
    allowed: ['institution', 'otherInstitution'],
    outside: { callers: ['otherInstitution'], hear: { refusal: 'BATCH_NOT_FOUND', places: [] } },
  },
};
