/**
 * Hands one parcel to its feed in three steps: prepare (enter the feed, claim the attempt), send (outside any transaction), settle.
 * A process that dies in between leaves the claim behind; its lease runs out and the delivery is due again.
 */
import type { HoldReason } from '../domain/forwarding/gate';
import { attemptsMax, RETRY_DELAYS_MS, settle, type DeliveryNext } from '../domain/forwarding/retry';
import type { Answer, FeedDescription, Parcel } from './connector';
import { applyAnswers, noteOddities } from './forwarding/apply-answers';
import { enterFeed, type Held } from './forwarding/enter-feed';
import { feedSlot, type FeedSlot } from './forwarding/feed-slots';
import { type BreakerMove, logBreaker, noteAttempt, STILL_CLOSED } from './forwarding/note-attempt';
import { delayUntil, remindOfHeld, remindOfNext, remindOfProbe, remindOfRecovery } from './forwarding/remind-feed';
import { shownParcel } from './forwarding/shown-parcel';
import type { ClaimedDelivery, OwnCertificate } from './forwarding-ports';
import type { Hub } from './ports';

const SEND_TIMEOUT_MS = 60_000;
/** Longer than the longest send, so that a living sender is never overtaken. */
const SEND_LEASE_MS = 2 * SEND_TIMEOUT_MS;

/** Nothing was tried, so nothing is said of the feed. */
const SPENT = { kind: 'unreachable', reason: 'ATTEMPTS' } as const;

export type Delivered =
  /** Not due, or somebody else is at it. */
  | { readonly kind: 'nothing-due' }
  | { readonly kind: 'held'; readonly by: HoldReason }
  | { readonly kind: DeliveryNext['state']; readonly attemptNo: number; readonly certificates: number };

interface Begun {
  readonly kind: 'begun';
  readonly claim: ClaimedDelivery;
  /** Uses up none of the tries of its delivery. */
  readonly isProbe: boolean;
  readonly certificates: readonly OwnCertificate[];
}
interface Ended {
  readonly kind: 'ended';
  readonly begun: Begun;
  readonly next: DeliveryNext;
  readonly isAnswered: boolean;
  readonly move: BreakerMove;
}
type Prepared = { readonly kind: 'nothing-due' } | Held | Begun;

export async function deliver(hub: Hub, deliveryId: string): Promise<Delivered> {
  const slot = feedSlot(hub, 'sending');
  const outcome = await attempt(hub, deliveryId, slot).finally(() => slot.release());
  if (outcome.kind === 'nothing-due') return outcome;
  if (outcome.kind === 'held') {
    await remindOfHeld(hub, deliveryId, outcome);
    return { kind: 'held', by: outcome.by };
  }
  await remindOf(hub, outcome);
  const { claim, certificates } = outcome.begun;
  return { kind: outcome.next.state, attemptNo: claim.attemptNo, certificates: certificates.length };
}

async function attempt(hub: Hub, deliveryId: string, slot: FeedSlot): Promise<Exclude<Prepared, Begun> | Ended> {
  const begun = await prepare(hub, deliveryId, slot);
  if (begun.kind !== 'begun') return begun;
  const parcel = shownParcel(hub, begun.claim, begun.certificates);
  return record(hub, begun, parcel, await send(hub, begun, parcel));
}

const prepare = (hub: Hub, deliveryId: string, slot: FeedSlot): Promise<Prepared> =>
  hub.transaction(async (stores): Promise<Prepared> => {
    const { deliveries } = stores;
    const now = hub.now();
    const leaseUntil = new Date(now.getTime() + SEND_LEASE_MS);
    const due = await deliveries.lockDue(deliveryId, now);
    if (!due) return { kind: 'nothing-due' };
    const entered = await enterFeed(hub, stores, { deliveryId, due, slot, now, leaseUntil });
    if (entered.kind === 'held') return entered;
    const { isProbe } = entered;
    const claim = await deliveries.claim(deliveryId, now, leaseUntil);
    if (!claim) throw new Error('A delivery that was locked could not be claimed.');
    if (isProbe) await deliveries.spareTry(deliveryId);
    return { kind: 'begun', claim, isProbe, certificates: await deliveries.parcel(deliveryId) };
  });

