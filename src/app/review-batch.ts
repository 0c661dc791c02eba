/**
 * The regulator's decision: the city first, the province last, by different people (湘人社函〔2020〕47号 四(三)).
 * The province's approval makes certificates, deliveries and due tallies in one transaction.
 */
import { isStorable } from '../domain/certificate/text';
import { REVIEW_STEPS, type BatchState, type ReviewStep } from '../domain/decision/batch-state';
import { wantsRegion } from '../domain/forwarding/wants-region';
import { isUuid } from '../domain/intake/check-header';
import { findingsOfTakenNumbers } from '../domain/rules/cross-findings';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import { REASON_CHARS_MAX } from './limits';
import type { CheckedBatch, Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';

export interface BatchReviewed {
  readonly kind: 'reviewed';
  readonly batchId: string;
  readonly state: BatchState;
  /** Passed records whose certificate number another batch had taken meanwhile: returned, not approved. */
  readonly returnedLines: number;
}

const STEP_OF_ROLE: Partial<Record<Caller['role'], ReviewStep>> = { CITY: 'CITY', PROVINCE: 'PROVINCE' };

export async function approveBatch(
  hub: Hub,
  caller: Caller,
  { batchId }: { readonly batchId: string },
): Promise<BatchReviewed | Refusal> {
  let deliveryIds: readonly string[] = [];
  const outcome = await decide(hub, caller, batchId, async (stores, batch, step) => {
    const at = hub.now();
    await stores.reviews.insert({
      batchId,
      step,
      decision: 'APPROVED',
      reason: null,
      decidedBy: caller.clientId,
      decidedAt: at,
    });
    const state = REVIEW_STEPS[step].approved;
    const returnedLines = state === 'APPROVED' ? await issue(stores, batch, at) : 0;
    await stores.batches.move(batchId, batch.state, state, at);
    if (state === 'APPROVED') deliveryIds = await createDeliveries(hub, stores, batch, at);
    return { kind: 'reviewed', batchId, state, returnedLines };
  });
  if (outcome.kind === 'reviewed' && outcome.state === 'APPROVED') {
    await hub.reminders.remind(
      'deliver',
      deliveryIds.map((deliveryId) => ({ deliveryId })),
    );
    await hub.reminders.remind('tally', [{ batchId }]);
  }
  return outcome;
}

export async function returnBatch(
  hub: Hub,
  caller: Caller,
  { batchId, reason }: { readonly batchId: string; readonly reason: string },
): Promise<BatchReviewed | Refusal> {
  const text = reason.trim();
  if (text === '' || text.length > REASON_CHARS_MAX || !isStorable(text)) return refuse('REASON_MISSING');
  return decide(hub, caller, batchId, async (stores, batch, step) => {
    const at = hub.now();
    await stores.reviews.insert({
      batchId,
      step,
      decision: 'RETURNED',
      reason: text,
      decidedBy: caller.clientId,
      decidedAt: at,
    });
    await stores.batches.move(batchId, batch.state, 'RETURNED', at);
    return { kind: 'reviewed', batchId, state: 'RETURNED', returnedLines: 0 };
  });
}

type Decision = (stores: Stores, batch: CheckedBatch, step: ReviewStep) => Promise<BatchReviewed>;

/** Everything that must hold before a decision counts; a batch outside the territory does not exist for the caller. */
async function decide(hub: Hub, caller: Caller, batchId: string, decision: Decision): Promise<BatchReviewed | Refusal> {
  const step = STEP_OF_ROLE[caller.role];
  if (!step) return refuse('FORBIDDEN');
  if (!isUuid(batchId)) return refuse('BATCH_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const seen = await stores.batches.byId(batchId);
    if (!seen || !coversRegion(territoryOf(caller), seen.regionCode)) return refuse('BATCH_NOT_FOUND');
    const batch = await stores.batches.lockIn(batchId, REVIEW_STEPS[step].from);
    if (!batch) return refuse('STATE_CONFLICT');
    const earlier = await stores.reviews.ofBatch(batchId);
    const hands = [batch.sealedBy, ...earlier.map(({ decidedBy }) => decidedBy)];
    return hands.includes(caller.clientId) ? refuse('FOUR_EYES') : decision(stores, batch, step);
  });
}

async function issue(stores: Stores, batch: CheckedBatch, at: Date): Promise<number> {
  const taken = await stores.certificates.promote(batch.id, at);
  if (taken.length > 0) {
    await stores.findings.copyIn(
      batch.id,
      findingsOfTakenNumbers(taken).map((finding) => ({ ...finding, source: 'HUB', declaredReason: null })),
    );
    await stores.records.redecide(batch.id, taken);
    await stores.batches.saveCounts(batch.id, await stores.records.counts(batch.id));
  }
  await stores.tallies.markDue(batch.id, at);
  return taken.length;
}

async function createDeliveries(hub: Hub, stores: Stores, batch: CheckedBatch, at: Date): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const feed of hub.feeds.filter(({ region }) => wantsRegion(region, batch.regionCode))) {
    ids.push(...(await stores.deliveries.createForBatch(feed.name, batch.id, at, hub.newId)));
  }
  return ids;
}
