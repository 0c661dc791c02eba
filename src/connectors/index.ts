/** The catalogue of ways out: one more is one file, one line here and its name in the feeds file. */
import type { Connector } from '../app/connector';
import type { Log } from '../app/ports';
import { postgresExchange } from './postgres-exchange';

interface FeedAddress {
  readonly name: string;
  readonly connector: ConnectorName;
  readonly url: string;
}

export const connectors = {
  postgres: postgresExchange,
} as const satisfies Record<string, (feed: { readonly name: string; readonly url: string }, log: Log) => Connector>;

export type ConnectorName = keyof typeof connectors;

/** One connector for each feed, by the name of the feed. Opens no connection yet. */
export const openConnectors = (feeds: readonly FeedAddress[], log: Log): Map<string, Connector> =>
  new Map(feeds.map((feed) => [feed.name, connectors[feed.connector](feed, log)]));
