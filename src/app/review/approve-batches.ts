/**
 * Approves batches together, by the digest of the summary that was read: each in a transaction of its own, so that one that
 * cannot be approved holds up no other, and none that changed after it was read is approved.
 */
import { pieceDigest, type ReviewPiece } from '../../domain/review/summary';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type BatchReviewed, approveBatch } from '../review-batch';
import { batchIdsOf, officeOf } from './office';
import { BULK_APPROVAL_MS_MAX } from './review-limits';
import type { Office } from './review-ports';
import { reviewSummary } from './review-summary';

export interface BatchesApproved {
  readonly kind: 'approved';
  /** One each, in the order given. */
  readonly answers: readonly BatchAnswer[];
}
export interface BatchAnswer {
  readonly batchId: string;
  /** `null` where it was refused. */
  readonly reviewed: BatchReviewed | null;
  readonly refusal: Refusal | null;
}

export async function approveBatches(
  hub: Hub,
  caller: Caller,
  { batchIds: given, digest }: { readonly batchIds: readonly string[]; readonly digest: string },
): Promise<BatchesApproved | Refusal> {
  const office = officeOf(hub, caller);
  if (!office) return refuse('FORBIDDEN');
  const batchIds = batchIdsOf(given);
  if ('kind' in batchIds) return batchIds;
  const summary = await reviewSummary(hub, caller, { batchIds });
  if (summary.kind === 'refused') return summary;
  if (summary.digest !== digest.toLowerCase()) {
    const own = await approvedBefore(hub, caller, batchIds);
    return own.size > 0 ? repeated(hub, caller, batchIds, own) : refuse('SUMMARY_CHANGED');
  }
  const pieces = new Map(summary.pieces.map((piece) => [piece.id, piece]));
  const answers: BatchAnswer[] = [];
  const endsAtMs = hub.now().getTime() + BULK_APPROVAL_MS_MAX;
  for (const batchId of batchIds) {
    const isReached = hub.now().getTime() <= endsAtMs;
    const agreed = sameAs(office, pieces.get(batchId));
    const answer = isReached ? await approveBatch(hub, caller, { batchId, agreed }) : refuse('REVIEW_NOT_REACHED');
    answers.push(answerOf(batchId, answer));
  }
  return { kind: 'approved', answers };
}

const answerOf = (batchId: string, answer: BatchReviewed | Refusal): BatchAnswer =>
  answer.kind === 'refused'
    ? { batchId, reviewed: null, refusal: answer }
    : { batchId, reviewed: answer, refusal: null };

/** Under the lock of the batch: nothing of what was read of it may have changed. */
const sameAs =
  (office: Office, read: ReviewPiece | undefined) =>
  async ({ reviewDesk }: Stores): Promise<Refusal | undefined> => {
    const [now] = read === undefined ? [] : await reviewDesk.pieces(office, [read.id]);
    return now !== undefined && read !== undefined && pieceDigest(now) === pieceDigest(read)
      ? undefined
      : refuse('SUMMARY_CHANGED');
  };

/** The answer to the first call was lost: what of it is done, by this caller. */
const approvedBefore = (hub: Hub, caller: Caller, batchIds: readonly string[]): Promise<ReadonlySet<string>> =>
  hub.transaction(async ({ reviews }) => {
    const own = new Set<string>();
    for (const batchId of batchIds) {
      const review = (await reviews.ofBatch(batchId)).find(({ decidedBy }) => decidedBy === caller.clientId);
      if (review !== undefined && (review.decision !== 'RETURNED' || review.returnedLines > 0)) own.add(batchId);
    }
    return own;
  });

/** What others decided meanwhile, or what still waits, is not approved by the old digest. */
async function repeated(
  hub: Hub,
  caller: Caller,
  batchIds: readonly string[],
  own: ReadonlySet<string>,
): Promise<BatchesApproved> {
  const answers: BatchAnswer[] = [];
  for (const batchId of batchIds) {
    const answer = own.has(batchId) ? await approveBatch(hub, caller, { batchId }) : refuse('SUMMARY_CHANGED');
    answers.push(answerOf(batchId, answer));
  }
  return { kind: 'approved', answers };
}
