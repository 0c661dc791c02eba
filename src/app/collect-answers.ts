/** Asks the receiver what it says of each certificate of one parcel, until all are answered. */
import { askAgainAt } from '../domain/forwarding/retry';
import { type AnswersApplied, applyAnswers } from './forwarding/apply-answers';
import type { Hub } from './ports';

const ANSWERS_TIMEOUT_MS = 20_000;

export type AnswersCollected =
  /** Not sent, answered already, or somebody else is asking. */
  { readonly kind: 'nothing-due' } | { readonly kind: 'unreachable' } | AnswersApplied;

export async function collectAnswers(hub: Hub, deliveryId: string): Promise<AnswersCollected> {
  const now = hub.now();
  const sent = await hub.transaction(({ deliveries }) =>
    deliveries.claimAnswers(deliveryId, now, (sentAt) => askAgainAt(sentAt, now)),
  );
  if (!sent) return { kind: 'nothing-due' };
  const asked = await hub.connectors.get(sent.feed)?.answers(deliveryId, ANSWERS_TIMEOUT_MS);
  const collected: AnswersCollected =
    asked?.kind === 'given'
      ? await hub.transaction((stores) => applyAnswers(hub, stores, sent, asked))
      : { kind: 'unreachable' };
  if (collected.kind === 'answered') {
    hub.log.info({ deliveryId, feed: sent.feed }, 'Every certificate of the parcel is answered.');
  } else {
    const dueMs = sent.askAgainAt.getTime();
    const delayMs = Math.max(0, dueMs - hub.now().getTime());
    await hub.reminders.remind('collect-answers', [{ deliveryId }], { delayMs, round: `q${dueMs}` });
  }
  return collected;
}
