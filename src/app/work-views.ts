/** What the workers ask: which rows say that work is due. */
export interface DueWork {
  readonly chunks: readonly { readonly batchId: string; readonly chunkNo: number }[];
  readonly settlements: readonly { readonly batchId: string }[];
  readonly deliveries: readonly { readonly deliveryId: string }[];
  readonly answers: readonly { readonly deliveryId: string }[];
  /** Batches with a due tally. */
  readonly tallies: readonly { readonly batchId: string }[];
  readonly trials: readonly { readonly trialId: string }[];
  /** Results whose notice begins, ends or is held open. */
  readonly notices: readonly { readonly resultsId: string }[];
  /** Today, when a deadline is due or a calendar is missing that nobody was told of. */
  readonly deadlines: readonly { readonly day: string }[];
  /** Today, until the registry was watched to its end. */
  readonly registry: readonly { readonly day: string }[];
}

export interface WorkViews {
  allChunksChecked(batchId: string): Promise<boolean>;
  /** At most `limit` rows of each kind, oldest first. */
  dueWork(now: Date, limit: number): Promise<DueWork>;
}
