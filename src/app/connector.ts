/**
 * A connector knows only how to send and how to ask. `refused` and `unreachable` are different words because they have different
 * futures: retrying cannot help the first. Reasons are short codes, never the receiver's words. No method throws for a
 * receiver's failure.
 */
import type { HeldItem, HeldRange } from '../domain/forwarding/held';
import type { ItemAnswer, ParcelCertificate } from './forwarding-ports';
import type { TallyReport } from './forwarding/tally-report-ports';

export type { FeedDescription } from '../domain/forwarding/feed';

export interface Parcel {
  readonly deliveryId: string;
  /** The trace of a batch is its id: who receives may go on with it. */
  readonly batchId: string;
  readonly feed: string;
  /** Secret of the feed for digests of what it holds. */
  readonly salt: string;
  readonly certificates: readonly ParcelCertificate[];
}

export interface Unreachable {
  readonly kind: 'unreachable';
  readonly reason: string;
  /** The receiver asked not to be tried before. */
  readonly retryAfterMs?: number;
  /** What came back was no answer of a receiver: a page of a proxy, a file that is broken. */
  readonly oddities?: readonly Oddity[];
}

export type Answer =
  /** `given`: answers that came with the receipt; others are asked for, or come by themselves. */
  | { readonly kind: 'taken'; readonly given?: GivenAnswers }
  | { readonly kind: 'refused'; readonly reason: string }
  | Unreachable;

/**
 * `oddities`: what the receiver said that nothing can be made of, each a short code, told to the operator; what else it said
 * counts all the same.
 */
export interface GivenAnswers {
  readonly answers: readonly ItemAnswer[];
  readonly oddities: readonly Oddity[];
}
export interface Oddity {
  /** `HALF_FILE`, `NOT_JSON`, … */
  readonly code: string;
  readonly count: number;
}

export type AnswersAsked = ({ readonly kind: 'given' } & GivenAnswers) | Unreachable;

/** What it holds, in ranges one step finer than `prefix`, or item by item. */
export type HeldAsked =
  | {
      readonly kind: 'ranges';
      readonly ranges: readonly HeldRange[];
      readonly rowsRead: number;
      /** What stands at the receiver beside the certificates and belongs to none, where it was asked about the whole. */
      readonly oddities?: readonly Oddity[];
    }
  | { readonly kind: 'items'; readonly items: readonly HeldItem[]; readonly rowsRead: number }
  /** The receiver cannot be asked: a drop of files knows only what it was given. */
  | { readonly kind: 'unsupported' }
  | Unreachable;

export interface HeldQuestion {
  readonly salt: string;
  readonly prefix: string;
  /** Characters of the ranges asked for; `null`: the items of `prefix` themselves. */
  readonly length: number | null;
}

export interface Connector {
  /** Answers come by themselves: a question reaches nobody, so it is no probe of whether anybody is there. */
  readonly answersCome?: true;
  /** Idempotent: the same parcel sent twice is one parcel at the receiver. */
  send(parcel: Parcel, timeoutMs: number): Promise<Answer>;
  /** Answers given so far for one parcel. */
  answers(deliveryId: string, timeoutMs: number): Promise<AnswersAsked>;
  /** What the receiver holds, by its own reading of its own data. */
  held(question: HeldQuestion, timeoutMs: number): Promise<HeldAsked>;
  /**
   * Hands over counts of a period; idempotent by the id of the report, and so it is asked for its answer as well: what was `taken`
   * is handed over again, now and then, until it is `accepted` or `refused`. Only where the feed carries tallies.
   */
  sendReport(report: TallyReport, timeoutMs: number): Promise<ReportAnswer>;
  close(): Promise<void>;
}

export type ReportAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | Unreachable;
