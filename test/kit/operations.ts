/** The operations that flow tests use most, each answering what the hub said, refusals included. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader, Manifest } from '../../src/domain/intake/header';
import { put } from './graphql-client';
import type { TestHub } from './hub';
import type { CallerName } from './hub-clients';
import { ndjson } from './sample-desk';
import { openerOf } from './opened';

export const REFUSAL = `... on Refusal {
  code message { zh en } remedy { zh en } placesTotal existingId places { record field message { zh en } } }`;

export interface Refused {
  readonly code: string;
  readonly message: { readonly zh: string; readonly en: string };
  readonly remedy: { readonly zh: string; readonly en: string };
  readonly placesTotal: number;
  readonly existingId: string | null;
  readonly places: readonly {
    readonly record: number | null;
    readonly field: string | null;
    readonly message: { readonly zh: string; readonly en: string };
  }[];
}

/** An accepted answer has its own fields, a refused one those of `Refused`: a test looks at the ones it expects. */
type Outcome<Fields> = Partial<Fields> & Partial<Refused>;
export interface Receipt {
  readonly chunkNo: number;
  readonly records: number;
  readonly bytes: number;
  readonly digest: string;
}
export type Opened = Outcome<{ uploadId: string; path: string; repeated: boolean; receipts: readonly Receipt[] }>;
export type Appended = Outcome<{ receipt: Receipt; repeated: boolean }>;
export type Sealed = Outcome<{ batchId: string; repeated: boolean }>;
export type Reviewed = Outcome<{ batchId: string; state: string; returnedLines: number }>;

export async function openUpload(
  hub: TestHub,
  header: BatchHeader,
  caller: CallerName = 'institution',
): Promise<Opened> {
  const { openUpload: outcome } = await hub.run<{ openUpload: Opened }>(
    caller,
    `mutation ($header: BatchHeaderInput!) { openUpload(header: $header) {
       ... on UploadOpened { uploadId path repeated receipts { chunkNo records bytes digest } } ${REFUSAL} } }`,
    { header },
  );
  return outcome;
}

export async function appendRecords(
  hub: TestHub,
  uploadId: string,
  chunkNo: number,
  records: readonly unknown[],
): Promise<Appended> {
  const { appendRecords: outcome } = await hub.run<{ appendRecords: Appended }>(
    'institution',
    `mutation ($uploadId: ID!, $chunkNo: Int!, $records: CertificateRecords!) {
       appendRecords(uploadId: $uploadId, chunkNo: $chunkNo, records: $records) {
         ... on RecordsAppended { receipt { chunkNo records bytes digest } repeated } ${REFUSAL} } }`,
    { uploadId, chunkNo, records },
  );
  return outcome;
}

export async function sealUpload(hub: TestHub, uploadId: string, manifest: Manifest): Promise<Sealed> {
  const { sealUpload: outcome } = await hub.run<{ sealUpload: Sealed }>(
    'institution',
    `mutation ($uploadId: ID!, $manifest: ManifestInput!) {
       sealUpload(uploadId: $uploadId, manifest: $manifest) { ... on UploadSealed { batchId repeated } ${REFUSAL} } }`,
    { uploadId, manifest },
  );
  return outcome;
}

export async function pushBatch(
  hub: TestHub,
  header: BatchHeader,
  records: readonly unknown[],
  caller: CallerName = 'institution',
): Promise<Sealed> {
  const { pushBatch: outcome } = await hub.run<{ pushBatch: Sealed }>(
    caller,
    `mutation ($header: BatchHeaderInput!, $records: CertificateRecords!) {
       pushBatch(header: $header, records: $records) { ... on UploadSealed { batchId repeated } ${REFUSAL} } }`,
    { header, records },
  );
  return outcome;
}

export async function approveBatch(hub: TestHub, caller: CallerName, batchId: string): Promise<Reviewed> {
  const { approveBatch: outcome } = await hub.run<{ approveBatch: Reviewed }>(
    caller,
    `mutation ($batchId: ID!) { approveBatch(batchId: $batchId) {
       ... on BatchReviewed { batchId state returnedLines } ${REFUSAL} } }`,
    { batchId },
  );
  return outcome;
}

