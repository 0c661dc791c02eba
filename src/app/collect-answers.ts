/**
 * Asks the receiver what it says of each certificate of one parcel, until all are answered. Accepted and refused are
 * kept per certificate; a refusal becomes a finding in the institution's list and changes nothing else.
 */
import { receiverCode } from '../domain/forwarding/refusal-finding';
import { askAgainAt } from '../domain/forwarding/retry';
import { openFeedback } from './deadlines/open-feedback';
import type { ItemAnswer, SentDelivery } from './forwarding-ports';
import type { Hub } from './ports';
import { recordRefusals } from './record-refusals';

const ANSWERS_TIMEOUT_MS = 20_000;

export type AnswersCollected =
  /** Not sent, answered already, or somebody else is asking. */
  | { readonly kind: 'nothing-due' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'answered' | 'outstanding'; readonly accepted: number; readonly refused: number };

export async function collectAnswers(hub: Hub, deliveryId: string): Promise<AnswersCollected> {
  const now = hub.now();
  const sent = await hub.transaction(({ deliveries }) =>
    deliveries.claimAnswers(deliveryId, now, (sentAt) => askAgainAt(sentAt, now)),
  );
  if (!sent) return { kind: 'nothing-due' };
  const answers = (await hub.connectors.get(sent.feed)?.answers(deliveryId, ANSWERS_TIMEOUT_MS)) ?? 'unreachable';
  const collected = answers === 'unreachable' ? { kind: 'unreachable' as const } : await apply(hub, sent, answers);
  if (collected.kind !== 'answered') {
    const dueMs = sent.askAgainAt.getTime();
    const delayMs = Math.max(0, dueMs - hub.now().getTime());
    await hub.reminders.remind('collect-answers', [{ deliveryId }], { delayMs, round: `q${dueMs}` });
  }
  return collected;
}

async function apply(hub: Hub, sent: SentDelivery, answers: readonly ItemAnswer[]): Promise<AnswersCollected> {
  const { id: deliveryId, feed: name } = sent;
  const title = hub.feeds.find((feed) => feed.name === name)?.title ?? { zh: name, en: name };
  const readable = answers.map((answer) => ({
    ...answer,
    code: answer.state === 'REFUSED' ? receiverCode(answer.code) : null,
  }));
  const collected = await hub.transaction(async (stores) => {
    const { accepted, refused } = await stores.deliveries.applyAnswers(deliveryId, readable);
    await recordRefusals(hub, stores, { name, title }, refused);
    await openFeedback(hub, stores, { title }, refused);
    const closed = await stores.deliveries.closeIfAnswered(deliveryId, hub.now());
    return { kind: closed ? ('answered' as const) : ('outstanding' as const), accepted, refused: refused.length };
  });
  if (collected.kind === 'answered')
    hub.log.info({ deliveryId, feed: name }, 'Every certificate of the parcel is answered.');
  return collected;
}
