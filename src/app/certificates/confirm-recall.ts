/**
 * The second person confirms a recall by its digest: exactly what was proposed becomes void, in one transaction, and
 * every feed that ever got one of the certificates is owed the revocation. Locks come in the order recall, registry,
 * batches, results, terms of the plan, certificates, requests about them, parcels, tallies: like those of an
 * approval, which may come to the terms later, but holds a batch of the plan from its beginning. What an approval or a
 * re-issue adds meanwhile is found by the digest, which is taken under the locks of the batches and of the certificates.
 */
import type { RecallState } from '../../domain/recall/recall-state';
import { isUuid } from '../../domain/intake/check-header';
import { reasonFault } from '../../domain/decision/declared-reason';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import { endProposal } from '../deadlines/proposal-term';
import { remindOfDeliveries } from '../forwarding/remind-feed';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { noteOfRecall } from './note-of-recall';
import { scopeRows } from './propose-recall';
import { recallConflict } from './recall-conflict';
import type { Bucket, Recall } from './recall-ports';
import { institutionOf, officeOf, tell } from './tell-of-change';
import { voidPlan } from './void-plan';

export interface RecallEnded {
  readonly kind: 'ended';
  readonly recallId: string;
  readonly state: RecallState;
  /** Certificates that it made void. */
  readonly certificates: number;
}

interface Due {
  readonly deliveryIds: readonly string[];
  readonly buckets: readonly Bucket[];
}

export async function confirmRecall(
  hub: Hub,
  caller: Caller,
  { id, digest }: { readonly id: string; readonly digest: string },
): Promise<RecallEnded | Refusal> {
  let due: Due | undefined;
  const outcome = await hub.transaction(async (stores) => {
    const recall = await opened(stores, caller, id);
    if ('kind' in recall) return recall;
    const isSame = digest.toLowerCase() === recall.digest;
    if (recall.state === 'CONFIRMED' && recall.endedBy === caller.clientId && isSame) return endedOf(recall);
    if (recall.state !== 'PROPOSED') return recallConflict(recall);
    if (recall.proposedBy === caller.clientId) return refuse('FOUR_EYES');
    // What the province proposed is no city's to decide.
    if (recall.proposedRole === 'PROVINCE' && caller.role === 'CITY') return refuse('FORBIDDEN');
    if (!isSame) return refuse('RECALL_CHANGED', { existingId: id });
    return confirm(hub, stores, caller, recall, (owed) => (due = owed));
  });
  if (outcome.kind === 'ended' && due) await remind(hub, due);
  return outcome;
}

export async function withdrawRecall(
  hub: Hub,
  caller: Caller,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<RecallEnded | Refusal> {
  if (reasonFault(reason)) return refuse('REASON_MISSING');
  return hub.transaction(async (stores) => {
    const recall = await opened(stores, caller, id);
    if ('kind' in recall) return recall;
    if (recall.state === 'WITHDRAWN' && recall.endedBy === caller.clientId) return endedOf(recall);
    if (recall.state !== 'PROPOSED') return recallConflict(recall);
    if (recall.proposedRole === 'PROVINCE' && caller.role === 'CITY') return refuse('FORBIDDEN');
    const ended = { by: caller.clientId, at: hub.now(), reason: reason.trim() };
    await stores.recalls.move(id, 'WITHDRAWN', ended);
    await endProposal(stores, { kind: 'RECALL', id }, 'CANCELLED', ended.at);
    await noteOfRecall(hub, stores, caller, { recall, act: 'RECALL_WITHDRAWN', reason: ended.reason, at: ended.at });
    return { ...endedOf(recall), state: 'WITHDRAWN' };
  });
}

/** Locked; what is outside the territory is not there. */
async function opened(stores: Stores, caller: Caller, id: string): Promise<Recall | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const recall = isUuid(id) ? await stores.recalls.lock(id) : undefined;
  return recall && coversRegion(territoryOf(caller), recall.regionCode) ? recall : refuse('RECALL_NOT_FOUND');
}

const endedOf = ({ id, state, live }: Recall): RecallEnded => ({
  kind: 'ended',
  recallId: id,
  state,
  certificates: state === 'CONFIRMED' ? live : 0,
});

