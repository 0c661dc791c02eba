/** The catalogue of ways out: one more is one file, its address beside it, one line here and one in `platform/feeds-file.ts`. */
import type { Connector, FeedDescription } from '../app/connector';
import type { Log } from '../app/ports';
import type { FeedAddress, FeedAddresses } from './address';
import { httpsFeed } from './https-feed';
import { postgresExchange } from './postgres-exchange';

/** What every connector gets: the feed, where it is, and the log. */
export interface Opening<Address> {
  readonly feed: FeedDescription;
  readonly address: Address;
  readonly log: Log;
}

type Openers = {
  readonly [Name in keyof FeedAddresses]: (opening: Opening<FeedAddresses[Name]>) => Connector;
};

export const connectors: Openers = {
  postgres: postgresExchange,
  https: httpsFeed,
};

const openOne = <Name extends keyof FeedAddresses>(name: Name, opening: Opening<FeedAddresses[Name]>): Connector =>
  connectors[name](opening);

/** One connector for each feed, by the name of the feed. Opens no connection yet. */
export const openConnectors = (
  feeds: readonly (FeedDescription & { readonly address: FeedAddress })[],
  log: Log,
): Map<string, Connector> =>
  new Map(feeds.map((feed) => [feed.name, openOne(feed.address.connector, { feed, address: feed.address, log })]));
