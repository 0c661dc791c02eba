/**
 * Sends a batch again of which only the changes are said: the hub puts the new content together from the bytes that it
 * received, line by line, and opens, appends and seals it as an upload that mends the old one. What comes of it is a batch
 * like every other; the digest that was sealed is answered, so that the institution can compare.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isUuid } from '../../domain/intake/check-header';
import type { BatchHeader } from '../../domain/intake/header';
import type { Place } from '../../domain/intake/place';
import { recordShapeProblems } from '../../domain/intake/record-shape';
import { changedLines, joinedLines, type LineChanges } from '../../domain/review/changed-lines';
import type { Caller } from '../caller';
import { CHUNK_RECORDS_CUT, LIST_RECORDS_MAX } from '../limits';
import type { CheckedBatch, Hub, Stores } from '../ports';
import { type PackedContent, pushContent } from '../push-batch';
import { type Refusal, refuse } from '../refusal';
import { remindChecks, sealedAnswer } from '../seal-upload';
import { type PackedChunk, packChunk } from '../store-chunk';
import { RESUBMIT_RECORDS_MAX } from './review-limits';

export interface RecordChange {
  /** 1-based line of the batch that is mended. */
  readonly line: number;
  /** The record that comes instead, of any shape: it is looked at here. Nothing takes the line out. */
  readonly record?: unknown;
}

/** What of the old header does not hold any more. Declarations speak again by content and need no repeating. */
export type HeaderChanges = Partial<
  Pick<BatchHeader, 'noticeFrom' | 'noticeTo' | 'resultsApprovedOn' | 'declarations' | 'acceptance'>
>;

export const RESUBMITTED_LINES = ['ALL', 'NOT_PASSED'] as const;
/** NOT_PASSED leaves out what passed, for a batch whose good records have gone on. */
export type ResubmittedLines = (typeof RESUBMITTED_LINES)[number];

export interface GivenChanges {
  readonly batchId: string;
  readonly clientBatchNo: string;
  readonly changes: readonly RecordChange[];
  readonly header?: HeaderChanges | null;
  readonly lines?: ResubmittedLines | null;
}

export interface ChangesResubmitted {
  readonly kind: 'resubmitted';
  readonly batchId: string;
  readonly repeated: boolean;
  readonly records: number;
  readonly chunks: number;
  /** SHA-256, hex, over all bytes that were sealed. */
  readonly digest: string;
}

export async function resubmitChanges(
  hub: Hub,
  caller: Caller,
  given: GivenChanges,
): Promise<ChangesResubmitted | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(given.batchId)) return refuse('BATCH_NOT_FOUND');
  const { changes } = given;
  if (changes.length > LIST_RECORDS_MAX) return refuse('CHANGES_INVALID', { places: [TOO_MANY] });
  const shape = changes.flatMap(({ line, record }) => (isTakenOut(record) ? [] : recordShapeProblems(record, line)));
  if (shape.length > 0) return refuse('CHUNK_MALFORMED', { places: shape });
  const composed = await hub.transaction(async (stores) => {
    const mended = await stores.batches.byId(given.batchId);
    return mended?.institutionCode === institutionCode
      ? compose(hub, stores, mended, given)
      : refuse('BATCH_NOT_FOUND');
  });
  if ('kind' in composed) return composed;
  const { header, content } = composed;
  const sealing = await hub.transaction((stores) =>
    pushContent(hub, stores, caller, header, { ...content, preflight: null }),
  );
  await remindChecks(hub, sealing);
  const sealed = sealedAnswer(sealing);
  if (sealed.kind === 'refused') return sealed;
  const { batchId, repeated } = sealed;
  const { records, digest, chunks } = content;
  return { kind: 'resubmitted', batchId, repeated, records, chunks: chunks.length, digest };
}

const place = (record: number | null, field: string, message: Place['message']): Place => ({ record, field, message });
const TOO_MANY = place(null, 'changes', {
  zh: `一次至多更正 ${LIST_RECORDS_MAX} 条`,
  en: `At most ${LIST_RECORDS_MAX} changes at a time`,
});
const NO_LINE = { zh: '原批次没有该行', en: 'The batch has no such line' };
const TWICE = { zh: '同一行出现两次', en: 'The line stands twice' };

