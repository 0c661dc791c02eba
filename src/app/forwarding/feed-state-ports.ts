/** How each feed stands: paused, breaker, pace. Rows of `feed_state` and `feed_alarm`. */

export interface FeedStateStore {
  readonly placeholder?: never;
}
