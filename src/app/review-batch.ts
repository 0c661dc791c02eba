/**
 * The regulator's decision: the city first, the province last, by different people (湘人社函〔2020〕47号 四(三)).
 * The province's approval makes certificates, deliveries and due tallies in one transaction.
 */
import { isStorable } from '../domain/certificate/text';
import {
  REVIEW_STEPS,
  stateAfter,
  stepOfRole,
  type BatchState,
  type ReviewDecision,
  type ReviewStep,
} from '../domain/decision/batch-state';
import { wantsRegion } from '../domain/forwarding/wants-region';
import { isUuid } from '../domain/intake/check-header';
import { findingOf } from '../domain/rules/rule';
import { ALREADY_HELD, personAlreadyHolds } from '../domain/rules/rules/AUT-009-person-already-holds';
import { NUMBER_TAKEN, numberAlreadyUsed } from '../domain/rules/rules/AUT-010-number-already-used';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import { acceptDeclared, holdRefused } from './approve-declarations';
import type { Caller } from './caller';
import { declareFindings } from './declare-findings';
import { REASON_CHARS_MAX } from './limits';
import { noteFindings, slicesOf } from './note-findings';
import type { CheckedBatch, Hub, Review, Stores } from './ports';
import { type Refusal, refuse } from './refusal';

export interface BatchReviewed {
  readonly kind: 'reviewed';
  readonly batchId: string;
  readonly state: BatchState;
  /**
   * Passed records that came back at the approval instead of becoming certificates: another batch had taken the number
   * meanwhile (returned), the person had been given such a certificate meanwhile, or what was declared of the record had
   * been refused meanwhile in another batch (both held).
   */
  readonly returnedLines: number;
}

export async function approveBatch(
  hub: Hub,
  caller: Caller,
  { batchId }: { readonly batchId: string },
): Promise<BatchReviewed | Refusal> {
  let deliveryIds: readonly string[] | undefined;
  const given = { batchId, decision: 'APPROVED', reason: null } as const;
  const outcome = await decide(hub, caller, given, async (stores, batch, { step, state, at }) => {
    const held = await holdRefused(stores, batch);
    // Refused declarations may have held the last record that passed.
    if ((await stores.records.counts(batchId)).passed === 0) return refuse('NOTHING_TO_APPROVE');
    const returnedLines = state === 'APPROVED' ? await issue(hub, stores, batch, at) : 0;
    await acceptDeclared(stores, batch, { step, by: caller.clientId, at });
    if (state === 'APPROVED') deliveryIds = await createDeliveries(hub, stores, batch, at);
    return held + returnedLines;
  });
  if (outcome.kind === 'reviewed' && deliveryIds) {
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
  return decide(hub, caller, { batchId, decision: 'RETURNED', reason: text }, async () => 0);
}

interface Given {
  readonly batchId: string;
  readonly decision: ReviewDecision;
  readonly reason: string | null;
}
/** What follows from the decision; answers how many passed records came back, or why it cannot be taken. */
type Consequence = (
  stores: Stores,
  batch: CheckedBatch,
  decided: { readonly step: ReviewStep; readonly state: BatchState; readonly at: Date },
) => Promise<number | Refusal>;

/** Everything that must hold before a decision counts; a batch outside the territory does not exist for the caller. */
async function decide(hub: Hub, caller: Caller, given: Given, follow: Consequence): Promise<BatchReviewed | Refusal> {
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
      return own?.decision === given.decision ? outcomeOf(own) : refuse('STATE_CONFLICT');
    }
    const hands = [batch.sealedBy, ...earlier.map(({ decidedBy }) => decidedBy)];
    if (hands.includes(caller.clientId)) return refuse('FOUR_EYES');
    const at = hub.now();
    const state = stateAfter(step, given.decision);
    const returnedLines = await follow(stores, batch, { step, state, at });
    if (typeof returnedLines !== 'number') return returnedLines;
    const review = { ...given, step, decidedBy: caller.clientId, decidedAt: at, returnedLines };
    await stores.reviews.insert(review);
    await stores.batches.move(batchId, batch.state, state, at);
    // Last, because recomputations of these buckets wait from here to the commit.
    if (state === 'APPROVED') await stores.tallies.markDue(batchId, at);
    return outcomeOf(review);
  });
}

/** Whoever says the same again, because the first answer was lost, hears the same again; the first reason stands. */
const outcomeOf = ({ batchId, step, decision, returnedLines }: Review): BatchReviewed => ({
  kind: 'reviewed',
  batchId,
  state: stateAfter(step, decision),
  returnedLines,
});

/** Makes certificates of the passed records; answers how many came back instead. */
async function issue(hub: Hub, stores: Stores, batch: CheckedBatch, at: Date): Promise<number> {
  await stores.certificates.lockIssuing();
  const held = await holdBack(hub, stores, batch);
  const taken = await stores.certificates.promote(batch.id, at);
  for (const lines of slicesOf(taken)) {
    // As the rule itself says, an error: a pack may weigh the rule otherwise, but two certificates of one number cannot be.
    const findings = lines.map((line) => findingOf(numberAlreadyUsed, line, NUMBER_TAKEN));
    await noteFindings(stores, batch.id, 'HUB', findings);
  }
  if (held + taken.length > 0) await stores.batches.saveCounts(batch.id, await stores.records.counts(batch.id));
  return held + taken.length;
}

/**
 * AUT-009 once more: since the check, another batch may have given the person such a certificate. A line that had the
 * finding then, and still passed, was declared. Answers how many passed records are held now.
 */
async function holdBack(hub: Hub, stores: Stores, batch: CheckedBatch): Promise<number> {
  const held = await stores.records.holdingTaken(batch.id, 'PASSED');
  const known = new Set(held.length === 0 ? [] : await stores.findings.linesWith(batch.id, personAlreadyHolds.code));
  const unknown = held.filter((line) => !known.has(line));
  if (unknown.length === 0) return 0;
  const before = await stores.records.counts(batch.id);
  const { severityOf } = await hub.preparedCheck(batch, stores);
  const severity = severityOf(personAlreadyHolds);
  if (severity === undefined) return 0;
  for (const lines of slicesOf(unknown)) {
    const findings = lines.map((line) => findingOf(personAlreadyHolds, line, ALREADY_HELD, severity));
    await noteFindings(stores, batch.id, 'HUB', findings);
  }
  await declareFindings(stores, batch);
  const after = await stores.records.counts(batch.id);
  return before.passed - after.passed;
}

async function createDeliveries(hub: Hub, stores: Stores, batch: CheckedBatch, at: Date): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const feed of hub.feeds.filter(({ region }) => wantsRegion(region, batch.regionCode))) {
    ids.push(...(await stores.deliveries.createForBatch(feed.name, batch.id, at, hub.newId)));
  }
  return ids;
}
