/**
 * OAuth 2.0 client credentials by oidc-provider. Every page, grant and endpoint that it has for people is off: what is
 * served is the token endpoint, the public keys and the metadata, and nothing else (see `token-routes.ts`).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Role } from '../../app/caller';
import type { Keys } from '../keys';
import type { Log } from '../log';
import { matchesSecret } from './client-secrets';
import { loadProvider } from './load-provider';
import { providerContext } from './provider-context';
import { providerSettings } from './provider-settings';
import { metadataOfRfc8414, routeOf, type TokenRoute } from './token-routes';

/** A registered system. `secretHash` is what `hashClientSecret` gives. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly secretHash: string;
  readonly role: Role;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  readonly name: string;
  readonly disabledAt: Date | null;
}

export interface TokenIssuerOptions {
  /** `issuerUrlOf(publicUrl)`; every address in the metadata is derived from it, never from a request. */
  readonly issuerUrl: string;
  readonly keys: Keys;
  /** Asked at every token request, so a client that was disabled gets no further token. */
  readonly findClient: (clientId: string) => Promise<RegisteredClient | undefined>;
  readonly tokenSeconds: number;
  readonly log: Log;
}

/** Answers one request under `/oauth` (or the metadata address of RFC 8414), body unread. Errors have RFC 6749's shape. */
export type TokenIssuer = (request: IncomingMessage, response: ServerResponse) => void;

export async function createTokenIssuer(options: TokenIssuerOptions): Promise<TokenIssuer> {
  const { issuerUrl, log } = options;
  const { Provider, errors } = await loadProvider(log);
  const during = await providerContext();
  const provider = new Provider(
    issuerUrl,
    providerSettings({
      ...options,
      findRegistration: (clientId) => registration(options, clientId),
      refuseResource: (reason) => {
        throw new errors.InvalidTarget(reason);
      },
    }),
  );
  // The provider compares secrets as text; ours is a hash, so what is compared is the hash of what was sent.
  provider.Client.prototype.compareClientSecret = function compareHash(
    this: { clientSecret?: string | undefined },
    offered: string,
  ): boolean {
    return this.clientSecret !== undefined && matchesSecret(offered, this.clientSecret);
  };
  provider.proxy = true;
  provider.use(metadataOfRfc8414);
  provider.on('grant.error', (ctx, error) =>
    log.info(
      { clientId: ctx.oidc.client?.clientId, refusal: error.error, detail: error.error_detail },
      'token refused',
    ),
  );
  provider.on('server_error', (_ctx, err) => log.error({ err }, 'token endpoint failed'));
  const answer = provider.callback();
  return serve((request, response) => during(() => answer(request, response)), issuerUrl);
}

async function registration({ findClient }: TokenIssuerOptions, clientId: string) {
  const client = await findClient(clientId);
  if (!client || client.disabledAt !== null) return undefined;
  return {
    client_id: client.clientId,
    client_secret: client.secretHash,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_basic' as const,
    certhub_role: client.role,
    ...(client.institutionCode === null ? {} : { certhub_institution: client.institutionCode }),
    ...(client.regionCode === null ? {} : { certhub_region: client.regionCode }),
  };
}

function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  issuerUrl: string,
): TokenIssuer {
  const { host, protocol } = new URL(issuerUrl);
  return (request, response) => {
    const route: TokenRoute | undefined = routeOf(request.method, request.url);
    if (!route) {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":"invalid_request","error_description":"no such address"}');
      return;
    }
    // Addresses in answers come from these; a caller's Host header must not choose where others send their secrets.
    request.headers.host = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    delete request.headers['x-forwarded-host'];
    Object.assign(request, { originalUrl: route.originalUrl });
    request.url = route.url;
    // JSON for everybody: a browser's Accept header would get an HTML page instead of RFC 6749's error.
    request.headers.accept = 'application/json';
    void answer(request, response);
  };
}
