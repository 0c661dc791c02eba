/**
 * Asks the receiver what it says of each certificate of one parcel, until all are answered. While nobody is reached at the feed nothing is
 * asked; when a probe is due, the question is one.
 */
import { gate, type HoldReason } from '../domain/forwarding/gate';
import { ASK_EARLY_MS, askAgainAt, retryAfterOf } from '../domain/forwarding/retry';
import type { AnswersAsked } from './connector';
import { type AnswersApplied, applyAnswers, noteOddities } from './forwarding/apply-answers';
import type { LockedAnswers } from './forwarding/delivery-gate-ports';
import { feedSlot, type FeedSlot } from './forwarding/feed-slots';
import { type BreakerMove, logBreaker, noteAsking, STILL_CLOSED } from './forwarding/note-attempt';
import { delayUntil, remindOfNextAnswers, remindOfRecovery } from './forwarding/remind-feed';
import type { Hub } from './ports';

const NOBODY = { kind: 'unreachable' } as const;
const ANSWERS_TIMEOUT_MS = 20_000;
/** Longer than the longest question. */
const ASK_LEASE_MS = 2 * ANSWERS_TIMEOUT_MS;
/** What is due so soon is not left to the sweep: two clocks may differ by that much. */
const SOON_MS = 5_000;

export type AnswersCollected =
  /** Not sent, answered already, or somebody else is asking. */
  | { readonly kind: 'nothing-due' }
  | { readonly kind: 'held'; readonly by: HoldReason }
  | { readonly kind: 'unreachable' }
  | AnswersApplied;

interface Asking {
  readonly kind: 'asking';
  readonly sent: LockedAnswers;
  readonly isProbe: boolean;
}
type Prepared =
  | Asking
  | { readonly kind: 'nothing-due'; readonly againAt?: Date }
  | { readonly kind: 'held'; readonly by: HoldReason };

export async function collectAnswers(hub: Hub, deliveryId: string): Promise<AnswersCollected> {
  const slot = feedSlot(hub, 'asking');
  try {
    const prepared = await prepare(hub, deliveryId, slot);
    if (prepared.kind === 'asking') return await ask(hub, prepared, slot);
    if (prepared.kind === 'held') return prepared;
    if (prepared.againAt !== undefined) await remindAgain(hub, deliveryId, prepared.againAt, 'e');
    return { kind: 'nothing-due' };
  } finally {
    slot.release();
  }
}

const prepare = (hub: Hub, deliveryId: string, slot: FeedSlot): Promise<Prepared> =>
  hub.transaction(async (stores): Promise<Prepared> => {
    const now = hub.now();
    const sent = await stores.deliveries.lockSent(deliveryId);
    if (!sent) return { kind: 'nothing-due' };
    const waitMs = sent.dueAt.getTime() - now.getTime();
    if (waitMs > SOON_MS) return { kind: 'nothing-due' };
    if (waitMs > ASK_EARLY_MS) return { kind: 'nothing-due', againAt: sent.dueAt };
    // What was taken is to be answered: neither a pause nor the pace of sending holds a question up.
    const opened = gate({ ...sent.standing, pausedAt: null, freeAt: null }, now);
    if (opened.kind === 'held') return { kind: 'held', by: opened.by };
    if (opened.isProbe && hub.connectors.get(sent.feed)?.answersCome) return { kind: 'held', by: 'BREAKER' };
    if (!slot.take(sent.feed)) return { kind: 'held', by: 'BUSY' };
    const leaseUntil = new Date(now.getTime() + ASK_LEASE_MS);
    if (opened.isProbe && !(await stores.feedStates.beginProbe(sent.feed, now, leaseUntil)))
      return { kind: 'held', by: 'BREAKER' };
    await stores.deliveries.askAt(deliveryId, leaseUntil);
    return { kind: 'asking', sent, isProbe: opened.isProbe };
  });

async function ask(hub: Hub, { sent, isProbe }: Asking, slot: FeedSlot): Promise<AnswersCollected> {
  const { id: deliveryId, batchId, feed } = sent;
  const asked: AnswersAsked = (await hub.connectors.get(feed)?.answers(deliveryId, ANSWERS_TIMEOUT_MS)) ?? {
    kind: 'unreachable',
    reason: 'NOT_CONFIGURED',
  };
  const { collected, move, againAt } = await settle(hub, { sent, isProbe, asked });
  slot.release();
  logBreaker(hub, feed, move);
  if (collected.kind === 'answered') {
    hub.log.info({ deliveryId, batchId, feed }, 'Every certificate of the parcel is answered.');
  } else {
    await remindAgain(hub, deliveryId, againAt, 'q');
  }
  if (move.before !== 'CLOSED' && move.breaker.state === 'CLOSED') await remindOfRecovery(hub, feed, deliveryId);
  else if (move.breaker.state === 'CLOSED') await remindOfNextAnswers(hub, feed, `${deliveryId}-${againAt.getTime()}`);
  return collected;
}

interface Settled {
  readonly collected: AnswersApplied | { readonly kind: 'unreachable' };
  readonly move: BreakerMove;
  /** When the answers are asked for again, should some be missing. */
  readonly againAt: Date;
}

async function settle(
  hub: Hub,
  { sent, isProbe, asked }: Pick<Asking, 'sent' | 'isProbe'> & { readonly asked: AnswersAsked },
): Promise<Settled> {
  const at = hub.now();
  const retryAfterMs = asked.kind === 'unreachable' ? retryAfterOf(asked) : 0;
  const againAt = new Date(Math.max(askAgainAt(sent.sentAt, at).getTime(), at.getTime() + retryAfterMs));
  return hub.transaction(async (stores): Promise<Settled> => {
    const collected = asked.kind === 'given' ? await applyAnswers(hub, stores, sent, asked) : NOBODY;
    if (asked.kind === 'unreachable') await noteOddities(hub, stores, sent, asked.oddities ?? []);
    if (collected.kind !== 'answered') await stores.deliveries.askAt(sent.id, againAt);
    const noted = { feed: sent.feed, isReached: asked.kind === 'given', at, jitter: hub.jitter(), retryAfterMs };
    return { collected, againAt, move: isProbe ? await noteAsking(stores, noted) : STILL_CLOSED };
  });
}

/** Another round for each moment: a job under way holds its own id. */
async function remindAgain(hub: Hub, deliveryId: string, at: Date, round: 'e' | 'q'): Promise<void> {
  const when = { delayMs: delayUntil(hub, at), round: `${round}${at.getTime()}` };
  await hub.reminders.remind('collect-answers', [{ deliveryId }], when);
}
