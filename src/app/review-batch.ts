/**
 * The regulator's decision: the city first, the province last, by different people (湘人社函〔2020〕47号 四(三)).
 * The province's approval makes certificates, deliveries and due tallies in one transaction.
 */
import { holdsPersonalNumber } from '../domain/certificate/personal-numbers';
import { isStorable } from '../domain/certificate/text';
import { acceptanceOf } from '../domain/decision/acceptance';
import { decideBatch } from '../domain/decision/batch-state';
import { acceptDeclared, holdRefused } from './approve-declarations';
import type { Caller } from './caller';
import { remindOfDeliveries } from './forwarding/remind-feed';
import { REASON_CHARS_MAX } from './limits';
import { isVoided } from './plans/is-voided';
import type { CheckedBatch, Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { noticeGate } from './results/notice-gate';
import { type BatchReviewed, type Deciding, decideBatchOnce, type Followed } from './review/decide-batch';
import { createDeliveries, fallsAway, issue } from './review/issue-certificates';
import { comesBack } from './review/tell-review';

export type { BatchReviewed } from './review/decide-batch';

export interface GivenApproval {
  readonly batchId: string;
  /** What must still hold of the batch as it is approved; asked under its lock. */
  readonly agreed?: (stores: Stores) => Promise<Refusal | undefined>;
}

export async function approveBatch(
  hub: Hub,
  caller: Caller,
  { batchId, agreed }: GivenApproval,
): Promise<BatchReviewed | Refusal> {
  let deliveryIds: readonly string[] | undefined;
  const given = { batchId, decision: 'APPROVED', reason: null } as const;
  const outcome = await decideBatchOnce(hub, caller, given, async (stores, batch, deciding) => {
    const objection =
      (await agreed?.(stores)) ?? (await voidedPlan(stores, batch)) ?? (await noticeGate(stores, batch, deciding.at));
    if (objection) return objection;
    const followed = await approve(hub, stores, batch, { ...deciding, caller });
    if ('kind' in followed || followed.returnedFor !== undefined) return followed;
    if (deciding.state === 'APPROVED') deliveryIds = await createDeliveries(hub, stores, batch, deciding.at);
    return followed;
  });
  if (outcome.kind === 'reviewed' && deliveryIds) {
    await remindOfDeliveries(hub, deliveryIds);
    await hub.reminders.remind('tally', [{ batchId }]);
  }
  return outcome;
}

/** A batch that an earlier release sealed after the plan was voided is none of those that the recall returned. */
const voidedPlan = async (stores: Stores, { planNo }: CheckedBatch): Promise<Refusal | undefined> =>
  (await isVoided(stores, planNo)) ? refuse('PLAN_VOIDED') : undefined;

/** Kept with the decision and shown to the institution beside the findings that say which records. */
const NOT_WHOLE = '整批接收:部分记录未能通过,整批退回 / All or nothing: some records do not pass, so all return';

type Approving = Deciding & { readonly caller: Caller };

async function approve(
  hub: Hub,
  stores: Stores,
  batch: CheckedBatch,
  { step, state, at, caller }: Approving,
): Promise<Followed | Refusal> {
  const held = await holdRefused(stores, batch);
  if (state === 'APPROVED') await stores.certificates.lockIssuing(batch.id);
  const isWhole = acceptanceOf(batch.header) === 'ALL_OR_NOTHING';
  if (isWhole && state === 'APPROVED') await fallsAway(hub, stores, batch);
  const counts = await stores.records.counts(batch.id);
  if (isWhole && decideBatch(counts, 'ALL_OR_NOTHING') === 'RETURNED') {
    await stores.batches.saveCounts(batch.id, counts);
    return { returnedLines: counts.held + counts.returned, returnedFor: NOT_WHOLE };
  }
  // Refused declarations may have held the last record that passed.
  if (counts.passed === 0) return refuse('NOTHING_TO_APPROVE');
  const fallen = state === 'APPROVED' ? await issue(hub, stores, batch, at) : 0;
  if (isWhole && fallen > 0) throw new Error('A number was taken beside the lock of issuing.');
  await acceptDeclared(stores, batch, { step, by: caller.clientId, at });
  const returnedLines = held + fallen;
  if (returnedLines > 0) await comesBack(hub, stores, batch, { records: returnedLines, at });
  return { returnedLines };
}

export async function returnBatch(
  hub: Hub,
  caller: Caller,
  { batchId, reason }: { readonly batchId: string; readonly reason: string },
): Promise<BatchReviewed | Refusal> {
  const text = reason.trim();
  const isReason = text !== '' && text.length <= REASON_CHARS_MAX && isStorable(text);
  if (!isReason || holdsPersonalNumber(text)) return refuse('REASON_MISSING');
  return decideBatchOnce(hub, caller, { batchId, decision: 'RETURNED', reason: text }, async () => ({
    returnedLines: 0,
  }));
}
