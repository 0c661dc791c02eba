/** What receivers said that nothing could be made of, counted by kind for the operator. */

export interface OddityStore {
  readonly placeholder?: never;
}

export interface OddityViews {
  readonly oddityPlaceholder?: never;
}
