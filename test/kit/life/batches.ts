/** Batches: pushed, checked, reviewed at two steps, forwarded. */
import type { BatchHeader } from '../../../src/domain/intake/header';
import { REFUSAL, until, type BatchStatus, type FindingRow, type Refused } from '../operations';
import { accepted, said, type Answer, type Asker, type Page } from './answers';

export const pushBatch = (
  by: Asker,
  header: BatchHeader,
  records: readonly unknown[],
): Promise<Answer<{ readonly batchId: string; readonly repeated: boolean }>> =>
  said(
    by,
    `mutation ($header: BatchHeaderInput!, $records: CertificateRecords!) {
       pushBatch(header: $header, records: $records) { ... on UploadSealed { batchId repeated } ${REFUSAL} } }`,
    { header, records },
  );

export async function batchOf(by: Asker, id: string): Promise<BatchStatus> {
  const { batch } = await by.run<{ batch: BatchStatus }>(
    `query ($id: ID!) { batch(id: $id) { id state records chunks progress { recordsChecked chunksChecked }
       counts { passed held returned } byRule { code findings records }
       forwarding { feed certificates delivered accepted refused pending }
       packs packDigest snapshotDigest verdictDigest reviews { step decision decidedBy } } }`,
    { id },
  );
  return batch;
}

const CHECK_LIMIT_MS = 30_000;

export const untilBatchChecked = (by: Asker, id: string): Promise<BatchStatus> =>
  until(
    () => batchOf(by, id),
    ({ state }) => state !== 'CHECKING',
    CHECK_LIMIT_MS,
  );

/** Until every feed has answered about every certificate of it. */
export const untilBatchAnswered = (by: Asker, id: string): Promise<BatchStatus> =>
  until(
    () => batchOf(by, id),
    ({ forwarding }) => forwarding.length > 0 && forwarding.every(({ pending }) => pending === 0),
    CHECK_LIMIT_MS,
  );

/** Pushes and waits for the verdict; throws when the batch is refused. */
export async function checkedBatch(by: Asker, header: BatchHeader, records: readonly unknown[]): Promise<BatchStatus> {
  const { batchId = '' } = accepted(await pushBatch(by, header, records));
  return untilBatchChecked(by, batchId);
}

/** The first 500 by line; those about the whole batch have none. */
export async function findingsOf(by: Asker, batchId: string): Promise<readonly FindingRow[]> {
  const { findings } = await by.run<{ findings: Page<FindingRow> }>(
    `query ($batchId: ID!) { findings(batchId: $batchId, first: 500) { total
       items { line code severity path source message { zh en } } } }`,
    { batchId },
  );
  return findings.items;
}

/** `line code path` of each, in the order of the hub. */
export const findingNames = (findings: readonly FindingRow[]): readonly string[] =>
  findings.map(({ line, code, path }) => [line ?? 'batch', code, path].join(' ').trim());

export interface Reviewed {
  readonly batchId: string;
  readonly state: string;
  readonly returnedLines: number;
}

export const approveBatch = (by: Asker, batchId: string): Promise<Answer<Reviewed>> =>
  said(
    by,
    `mutation ($batchId: ID!) { approveBatch(batchId: $batchId) {
       ... on BatchReviewed { batchId state returnedLines } ${REFUSAL} } }`,
    { batchId },
  );

export const returnBatch = (by: Asker, batchId: string, reason: string): Promise<Answer<Reviewed>> =>
  said(
    by,
    `mutation ($batchId: ID!, $reason: String!) { returnBatch(batchId: $batchId, reason: $reason) {
       ... on BatchReviewed { batchId state returnedLines } ${REFUSAL} } }`,
    { batchId, reason },
  );

export interface ReturnedRecords {
  readonly state: string;
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number };
  readonly repeated: boolean;
}
export const returnRecords = (
  by: Asker,
  batchId: string,
  records: readonly { readonly line: number; readonly reason: string }[],
): Promise<Answer<ReturnedRecords>> =>
  said(
    by,
    `mutation ($batchId: ID!, $records: [RecordReturnInput!]!) { returnRecords(batchId: $batchId, records: $records) {
       ... on RecordsReturned { state counts { passed held returned } repeated } ${REFUSAL} } }`,
    { batchId, records },
  );

export interface SentChanges {
  readonly batchId: string;
  readonly records: number;
  readonly digest: string;
  readonly repeated: boolean;
}
/** Only what changed: a record takes the place of its line, `null` takes the line out. */
export const resubmitChanges = (
  by: Asker,
  batchId: string,
  clientBatchNo: string,
  changes: readonly { readonly line: number; readonly record: unknown }[],
  lines: 'ALL' | 'NOT_PASSED' = 'ALL',
): Promise<Answer<SentChanges>> =>
  said(
    by,
    `mutation ($batchId: ID!, $clientBatchNo: String!, $changes: [RecordChangeInput!]!, $lines: ResubmittedLines!) {
       resubmitChanges(batchId: $batchId, clientBatchNo: $clientBatchNo, changes: $changes, lines: $lines) {
         ... on ChangesResubmitted { batchId records digest repeated } ${REFUSAL} } }`,
    { batchId, clientBatchNo, changes, lines },
  );

export interface Rechecked {
  readonly verdictDigest: string | null;
  readonly recheck: { readonly rechecked: number; readonly reused: number; readonly reason: string | null } | null;
}
/** What was reused of an earlier check, and the digest of the verdicts. */
export async function recheckOf(by: Asker, id: string): Promise<Rechecked> {
  const { batch } = await by.run<{ batch: Rechecked }>(
    'query ($id: ID!) { batch(id: $id) { verdictDigest recheck { rechecked reused reason } } }',
    { id },
  );
  return batch;
}

export interface Summary {
  readonly digest: string;
  readonly totals: Readonly<Record<'batches' | 'records' | 'passed' | 'held' | 'returned' | 'certificates', number>>;
}
/** The digest of what is about to be approved, and the totals beside it. */
export const reviewSummary = (by: Asker, batchIds: readonly string[]): Promise<Answer<Summary>> =>
  said(
    by,
    `query ($batchIds: [ID!]) { reviewSummary(batchIds: $batchIds) { ... on ReviewSummary {
       digest totals { batches records passed held returned certificates } } ${REFUSAL} } }`,
    { batchIds },
  );

export interface ApprovedTogether {
  readonly answers: readonly {
    readonly batchId: string;
    readonly reviewed: Reviewed | null;
    readonly refusal: Pick<Refused, 'code' | 'places'> | null;
  }[];
}
export const approveBatches = (
  by: Asker,
  batchIds: readonly string[],
  digest: string,
): Promise<Answer<ApprovedTogether>> =>
  said(
    by,
    `mutation ($batchIds: [ID!]!, $digest: String!) { approveBatches(batchIds: $batchIds, digest: $digest) {
       ... on BatchesApproved { answers { batchId reviewed { batchId state returnedLines }
         refusal { code places { record field message { zh en } } } } } ${REFUSAL} } }`,
    { batchIds, digest },
  );
