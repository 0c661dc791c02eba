/** Where a receiver is and how the hub shows who it is: for the connector alone, it may hold secrets. */
import type { HttpsAddress } from './https-address';
import type { HubAddress } from './hub-address';
import type { PostgresAddress } from './postgres-address';
import type { SftpAddress } from './sftp-address';

/** By the name of the connector. */
export interface FeedAddresses {
  readonly postgres: PostgresAddress;
  readonly https: HttpsAddress;
  readonly sftp: SftpAddress;
  readonly hub: HubAddress;
}
export type FeedAddress = FeedAddresses[keyof FeedAddresses];
