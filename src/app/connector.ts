/**
 * A connector knows only how to send and how to ask for answers. `refused` and `unreachable` are different words
 * because they have different futures: retrying cannot help the first.
 */
import type { Bilingual } from '../domain/bilingual';
import type { ParcelCertificate, ItemAnswer } from './forwarding-ports';

export interface Parcel {
  readonly deliveryId: string;
  readonly feed: string;
  readonly certificates: readonly ParcelCertificate[];
}

export type Answer =
  | { readonly kind: 'taken' }
  /** `reason` is a short code, never the receiver's words. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

export interface Connector {
  /** Idempotent: the same parcel sent twice is one parcel at the receiver. Never throws for a receiver's failure. */
  send(parcel: Parcel, timeoutMs: number): Promise<Answer>;
  /** Answers given so far for one parcel. */
  answers(deliveryId: string, timeoutMs: number): Promise<readonly ItemAnswer[] | 'unreachable'>;
  close(): Promise<void>;
}

export interface FeedDescription {
  readonly name: string;
  readonly connector: string;
  readonly region: string;
  readonly title: Bilingual;
}
