/** Where a receiver is and how the hub shows who it is: for the connector alone, it may hold secrets. */
import type { HttpsAddress } from './https-address';
import type { PostgresAddress } from './postgres-address';

/** By the name of the connector. */
export interface FeedAddresses {
  readonly postgres: PostgresAddress;
  readonly https: HttpsAddress;
}
export type FeedAddress = FeedAddresses[keyof FeedAddresses];
