/** What operators and regulators see of the feeds. */

export interface FeedStateViews {
  readonly feedStatePlaceholder?: never;
}
