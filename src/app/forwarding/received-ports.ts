/** Certificates that another hub hands up (docs/hub-to-hub.md). */

export interface ReceivedStore {
  readonly placeholder?: never;
}

export interface ReceivedViews {
  readonly receivedPlaceholder?: never;
}
