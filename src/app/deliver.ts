/**
 * Hands one parcel to its feed in three steps: prepare (claim the attempt), send (outside any transaction), settle.
 * A process that dies in between leaves the claim behind; its lease runs out and the delivery is due again.
 */
import { ATTEMPTS_MAX, settle, type DeliveryNext } from '../domain/forwarding/retry';
import type { Answer, Parcel } from './connector';
import { applyAnswers } from './forwarding/apply-answers';
import { shownParcel } from './forwarding/shown-parcel';
import type { ClaimedDelivery } from './forwarding-ports';
import type { Hub } from './ports';

const SEND_TIMEOUT_MS = 60_000;
/** Longer than the longest send, so that a living sender is never overtaken. */
const SEND_LEASE_MS = 2 * SEND_TIMEOUT_MS;

export type Delivered =
  /** Not due, or somebody else is at it. */
  | { readonly kind: 'nothing-due' }
  | { readonly kind: DeliveryNext['state']; readonly attemptNo: number; readonly certificates: number };

interface Prepared {
  readonly claim: ClaimedDelivery;
  readonly parcel: Parcel;
}

export async function deliver(hub: Hub, deliveryId: string): Promise<Delivered> {
  const prepared = await prepare(hub, deliveryId);
  if (!prepared) return { kind: 'nothing-due' };
  const answer = await send(hub, prepared);
  const next = await record(hub, prepared, answer);
  await remindOf(hub, prepared.claim, next);
  return { kind: next.state, attemptNo: prepared.claim.attemptNo, certificates: prepared.parcel.certificates.length };
}

const prepare = (hub: Hub, deliveryId: string): Promise<Prepared | undefined> =>
  hub.transaction(async ({ deliveries }) => {
    const now = hub.now();
    const claim = await deliveries.claim(deliveryId, now, new Date(now.getTime() + SEND_LEASE_MS));
    if (!claim) return undefined;
    return { claim, parcel: shownParcel(hub, claim, await deliveries.parcel(deliveryId)) };
  });

async function send(hub: Hub, { claim, parcel }: Prepared): Promise<Answer> {
  // Attempts that ended without an outcome (the process died each time) must end, too.
  if (claim.tryNo > ATTEMPTS_MAX) return { kind: 'unreachable', reason: 'ATTEMPTS' };
  const connector = hub.connectors.get(claim.feed);
  return connector ? connector.send(parcel, SEND_TIMEOUT_MS) : { kind: 'unreachable', reason: 'NOT_CONFIGURED' };
}

async function record(hub: Hub, { claim, parcel }: Prepared, answer: Answer): Promise<DeliveryNext> {
  const now = hub.now();
  const next = settle(answer, { tryNo: claim.tryNo, jitter: hub.jitter(), now });
  const { certificates } = parcel;
  const moved = await hub.transaction(async (stores) => {
    const isMoved = await stores.deliveries.recordAttempt(claim, { answer, next, at: now, certificates });
    if (isMoved && answer.kind === 'taken' && answer.given) await applyAnswers(hub, stores, claim, answer.given);
    return isMoved;
  });
  const { id: deliveryId, feed, attemptNo } = claim;
  const story = { deliveryId, feed, attemptNo, reason: answer.kind === 'taken' ? null : answer.reason };
  if (!moved) hub.log.warn(story, 'An attempt ended after its lease; a later one decides.');
  else if (next.state === 'SENT') hub.log.info(story, 'The parcel was taken.');
  else if (next.state === 'DUE') hub.log.warn(story, 'The feed was not reached; the delivery is tried again.');
  else hub.log.error(story, 'The delivery was given up.');
  return next;
}

async function remindOf(hub: Hub, { id: deliveryId, attemptNo }: ClaimedDelivery, next: DeliveryNext): Promise<void> {
  if (next.state === 'GIVEN_UP') return;
  // A job under way holds its own id, so the next one needs another round.
  const when = { delayMs: Math.max(0, next.dueAt.getTime() - hub.now().getTime()), round: `a${attemptNo + 1}` };
  await hub.reminders.remind(next.state === 'SENT' ? 'collect-answers' : 'deliver', [{ deliveryId }], when);
}
