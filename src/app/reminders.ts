/** The queue only reminds: a lost reminder is repeated by the sweep, a double one finds nothing to do. */
export interface ReminderSubjects {
  'check-chunk': { readonly batchId: string; readonly chunkNo: number };
  'check-small-batch': { readonly batchId: string };
  'settle-batch': { readonly batchId: string };
  'settle-middle-batch': { readonly batchId: string };
  'settle-large-batch': { readonly batchId: string };
  deliver: { readonly deliveryId: string };
  'collect-answers': { readonly deliveryId: string };
  /** The minute of the watch, so that one look a minute is one reminder: `2026-11-23T0102`. */
  'watch-feeds': { readonly minute: string };
  'reconcile-feed': { readonly reconciliationId: string };
  tally: { readonly batchId: string };
  /** The day in China, `YYYY-MM-DD`. */
  'make-reports': { readonly day: string };
  'send-report': { readonly reportId: string };
  'try-pack': { readonly trialId: string };
  'close-notices': { readonly resultsId: string };
  /** The day in China, `YYYY-MM-DD`. */
  'watch-deadlines': { readonly day: string };
  /** The day in China, `YYYY-MM-DD`. */
  'watch-registry': { readonly day: string };
  /** The day in China, `YYYY-MM-DD`. */
  'move-cold': { readonly day: string };
  'abandon-upload': { readonly uploadId: string };
}
export type JobName = keyof ReminderSubjects;
export const JOB_NAMES: readonly JobName[] = [
  'check-chunk',
  'check-small-batch',
  'settle-batch',
  'settle-middle-batch',
  'settle-large-batch',
  'deliver',
  'collect-answers',
  'watch-feeds',
  'reconcile-feed',
  'tally',
  'make-reports',
  'send-report',
  'try-pack',
  'close-notices',
  'watch-deadlines',
  'watch-registry',
  'move-cold',
  'abandon-upload',
];

export interface ReminderTime {
  readonly delayMs?: number;
  /** Another round of the same subject is another reminder. */
  readonly round?: string;
  /** What this process said less than so long ago is not said again. */
  readonly againAfterMs?: number;
}

export interface Reminders {
  /** Never throws and never waits longer than its limit: when the queue is away the sweep reminds later. */
  remind<Name extends JobName>(
    job: Name,
    subjects: readonly ReminderSubjects[Name][],
    when?: ReminderTime,
  ): Promise<void>;
  close(): Promise<void>;
}
