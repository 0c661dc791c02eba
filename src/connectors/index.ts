/** The catalogue of ways out: one more is one file, its address beside it, one line here and one in `platform/feeds-file.ts`. */
import type { Connector, FeedDescription } from '../app/connector';
import type { ParcelBatches } from '../app/forwarding/received-ports';
import type { Log } from '../app/ports';
import type { FeedAddress, FeedAddresses } from './address';
import { httpsFeed } from './https-feed';
import { hubFeed } from './hub-feed';
import { postgresExchange } from './postgres-exchange';
import { sftpDrop } from './sftp-drop';

/** What every connector gets: the feed, where it is, and the log. */
export interface Opening<Address> {
  readonly feed: FeedDescription;
  readonly address: Address;
  readonly log: Log;
}

/** For who tells the receiver of the batch as well. */
export interface OpeningWithBatches<Address> extends Opening<Address> {
  readonly batches: ParcelBatches;
}

type Openers = {
  readonly [Name in keyof FeedAddresses]: (opening: OpeningWithBatches<FeedAddresses[Name]>) => Connector;
};

export const connectors: Openers = {
  postgres: postgresExchange,
  https: httpsFeed,
  sftp: sftpDrop,
  hub: hubFeed,
};

const openOne = <Name extends keyof FeedAddresses>(
  name: Name,
  opening: OpeningWithBatches<FeedAddresses[Name]>,
): Connector => connectors[name](opening);

/** One connector for each feed, by the name of the feed. Opens no connection yet. */
export const openConnectors = (
  feeds: readonly (FeedDescription & { readonly address: FeedAddress })[],
  log: Log,
  batches: ParcelBatches,
): Map<string, Connector> =>
  new Map(
    feeds.map((feed) => [feed.name, openOne(feed.address.connector, { feed, address: feed.address, log, batches })]),
  );
