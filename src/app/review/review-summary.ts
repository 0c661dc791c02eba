/** What a reviewer is about to approve, in all: shown before, and confirmed by its digest. */
import { type ReviewSummary, summaryOf } from '../../domain/review/summary';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { batchIdsOf, officeOf } from './office';
import { REVIEW_BATCHES_MAX } from './review-limits';
import type { Office, ReviewQueueFilter } from './review-ports';

export interface ReviewSummarised extends ReviewSummary {
  readonly kind: 'summary';
}

/** One of the two: these batches, or those of the queue that the filter leaves. */
export interface AskedSummary {
  readonly batchIds?: readonly string[] | null;
  readonly filter?: ReviewQueueFilter | null;
}

export async function reviewSummary(
  hub: Hub,
  caller: Caller,
  { batchIds, filter }: AskedSummary,
): Promise<ReviewSummarised | Refusal> {
  const office = officeOf(hub, caller);
  if (!office) return refuse('FORBIDDEN');
  const ids = batchIds ? batchIdsOf(batchIds) : await idsOf(hub, caller, office, filter ?? {});
  if ('kind' in ids) return ids;
  const summary = summaryOf(await hub.views.reviewPieces(office, ids));
  return summary.pieces.length === ids.length ? { kind: 'summary', ...summary } : refuse('BATCH_NOT_FOUND');
}

async function idsOf(
  hub: Hub,
  caller: Caller,
  office: Office,
  filter: ReviewQueueFilter,
): Promise<readonly string[] | Refusal> {
  const { items, total } = await hub.views.reviewQueue({ ...office, reviewer: caller.clientId }, filter, {
    first: REVIEW_BATCHES_MAX,
    after: null,
  });
  if (total > 0 && total <= REVIEW_BATCHES_MAX) return items.map(({ id }) => id);
  return refuse('REVIEW_BATCHES_INVALID', {
    places: [
      {
        record: null,
        field: 'filter',
        message: {
          zh: `符合条件的批次 ${total} 个,一次 1 至 ${REVIEW_BATCHES_MAX} 个`,
          en: `${total} batches fit the filter; 1 to ${REVIEW_BATCHES_MAX} at a time`,
        },
      },
    ],
  });
}
