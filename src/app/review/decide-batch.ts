/** What every decision of a regulator about a batch goes through: territory, state, four eyes, one winner. */
import {
  REVIEW_STEPS,
  stateAfter,
  stepOfRole,
  type BatchState,
  type ReviewDecision,
  type ReviewStep,
} from '../../domain/decision/batch-state';
import { isUuid } from '../../domain/intake/check-header';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { CheckedBatch, Hub, Stores } from '../ports';
import type { Review } from './review-ports';
import { type Refusal, refuse } from '../refusal';
import { batchConflict } from './batch-conflict';
import { arrivesAt, comesBack, leaves, noteReview, tellApproved } from './tell-review';

export interface BatchReviewed {
  readonly kind: 'reviewed';
  readonly batchId: string;
  readonly state: BatchState;
  /**
   * Passed records that came back at the approval instead of becoming certificates: another batch had taken the number
   * meanwhile (returned), the person had been given such a certificate meanwhile, or what was declared of the record had
   * been refused meanwhile in another batch (both held). Of a batch that is to be taken whole or not at all, every record
   * that does not pass, and then the batch is returned.
   */
  readonly returnedLines: number;
}

export interface GivenReview {
  readonly batchId: string;
  readonly decision: ReviewDecision;
  readonly reason: string | null;
}

export interface Deciding {
  readonly step: ReviewStep;
  /** Where the decision as given takes the batch. */
  readonly state: BatchState;
  readonly at: Date;
}

/** What became of the decision: an approval of a batch that is not whole any more is a return. */
export interface Followed {
  readonly returnedLines: number;
  readonly returnedFor?: string;
}
export type Consequence = (stores: Stores, batch: CheckedBatch, deciding: Deciding) => Promise<Followed | Refusal>;

/** A batch outside the territory does not exist for the caller. */
export async function decideBatchOnce(
  hub: Hub,
  caller: Caller,
  given: GivenReview,
  follow: Consequence,
): Promise<BatchReviewed | Refusal> {
  const { batchId } = given;
  const step = stepOfRole(caller.role);
  if (!step) return refuse('FORBIDDEN');
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const seen = await stores.batches.byId(batchId);
    if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('BATCH_NOT_FOUND');
    const batch = await stores.batches.lockIn(batchId, REVIEW_STEPS[step].from);
    const earlier = await stores.reviews.ofBatch(batchId);
    if (!batch) {
      const own = earlier.find((review) => review.step === step && review.decidedBy === caller.clientId);
      return own && isSame(own, given.decision) ? outcomeOf(own) : batchConflict(stores, batchId);
    }
    if (await hasHand(stores, batch, { caller, step, earlier })) return refuse('FOUR_EYES');
    const at = hub.now();
    const followed = await follow(stores, batch, { step, state: stateAfter(step, given.decision), at });
    if ('kind' in followed) return followed;
    const { returnedLines, returnedFor } = followed;
    const decision = returnedFor === undefined ? given.decision : 'RETURNED';
    const review = {
      batchId,
      step,
      decision,
      reason: returnedFor ?? given.reason,
      decidedBy: caller.clientId,
      decidedAt: at,
      returnedLines,
    };
    await concludeReview(hub, stores, batch, { review, caller });
    return outcomeOf(review);
  });
}

/** An approval that ended as a return is still what was said; a plain return returns no single lines. */
const isSame = (own: Review, decision: ReviewDecision): boolean =>
  own.decision === decision || (decision === 'APPROVED' && own.decision === 'RETURNED' && own.returnedLines > 0);

/** Whoever sent the batch or took a step of it before; also whoever returned records of it at the other step. */
export async function hasHand(
  stores: Stores,
  batch: CheckedBatch,
  {
    caller,
    step,
    earlier,
  }: { readonly caller: Caller; readonly step: ReviewStep; readonly earlier: readonly Pick<Review, 'decidedBy'>[] },
): Promise<boolean> {
  const returners = (await stores.reviewDesk.returners(batch.id)).filter((returner) => returner.step !== step);
  return [
    batch.sealedBy,
    ...earlier.map(({ decidedBy }) => decidedBy),
    ...returners.map(({ returnedBy }) => returnedBy),
  ].includes(caller.clientId);
}

/** Of an approval, which is given without words. */
const FOUND_SOUND = '规则检查通过,申报的说明已接受 / The rules let the records pass, and what was declared is accepted';

/** Keeps the decision and takes the batch where it belongs; whoever waits for it is told. */
export async function concludeReview(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { review, caller }: { readonly review: Review; readonly caller: Caller },
): Promise<void> {
  const { step, decision, decidedAt: at, reason } = review;
  const state = stateAfter(step, decision);
  await stores.reviews.insert(review);
  await stores.batches.move(batch.id, batch.state, state, at);
  await leaves(stores, batch, { step, at });
  await noteReview(hub, stores, batch, { act: `${step}_${decision}`, reason: reason ?? FOUND_SOUND, by: caller, at });
  if (decision === 'RETURNED') await comesBack(hub, stores, batch, { records: 'ALL', at });
  else await tellApproved(hub, stores, batch, { step, at });
  if (state === 'PROVINCE_REVIEW') await arrivesAt(hub, stores, batch, { step: 'PROVINCE', at });
  // Last, because recomputations of these buckets wait from here to the commit.
  if (state === 'APPROVED') await stores.tallies.markDue(batch.id, at);
}

/** Whoever says the same again, because the first answer was lost, hears the same again; the first reason stands. */
const outcomeOf = ({ batchId, step, decision, returnedLines }: Review): BatchReviewed => ({
  kind: 'reviewed',
  batchId,
  state: stateAfter(step, decision),
  returnedLines,
});
