import type { AdapterPayload, Configuration } from 'oidc-provider' with { 'resolution-mode': 'import' };
import type { Keys } from '../keys';
import { API_AUDIENCE, TOKEN_ALGORITHM } from './access-token';
import { forgetfulAdapter } from './forgetful-adapter';

/** Names of our own in a client's metadata, and the claims they become in its tokens. */
const CLAIMS = { certhub_role: 'role', certhub_institution: 'institution', certhub_region: 'region' } as const;

export interface ProviderNeeds {
  readonly keys: Keys;
  readonly tokenSeconds: number;
  readonly findRegistration: (clientId: string) => Promise<AdapterPayload | undefined>;
  /** Throws the provider's own error, so that the answer gets its shape. */
  readonly refuseResource: (reason: string) => never;
}

/** Client credentials and nothing else. What is listed as off is on by default. */
export function providerSettings({
  keys,
  tokenSeconds,
  findRegistration,
  refuseResource,
}: ProviderNeeds): Configuration {
  return {
    adapter: forgetfulAdapter(findRegistration),
    jwks: { keys: [keys.signingKey] },
    cookies: { keys: [...keys.cookieKeys] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    responseTypes: [],
    scopes: [],
    claims: {},
    routes: { token: '/token', jwks: '/jwks' },
    ttl: { ClientCredentials: tokenSeconds },
    clientDefaults: { id_token_signed_response_alg: TOKEN_ALGORITHM },
    clientBasedCORS: () => false,
    extraClientMetadata: { properties: Object.keys(CLAIMS) },
    extraTokenClaims: ({ oidc: { client } }) =>
      Object.fromEntries(
        Object.entries(CLAIMS).flatMap(([property, claim]) => {
          const value: unknown = client?.[property];
          return typeof value === 'string' ? [[claim, value]] : [];
        }),
      ),
    findAccount: () => undefined,
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        // A client need not name the resource: there is one.
        defaultResource: () => API_AUDIENCE,
        getResourceServerInfo: (_ctx, resource) =>
          resource === API_AUDIENCE
            ? apiResource(tokenSeconds)
            : refuseResource(`the only resource is ${API_AUDIENCE}`),
      },
    },
  };
}

const apiResource = (accessTokenTTL: number) => ({
  scope: '',
  audience: API_AUDIENCE,
  accessTokenTTL,
  accessTokenFormat: 'jwt' as const,
  jwt: { sign: { alg: TOKEN_ALGORITHM } },
});
