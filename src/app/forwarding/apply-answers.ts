/**
 * What a receiver says of the certificates of one parcel, however it came: with the receipt, asked for, or by itself. Accepted and
 * refused are kept per certificate; a refusal becomes a finding in the institution's list and changes nothing else. What nothing can
 * be made of is counted for the operator, and the good answers beside it count all the same.
 */
import { type AnswerReading, addedOddities, readAnswers } from '../../domain/forwarding/read-answers';
import { openFeedback } from '../deadlines/open-feedback';
import type { FeedDescription, GivenAnswers } from '../connector';
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
  { id: deliveryId, feed: name, batchId }: { readonly id: string; readonly feed: string; readonly batchId?: string },
  given: GivenAnswers,
): Promise<AnswersApplied> {
  const at = hub.now();
  const feed = describedFeed(hub, name);
  const { answers, oddities } = readAnswers(given.answers, readingFor(feed, at));
  const applied = await stores.deliveries.applyAnswers(deliveryId, answers);
  const { accepted, refused } = applied;
  if (refused.length > 0) {
    await recordRefusals(hub, stores, feed, refused);
    await openFeedback(hub, stores, feed, refused);
  }
  if (accepted + refused.length > 0)
    await stores.feedStates.noteAnswers(name, at, { accepted, refused: refused.length });
  await noteOddities(hub, stores, { id: deliveryId, feed: name, batchId }, [
    ...given.oddities,
    ...oddities,
    ...applied.oddities,
  ]);
  const closed = await stores.deliveries.closeIfAnswered(deliveryId, at);
  return { kind: closed ? 'answered' : 'outstanding', accepted, refused: refused.length };
}

export type DescribedFeed = Pick<FeedDescription, 'name' | 'title' | 'codes'>;

/** A feed that has left the feeds file is called by its name. */
const describedFeed = (hub: Hub, name: string): DescribedFeed =>
  hub.feeds.find((feed) => feed.name === name) ?? { name, title: { zh: name, en: name }, codes: {} };

const readingFor = ({ codes }: DescribedFeed, now: Date): AnswerReading => ({
  isKnownCode: (code) => Object.hasOwn(codes, code),
  now,
});

/** Of a parcel, or of none. */
export async function noteOddities(
  hub: Hub,
  stores: Stores,
  {
    id: deliveryId,
    feed,
    batchId,
  }: { readonly id: string | null; readonly feed: string; readonly batchId?: string | undefined },
  oddities: GivenAnswers['oddities'],
): Promise<void> {
  if (oddities.length === 0) return;
  const fresh = await stores.oddities.note(feed, addedOddities(oddities), hub.now(), deliveryId);
  if (fresh.length > 0)
    hub.log.warn({ feed, deliveryId, batchId, oddities: fresh }, 'Of some answers nothing can be made.');
}
