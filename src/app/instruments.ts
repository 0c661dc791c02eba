/**
 * meters  what is counted and timed, for whoever looks after the hub
 * trace   what happened to one batch, from its upload to the last acknowledgement: the id of the batch is the id of its trace
 *
 * Used at the faces and around ports; no verb knows of it. Both carry codes, counts and names of the configuration only.
 */
export interface Meters {
  jobEnded(job: string, outcome: 'done' | 'failed', ms: number): void;
  /** What the sweep found due, by kind. */
  sweepFound(due: Readonly<Record<string, readonly unknown[]>>): void;
  requestAnswered(request: AnsweredRequest): void;
  fieldAnswered(field: string, outcome: FieldOutcome, ms: number): void;
  sendingEnded(sending: EndedSending): void;
  answersKept(feed: string, counts: { readonly accepted: number; readonly refused: number }): void;
}

export interface AnsweredRequest {
  readonly method: string;
  /** As the route is written, never as it was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** refused: a typed answer · told: an error meant for the caller · failed: ours to mend */
export type FieldOutcome = 'ok' | 'refused' | 'told' | 'failed';

export interface EndedSending {
  readonly feed: string;
  readonly outcome: 'taken' | 'refused' | 'unreachable';
  /** A short code; `null` of a parcel that was taken. */
  readonly reason: string | null;
  readonly certificates: number;
  readonly ms: number;
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface Span {
  readonly name: string;
  /** Where it is known before the work. */
  readonly batchId?: string | undefined;
  /** Looks for it after the work, where nobody knows it otherwise. */
  readonly findBatch?: (() => Promise<string | undefined>) | undefined;
  /** The `traceparent` of the request that brought it. */
  readonly linkedTo?: string | undefined;
  readonly attributes?: Attributes;
}

/** What is known of a span once its work is done. */
export interface SpanTold {
  readonly batchId?: string | undefined;
  /** With this the trace begins. */
  readonly isFirst?: boolean;
  /** Nothing happened that is worth keeping. */
  readonly isIdle?: boolean;
  readonly isFailed?: boolean;
  readonly attributes?: Attributes;
}

export interface Trace {
  /** Does the work, and keeps of it what belongs to a batch; what belongs to none is not kept. `tell` is not asked of work that threw. */
  span<T>(span: Span, work: () => Promise<T>, tell?: (outcome: T) => SpanTold): Promise<T>;
}

export interface Instruments {
  readonly meters: Meters;
  readonly trace: Trace;
}

const nothing = (): void => undefined;

/** Of a process that nobody looks at. */
export const NO_INSTRUMENTS: Instruments = {
  meters: {
    jobEnded: nothing,
    sweepFound: nothing,
    requestAnswered: nothing,
    fieldAnswered: nothing,
    sendingEnded: nothing,
    answersKept: nothing,
  },
  trace: { span: (_span, work) => work() },
};
