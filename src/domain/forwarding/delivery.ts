/**
 * delivery        the duty to hand one parcel of certificate versions to one feed; ends only by the receiver's answer
 *                 for each of them
 * attempt         one try to hand it over
 * acknowledgement what the receiver says of one certificate version: accepted, or refused with its own code
 */
export const DELIVERY_STATES = ['DUE', 'SENT', 'ANSWERED', 'GIVEN_UP'] as const;
/** DUE: to be handed over · SENT: taken, answers outstanding · GIVEN_UP: a person must act. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * DUE → DUE is an attempt that reached nobody; GIVEN_UP → DUE is a person who lets it be sent again; GIVEN_UP → ANSWERED is one
 * of which everything stands in later deliveries.
 */
export const DELIVERY_MOVES = {
  DUE: ['DUE', 'SENT', 'GIVEN_UP'],
  SENT: ['ANSWERED'],
  ANSWERED: [],
  GIVEN_UP: ['DUE', 'ANSWERED'],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

/** The states from which a delivery may come into `state`. */
export const statesBefore = (state: DeliveryState): readonly DeliveryState[] =>
  DELIVERY_STATES.filter((from) => (DELIVERY_MOVES[from] as readonly DeliveryState[]).includes(state));

export const DELIVERY_ITEM_STATES = ['PENDING', 'ACCEPTED', 'REFUSED'] as const;
export type DeliveryItemState = (typeof DELIVERY_ITEM_STATES)[number];