interface Composed {
  readonly header: BatchHeader;
  readonly content: PackedContent;
}

async function compose(
  hub: Hub,
  stores: Stores,
  mended: CheckedBatch,
  given: GivenChanges,
): Promise<Composed | Refusal> {
  if (mended.state === 'CHECKING') return refuse('STATE_CONFLICT');
  if (mended.records > RESUBMIT_RECORDS_MAX) return refuse('RESUBMISSION_TOO_LARGE');
  const places = linesAtFault(given.changes, mended.records);
  if (places.length > 0) return refuse('CHANGES_INVALID', { places });
  const changes = new Map<number, Buffer | null>(
    given.changes.map(({ line, record }) => [line, isTakenOut(record) ? null : bytesOf(record)]),
  );
  if (given.lines === 'NOT_PASSED') await leaveOutPassed(stores, mended, changes);
  const content = await packLines(hub, stores, mended, changes);
  return 'kind' in content ? content : { header: headerOf(mended, given), content };
}

const isTakenOut = (record: unknown): boolean => record === null || record === undefined;

/** As every typed list is kept: the canonical JSON (RFC 8785). */
const bytesOf = (record: unknown): Buffer => Buffer.from(canonicalize(record) ?? 'null');

function linesAtFault(changes: readonly RecordChange[], records: number): readonly Place[] {
  const seen = new Set<number>();
  return changes.flatMap(({ line }) => {
    const isTwice = seen.has(line);
    seen.add(line);
    return [
      ...(line >= 1 && line <= records ? [] : [place(line, 'line', NO_LINE)]),
      ...(isTwice ? [place(line, 'line', TWICE)] : []),
    ];
  });
}

/** A line that is said to change is sent, whatever its verdict. */
async function leaveOutPassed(
  { reviewDesk }: Stores,
  { id, records }: CheckedBatch,
  changes: Map<number, Buffer | null>,
): Promise<void> {
  const open = new Set(await reviewDesk.unpassedLines(id));
  for (let line = 1; line <= records; line += 1) if (!open.has(line) && !changes.has(line)) changes.set(line, null);
}

/** Chunk by chunk: of the old content one chunk at a time is in memory, of the new one what is packed. */
async function packLines(
  hub: Hub,
  stores: Stores,
  mended: CheckedBatch,
  changes: LineChanges,
): Promise<PackedContent | Refusal> {
  const digest = createHash('sha256');
  const chunks: PackedChunk[] = [];
  let records = 0;
  for await (const lines of newChunks(stores, mended, changes)) {
    const body = joinedLines(lines);
    const chunk = await packChunk(hub, { chunkNo: chunks.length + 1, records: lines.length, body });
    if ('kind' in chunk) return chunk;
    digest.update(body);
    chunks.push(chunk);
    records += lines.length;
  }
  return records === 0 ? refuse('CHUNK_EMPTY') : { chunks, records, digest: digest.digest('hex') };
}

async function* newChunks(
  { chunks }: Stores,
  { id }: CheckedBatch,
  changes: LineChanges,
): AsyncGenerator<readonly Buffer[]> {
  let waiting: Buffer[] = [];
  let firstLine = 1;
  for await (const body of chunks.bodies(id)) {
    const { lines, next } = changedLines(body, firstLine, changes);
    firstLine = next;
    waiting.push(...lines);
    while (waiting.length >= CHUNK_RECORDS_CUT) {
      yield waiting.slice(0, CHUNK_RECORDS_CUT);
      waiting = waiting.slice(CHUNK_RECORDS_CUT);
    }
  }
  if (waiting.length > 0) yield waiting;
}

/** Declarations by line would speak of other lines; those that were made are kept by content. */
const headerOf = ({ id, header }: CheckedBatch, { clientBatchNo, header: changed }: GivenChanges): BatchHeader => ({
  planNo: header.planNo,
  clientBatchNo,
  noticeFrom: changed?.noticeFrom ?? header.noticeFrom,
  noticeTo: changed?.noticeTo ?? header.noticeTo,
  resultsApprovedOn: changed?.resultsApprovedOn ?? header.resultsApprovedOn ?? null,
  resubmissionOf: id,
  declarations: changed?.declarations ?? [],
  acceptance: changed?.acceptance ?? header.acceptance ?? null,
});
