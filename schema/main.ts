/** The API process: the body of the hub, listening. Ends when `close` has let requests under way finish. */
import type { AddressInfo } from 'node:net';
import { type Instruments, NO_INSTRUMENTS } from '../src/app/instruments';
import type { Hub } from '../src/app/ports';
import { publicUrlAt, type Config } from '../src/platform/config';
import { feedSignatures } from '../src/platform/feed-signatures';
import { HTTP_LIMITS } from '../src/platform/http-limits';
import { isDigestOf } from '../src/platform/http-signature';
import { API_AUDIENCE, issuerUrlOf } from '../src/platform/identity/access-token';
import { createTokenIssuer, type RegisteredClient } from '../src/platform/identity/token-issuer';
import { verifyToken } from '../src/platform/identity/verify-token';
import type { Keys } from '../src/platform/keys';
import type { Log } from '../src/platform/log';
import { ROLES, type Role } from '../src/app/caller';
import { createServer, type ServerParts } from './server';

export interface Api {
  /** Where callers reach it, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startApi(
  { hub, keys, hubOf, replicas }: { readonly hub: Hub; readonly keys: Keys } & Pick<ServerParts, 'hubOf' | 'replicas'>,
  config: Config,
  log: Log,
  instruments: Instruments = NO_INSTRUMENTS,
): Promise<Api> {
  const doors = lateDoors();
  const app = await createServer(hub, {
    ...doors.parts,
    ...(hubOf === undefined ? {} : { hubOf }),
    replicas,
    development: config.mode === 'development',
    limits: HTTP_LIMITS,
    receivers: { isSigned: feedSignatures(config.feeds), isDigestOf },
    instruments,
  });
  await app.listen({ host: config.host, port: config.port });
  const url = publicUrlAt(config, portOf(app.server.address()));
  try {
    doors.open(await openIdentity(hub, keys, url, config.tokenSeconds, log));
  } catch (error) {
    await app.close();
    throw error;
  }
  return { url, close: () => app.close() };
}

type Identity = Pick<ServerParts, 'identify' | 'issueToken'>;

/**
 * Tokens name their issuer by the public address, which with port 0 is known only once the server listens.
 * A request that comes in between waits.
 */
function lateDoors(): { readonly parts: Identity; open(identity: Identity): void } {
  let open: (identity: Identity) => void = () => undefined;
  const opened = new Promise<Identity>((resolve) => {
    open = resolve;
  });
  return {
    parts: {
      identify: async (authorization) => (await opened).identify(authorization),
      issueToken: (request, response) => void opened.then(({ issueToken }) => issueToken(request, response)),
    },
    open,
  };
}

async function openIdentity(
  hub: Hub,
  keys: Keys,
  publicUrl: string,
  tokenSeconds: number,
  log: Log,
): Promise<Identity> {
  const issuerUrl = issuerUrlOf(publicUrl);
  const issueToken = await createTokenIssuer({
    issuerUrl,
    keys,
    tokenSeconds,
    log,
    findClient: (clientId) => hub.transaction(async (stores) => registered(await stores.registry.client(clientId))),
  });
  return { issueToken, identify: verifyToken(keys, issuerUrl, API_AUDIENCE, log) };
}

type StoredClient = Omit<RegisteredClient, 'role'> & { readonly role: string };
const isRole = (role: string): role is Role => ROLES.some((known) => known === role);

/** A role that this release does not know gets no token. */
const registered = (client: StoredClient | undefined): RegisteredClient | undefined =>
  client === undefined || !isRole(client.role) ? undefined : { ...client, role: client.role };

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port.');
  return address.port;
}