const descriptionOf = (hub: Hub, name: string): FeedDescription | undefined =>
  hub.feeds.find((feed) => feed.name === name);

async function send(hub: Hub, { claim, isProbe }: Begun, parcel: Parcel): Promise<Answer> {
  // Attempts that ended without an outcome (the process died each time) must end, too.
  const most = attemptsMax(descriptionOf(hub, claim.feed)?.retryDelaysMs ?? RETRY_DELAYS_MS);
  if (!isProbe && claim.tryNo > most) return SPENT;
  const connector = hub.connectors.get(claim.feed);
  return connector ? connector.send(parcel, SEND_TIMEOUT_MS) : { kind: 'unreachable', reason: 'NOT_CONFIGURED' };
}

async function record(hub: Hub, begun: Begun, parcel: Parcel, answer: Answer): Promise<Ended> {
  const { claim, isProbe } = begun;
  const [at, jitter] = [hub.now(), hub.jitter()];
  const delaysMs = descriptionOf(hub, claim.feed)?.retryDelaysMs;
  const next: DeliveryNext =
    // The breaker says when; meanwhile it stands behind the others of its feed, so that each is a probe in its turn.
    isProbe && answer.kind === 'unreachable'
      ? { state: 'DUE', dueAt: at }
      : settle(answer, { tryNo: claim.tryNo, jitter, now: at, delaysMs });
  const { isMoved, isAnswered, move } = await hub.transaction(async (stores) => {
    const { certificates } = parcel;
    const moved = await stores.deliveries.recordAttempt(claim, { answer, next, at, certificates });
    const given = moved && answer.kind === 'taken' ? answer.given : undefined;
    const applied = given && (await applyAnswers(hub, stores, claim, given));
    if (answer.kind === 'unreachable') await noteOddities(hub, stores, claim, answer.oddities ?? []);
    return {
      isMoved: moved,
      isAnswered: applied?.kind === 'answered',
      move:
        answer === SPENT ? STILL_CLOSED : await noteAttempt(stores, { feed: claim.feed, isProbe, answer, at, jitter }),
    };
  });
  tell(hub, claim, { answer, next, isMoved });
  logBreaker(hub, claim.feed, move);
  return { kind: 'ended', begun, next, isAnswered, move };
}

function tell(
  hub: Hub,
  { id: deliveryId, batchId, feed, attemptNo }: ClaimedDelivery,
  { answer, next, isMoved }: { readonly answer: Answer; readonly next: DeliveryNext; readonly isMoved: boolean },
): void {
  const story = { deliveryId, batchId, feed, attemptNo, reason: answer.kind === 'taken' ? null : answer.reason };
  if (!isMoved) hub.log.warn(story, 'An attempt ended after its lease; a later one decides.');
  else if (next.state === 'SENT') hub.log.info(story, 'The parcel was taken.');
  else if (next.state === 'DUE') hub.log.warn(story, 'The feed was not reached; the delivery is tried again.');
  else hub.log.error(story, 'The delivery was given up.');
}

async function remindOf(hub: Hub, { begun: { claim }, next, isAnswered, move }: Ended): Promise<void> {
  const { id: deliveryId, feed, attemptNo } = claim;
  // A job under way holds its own id, so the next one needs another round.
  const again = { round: `a${attemptNo + 1}` };
  if (next.state === 'SENT' && !isAnswered) {
    const delayMs = delayUntil(hub, next.dueAt);
    await hub.reminders.remind('collect-answers', [{ deliveryId }], { ...again, delayMs });
  }
  const { state, probeAt } = move.breaker;
  if (state !== 'CLOSED') {
    if (probeAt !== null) await remindOfProbe(hub, feed, probeAt);
    return;
  }
  if (next.state === 'DUE') {
    await hub.reminders.remind('deliver', [{ deliveryId }], { ...again, delayMs: delayUntil(hub, next.dueAt) });
  }
  if (move.before === 'CLOSED') await remindOfNext(hub, feed, deliveryId);
  else await remindOfRecovery(hub, feed, deliveryId);
}
