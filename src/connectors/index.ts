/** The catalogue of ways out: one more is one file, its address beside it, one line here and one in `platform/feeds-file.ts`. */
import type { Connector, FeedDescription } from '../app/connector';
import type { Log } from '../app/ports';
import type { FeedAddress } from './address';
import { postgresExchange } from './postgres-exchange';

/** What every connector gets: the feed, where it is, and the log. */
export interface Opening<Address> {
  readonly feed: FeedDescription;
  readonly address: Address;
  readonly log: Log;
}

type Openers = {
  readonly [Name in FeedAddress['connector']]: (
    opening: Opening<Extract<FeedAddress, { readonly connector: Name }>>,
  ) => Connector;
};

export const connectors: Openers = {
  postgres: postgresExchange,
};

/** One connector for each feed, by the name of the feed. Opens no connection yet. */
export const openConnectors = (
  feeds: readonly (FeedDescription & { readonly address: FeedAddress })[],
  log: Log,
): Map<string, Connector> =>
  new Map(feeds.map((feed) => [feed.name, connectors[feed.address.connector]({ feed, address: feed.address, log })]));
