/**
 * What a receiver says of the certificates of one parcel, however it came: with the receipt, asked for, or by itself. Accepted and
 * refused are kept per certificate; a refusal becomes a finding in the institution's list and changes nothing else.
 */
import { receiverCode } from '../../domain/forwarding/refusal-finding';
import { openFeedback } from '../deadlines/open-feedback';
import type { GivenAnswers } from '../connector';
import type { Hub, Stores } from '../ports';
import { recordRefusals } from '../record-refusals';

export interface AnswersApplied {
  readonly kind: 'answered' | 'outstanding';
  readonly accepted: number;
  readonly refused: number;
}

/** In one transaction with what brought the answers. */
export async function applyAnswers(
  hub: Hub,
  stores: Stores,
  { id: deliveryId, feed: name }: { readonly id: string; readonly feed: string },
  { answers }: GivenAnswers,
): Promise<AnswersApplied> {
  const title = hub.feeds.find((feed) => feed.name === name)?.title ?? { zh: name, en: name };
  const readable = answers.map((answer) => ({
    ...answer,
    code: answer.state === 'REFUSED' ? receiverCode(answer.code) : null,
  }));
  const { accepted, refused } = await stores.deliveries.applyAnswers(deliveryId, readable);
  await recordRefusals(hub, stores, { name, title }, refused);
  await openFeedback(hub, stores, { title }, refused);
  const closed = await stores.deliveries.closeIfAnswered(deliveryId, hub.now());
  return { kind: closed ? 'answered' : 'outstanding', accepted, refused: refused.length };
}
