/** Whether a feed holds what the hub thinks it holds, and what was done where it did not. */

export interface ReconciliationStore {
  readonly placeholder?: never;
}

export interface ReconciliationViews {
  readonly reconciliationPlaceholder?: never;
}