async function confirm(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  recall: Recall,
  owe: (due: Due) => void,
): Promise<RecallEnded | Refusal> {
  const { id, scope } = recall;
  if (scope.planNo !== null) await voidPlan(hub, stores, caller, recall);
  const rows = await scopeRows(stores, scope);
  if (!rows) return refuse('RECALL_SCOPE_NOT_FOUND');
  await stores.recalls.lockCovered(rows);
  const { digest } = await stores.recalls.coverage(rows);
  if (digest !== recall.digest) return refuse('RECALL_CHANGED', { existingId: id });
  const at = hub.now();
  const versions = await stores.recalls.revoke(id, at);
  await refuseChanges(hub, stores, caller, recall, at);
  await endFeedback(stores, id, at);
  const owed = { versions, offered: [], feeds: hub.feeds, upToDate: [], at };
  const deliveryIds = await stores.deliveries.createForVersions(owed, hub.newId);
  await stores.recalls.move(id, 'CONFIRMED', { by: caller.clientId, at, reason: null });
  await endProposal(stores, { kind: 'RECALL', id }, 'MET', at);
  await noteOfRecall(hub, stores, caller, { recall, act: 'RECALL_CONFIRMED', reason: recall.reason, at });
  await tellAll(hub, stores, recall, at);
  const buckets = await stores.recalls.buckets(id);
  // Last, because recomputations of these buckets wait from here to the commit.
  await stores.tallies.markBuckets(buckets, at);
  owe({ deliveryIds, buckets });
  return { kind: 'ended', recallId: id, state: 'CONFIRMED', certificates: versions.length };
}

const OVERTAKEN = '证书已作废,申请随之终止 / The certificate was revoked, which ends the request';

/** Requests about certificates that are void now; few, because a certificate has at most one. */
async function refuseChanges(hub: Hub, stores: Stores, caller: Caller, recall: Recall, at: Date): Promise<void> {
  const changes = await stores.recalls.refuseChanges(recall.id, { by: caller.clientId, at, reason: OVERTAKEN });
  for (const change of changes) {
    const subject = { kind: 'CORRECTION', id: change.id } as const;
    await endTerms(stores, subject, 'CANCELLED', at);
    await tell(hub, stores, {
      audience: institutionOf(recall.institutionCode),
      topic: 'CORRECTION_REFUSED',
      subject,
      text: { zh: '证书已作废,更正或补发申请终止', en: 'The certificate was revoked, which ends the request about it' },
      at,
    });
  }
}

/** What a feed refused and nobody may correct any more is no work of the institution. */
async function endFeedback(stores: Stores, recallId: string, at: Date): Promise<void> {
  for (const batchId of await stores.recalls.awaitingFeedback(recallId)) {
    if (await stores.certificateChanges.hasUnansweredRefusal(batchId)) continue;
    await endTerms(stores, { kind: 'BATCH', id: batchId }, 'CANCELLED', at, 'FEEDBACK');
  }
}

async function tellAll(
  hub: Hub,
  stores: Stores,
  { id, institutionCode, regionCode, live }: Recall,
  at: Date,
): Promise<void> {
  const told = {
    topic: 'RECALL_CONFIRMED',
    subject: { kind: 'RECALL', id },
    text: {
      zh: `${live} 本证书已作废,已向上级撤回数据;请通知持证人,并按清单追回补贴`,
      en: `${live} certificates are void and withdrawn from the feeds; tell their holders, and see the list of subsidies`,
    },
    at,
  } as const;
  await tell(hub, stores, { ...told, audience: institutionOf(institutionCode) });
  await tell(hub, stores, { ...told, audience: officeOf('CITY', regionCode) });
}

async function remind(hub: Hub, { deliveryIds, buckets }: Due): Promise<void> {
  await remindOfDeliveries(hub, deliveryIds);
  const batchIds = [...new Set(buckets.map(({ batchId }) => batchId))];
  await hub.reminders.remind(
    'tally',
    batchIds.map((batchId) => ({ batchId })),
  );
}
