/** Where a receiver is and how the hub shows who it is: for the connector alone, it may hold secrets. */
import type { PostgresAddress } from './postgres-address';

export type FeedAddress = PostgresAddress;
