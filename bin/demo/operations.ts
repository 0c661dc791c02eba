/** What the demo asks of the hub, in GraphQL. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Send } from './api-client';

const RECORDS_PER_CALL = 2_000;
const PAGE_ROWS = 500;
const POLL_MS = 200;
const WAIT_MAX_MS = 300_000;

const REFUSAL = '... on Refusal { code message { zh en } places { record field message { zh en } } }';

interface Refused {
  readonly code?: string;
  readonly message?: { readonly en: string };
}

function accepted<Answer extends object>(answer: Answer & Refused): Answer {
  if (answer.code !== undefined) throw new Error(`Refused: ${answer.code} ${answer.message?.en ?? ''}`);
  return answer;
}

/** Opens, appends in chunks and seals; returns the id of the batch. */
export async function sendBatch(
  send: Send,
  header: BatchHeader,
  records: readonly RawRecord[],
  onSent: (records: number) => void = () => undefined,
): Promise<string> {
  const { openUpload } = await send<{ openUpload: { uploadId: string } & Refused }>(
    `mutation ($header: BatchHeaderInput!) { openUpload(header: $header) { ... on UploadOpened { uploadId } ${REFUSAL} } }`,
    { header },
  );
  const { uploadId } = accepted(openUpload);
  const hash = createHash('sha256');
  let chunkNo = 0;
  for (let from = 0; from < records.length; from += RECORDS_PER_CALL) {
    const part = records.slice(from, from + RECORDS_PER_CALL);
    chunkNo += 1;
    const { appendRecords } = await send<{ appendRecords: Refused }>(
      `mutation ($uploadId: ID!, $chunkNo: Int!, $records: CertificateRecords!) {
         appendRecords(uploadId: $uploadId, chunkNo: $chunkNo, records: $records) {
           ... on RecordsAppended { receipt { digest } } ${REFUSAL} } }`,
      { uploadId, chunkNo, records: part },
    );
    accepted(appendRecords);
    for (const record of part) hash.update(`${canonicalize(record) ?? ''}\n`);
    onSent(from + part.length);
  }
  const { sealUpload } = await send<{ sealUpload: { batchId: string } & Refused }>(
    `mutation ($uploadId: ID!, $manifest: ManifestInput!) {
       sealUpload(uploadId: $uploadId, manifest: $manifest) { ... on UploadSealed { batchId } ${REFUSAL} } }`,
    { uploadId, manifest: { chunks: chunkNo, records: records.length, digest: hash.digest('hex') } },
  );
  return accepted(sealUpload).batchId;
}

export interface BatchStatus {
  readonly state: string;
  readonly records: number;
  readonly progress: { readonly recordsChecked: number };
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number } | null;
  readonly byRule: readonly { readonly code: string; readonly records: number }[];
}

/** Waits until every record of the batch has its verdict. */
export async function untilChecked(
  send: Send,
  batchId: string,
  onProgress: (recordsChecked: number) => void = () => undefined,
): Promise<BatchStatus> {
  let told = -1;
  for (const wait = patience('check'); ; await wait()) {
    const { batch } = await send<{ batch: BatchStatus }>(
      `query ($id: ID!) { batch(id: $id) { state records progress { recordsChecked }
         counts { passed held returned } byRule { code records } } }`,
      { id: batchId },
    );
    if (batch.progress.recordsChecked !== told) onProgress((told = batch.progress.recordsChecked));
    if (batch.state !== 'CHECKING') return batch;
  }
}

/** Every finding of the check as `line code`. */
export async function findingsOf(send: Send, batchId: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const { findings }: { findings: FindingPage } = await send(
      `query ($batchId: ID!, $first: Int!, $after: String) { findings(batchId: $batchId, first: $first, after: $after) {
         items { line code } endCursor hasNext } }`,
      { batchId, first: PAGE_ROWS, after },
    );
    found.push(...findings.items.map(({ line, code }) => `${line ?? 0} ${code}`));
    if (!findings.hasNext) return found;
    after = findings.endCursor;
  }
}
interface FindingPage {
  readonly items: readonly { readonly line: number | null; readonly code: string }[];
  readonly endCursor: string | null;
  readonly hasNext: boolean;
}

export async function approve(send: Send, batchId: string): Promise<void> {
  const { approveBatch } = await send<{ approveBatch: Refused }>(
    `mutation ($batchId: ID!) { approveBatch(batchId: $batchId) { ... on BatchReviewed { state } ${REFUSAL} } }`,
    { batchId },
  );
  accepted(approveBatch);
}

export interface FeedStatus {
  readonly feed: string;
  readonly certificates: number;
  readonly delivered: number;
  readonly accepted: number;
  readonly refused: number;
}

/** Waits until every feed has answered every certificate of the batch. */
export async function untilAnswered(send: Send, batchId: string): Promise<readonly FeedStatus[]> {
  for (const wait = patience('answers of the receivers'); ; await wait()) {
    const { batch } = await send<{ batch: { forwarding: readonly FeedStatus[] } }>(
      `query ($id: ID!) { batch(id: $id) { forwarding { feed certificates delivered accepted refused } } }`,
      { id: batchId },
    );
    const { forwarding } = batch;
    if (forwarding.length > 0 && forwarding.every((one) => one.accepted + one.refused === one.certificates))
      return forwarding;
  }
}

export async function tallied(send: Send): Promise<{ readonly certificates: number; readonly highSkilled: number }> {
  const { tallies } = await send<{ tallies: { certificates: number; highSkilled: number } }>(
    `query { tallies(first: 1) { certificates highSkilled } }`,
  );
  return tallies;
}

/** Waits a moment at each call, and gives up loudly when the hub takes longer than anything it does should take. */
function patience(what: string): () => Promise<void> {
  const until = Date.now() + WAIT_MAX_MS;
  return async () => {
    if (Date.now() > until) throw new Error(`Waited ${WAIT_MAX_MS / 1_000} s for the ${what}: something is stuck.`);
    await pause();
  };
}

export const pause = (ms: number = POLL_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
