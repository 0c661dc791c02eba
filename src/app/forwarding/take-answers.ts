/**
 * Answers that a receiver sends by itself (docs/receiver-https.md). They may come before the hub knows that its parcel was taken, twice,
 * or late: each is kept once, and a delivery that is still on its way is closed when it is next asked about.
 */
import { readReceipt } from '../../domain/forwarding/receipt';
import type { Oddity } from '../connector';
import type { Hub, Stores } from '../ports';
import { applyAnswers, noteOddities } from './apply-answers';

export type AnswersTaken =
  | {
      readonly kind: 'taken';
      /** Answers that were kept now. */
      readonly taken: number;
      /** Answers of which nothing could be made. */
      readonly oddities: number;
      readonly deliveryId: string;
      /** `null`: no such parcel was handed to the feed. */
      readonly batchId: string | null;
    }
  /** What came names no parcel and no answers. */
  | { readonly kind: 'unreadable' };

export interface SentAnswers {
  /** Who sent them, by the signature. */
  readonly feed: string;
  readonly body: Uint8Array;
}

export async function takeAnswers(hub: Hub, { feed, body }: SentAnswers): Promise<AnswersTaken> {
  const content = contentOf(body);
  const receipt = readReceipt(content, hub.now());
  if (!receipt) {
    const code = content === undefined ? 'NOT_JSON' : 'MISSHAPEN';
    await hub.transaction((stores) => noteOddities(hub, stores, { feed, id: null }, [{ code, count: 1 }]));
    return { kind: 'unreadable' };
  }
  const { parcelId: deliveryId, answers, oddities } = receipt;
  const outcome = await hub.transaction(async (stores): Promise<Extract<AnswersTaken, { kind: 'taken' }>> => {
    const place = await stores.deliveries.place(deliveryId);
    if (place?.feed !== feed)
      return unknownParcel(hub, stores, { feed, deliveryId, answers: answers.length, oddities });
    const { batchId } = place;
    const applied = await applyAnswers(hub, stores, { id: deliveryId, feed, batchId }, { answers, oddities });
    return { kind: 'taken', taken: applied.accepted + applied.refused, oddities: total(oddities), deliveryId, batchId };
  });
  hub.log.info(
    { feed, deliveryId, batchId: outcome.batchId, taken: outcome.taken, oddities: outcome.oddities },
    'A feed sent answers by itself.',
  );
  return outcome;
}

interface Stray {
  readonly feed: string;
  readonly deliveryId: string;
  readonly answers: number;
  readonly oddities: readonly Oddity[];
}

/** Of another feed, of another hub, or of none; whose it is, is told to nobody. */
async function unknownParcel(
  hub: Hub,
  stores: Stores,
  { feed, deliveryId, answers, oddities }: Stray,
): Promise<Extract<AnswersTaken, { kind: 'taken' }>> {
  const all = [...oddities, { code: 'UNKNOWN_PARCEL', count: Math.max(answers, 1) }];
  await noteOddities(hub, stores, { feed, id: null }, all);
  return { kind: 'taken', taken: 0, oddities: total(all), deliveryId, batchId: null };
}

const total = (oddities: readonly Oddity[]): number => oddities.reduce((sum, { count }) => sum + count, 0);

const utf8 = new TextDecoder('utf-8', { fatal: true });

function contentOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}