export async function returnBatch(
  hub: TestHub,
  caller: CallerName,
  batchId: string,
  reason: string,
): Promise<Reviewed> {
  const { returnBatch: outcome } = await hub.run<{ returnBatch: Reviewed }>(
    caller,
    `mutation ($batchId: ID!, $reason: String!) { returnBatch(batchId: $batchId, reason: $reason) {
       ... on BatchReviewed { batchId state returnedLines } ${REFUSAL} } }`,
    { batchId, reason },
  );
  return outcome;
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Opens, streams everything in one PUT and seals. */
export async function streamBatch(hub: TestHub, header: BatchHeader, records: readonly RawRecord[]): Promise<string> {
  const { uploadId = '', path = '' } = await openUpload(hub, header);
  const content = ndjson(records);
  const { body, status, text } = await put(`${hub.url}${path}`, await hub.bearer('institution'), content);
  if (status >= 300) throw new Error(`${status} ${text}`);
  const receipts = body['receipts'] as readonly Receipt[];
  const sealed = await sealUpload(hub, uploadId, {
    chunks: receipts.length,
    records: records.length,
    digest: sha256(content),
  });
  return idOf(sealed);
}

/** The id of an accepted batch; a refusal is told. */
export function idOf({ batchId, code, places }: Sealed): string {
  if (batchId === undefined) throw new Error(`Refused: ${code ?? ''} ${JSON.stringify(places)}`);
  return batchId;
}

export interface BatchStatus {
  readonly id: string;
  readonly state: string;
  readonly records: number;
  readonly chunks: number;
  readonly progress: { readonly recordsChecked: number; readonly chunksChecked: number };
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number } | null;
  readonly byRule: readonly { readonly code: string; readonly findings: number; readonly records: number }[];
  readonly forwarding: readonly {
    readonly feed: string;
    readonly certificates: number;
    readonly delivered: number;
    readonly accepted: number;
    readonly refused: number;
    readonly pending: number;
  }[];
  readonly packs: readonly string[];
  readonly packDigest: string | null;
  readonly snapshotDigest: string;
  readonly verdictDigest: string | null;
  readonly reviews: readonly { readonly step: string; readonly decision: string; readonly decidedBy: string }[];
}

export async function batchStatus(hub: TestHub, id: string, caller: CallerName = 'institution'): Promise<BatchStatus> {
  const { batch } = await hub.run<{ batch: BatchStatus }>(
    caller,
    `query ($id: ID!) { batch(id: $id) { id state records chunks progress { recordsChecked chunksChecked }
       counts { passed held returned } byRule { code findings records }
       forwarding { feed certificates delivered accepted refused pending }
       packs packDigest snapshotDigest verdictDigest reviews { step decision decidedBy } } }`,
    { id },
  );
  return batch;
}

const POLL_MS = 100;
const WAIT_LIMIT_MS = 90_000;

/** Asks until the answer is good; throws with the last answer when that takes too long. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
  limitMs: number = WAIT_LIMIT_MS,
): Promise<Answer> {
  for (const endsAtMs = Date.now() + limitMs; ;) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (Date.now() > endsAtMs) throw new Error(`Waited too long; last answer: ${JSON.stringify(answer)}`);
    await sleep(POLL_MS);
  }
}

export const untilChecked = (hub: TestHub, id: string, limitMs?: number): Promise<BatchStatus> =>
  until(
    () => batchStatus(hub, id),
    ({ state }) => state !== 'CHECKING',
    limitMs,
  );

export const untilAnswered = (hub: TestHub, id: string): Promise<BatchStatus> =>
  until(
    () => batchStatus(hub, id),
    ({ forwarding }) => forwarding.length > 0 && forwarding.every(({ pending }) => pending === 0),
  );

export interface FindingRow {
  readonly line: number | null;
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly source: string;
  readonly message: { readonly zh: string; readonly en: string };
}
interface FindingPage {
  readonly items: readonly FindingRow[];
  readonly total: number;
  readonly endCursor: string | null;
  readonly hasNext: boolean;
}

export async function findingPage(
  hub: TestHub,
  batchId: string,
  page: { readonly first: number; readonly after?: string | null; readonly filter?: object },
): Promise<FindingPage> {
  const { findings } = await hub.run<{ findings: FindingPage }>(
    'institution',
    `query ($batchId: ID!, $first: Int!, $after: String, $filter: FindingFilterInput) {
       findings(batchId: $batchId, first: $first, after: $after, filter: $filter) {
         items { line code severity path source message { zh en } } total endCursor hasNext } }`,
    { batchId, ...page },
  );
  return findings;
}

/** Every finding, page by page. */
export async function allFindings(hub: TestHub, batchId: string, filter?: object): Promise<FindingRow[]> {
  const found: FindingRow[] = [];
  for (let after: string | null = null; ;) {
    const page: FindingPage = await findingPage(hub, batchId, { first: 500, after, ...(filter ? { filter } : {}) });
    found.push(...page.items);
    if (!page.hasNext) return found;
    after = page.endCursor;
  }
}

/** The chunks as they were received. */
export async function storedBodies(hub: TestHub, uploadId: string): Promise<Buffer[]> {
  const rows = await hub.query<{ body: Buffer }>(`SELECT body FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`, [
    uploadId,
  ]);
  const open = await openerOf(hub);
  return rows.map(({ body }) => brotliDecompressSync(open(body)));
}
