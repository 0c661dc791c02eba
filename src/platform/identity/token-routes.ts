import { OAUTH_PATH } from './access-token';

export interface TokenRoute {
  /** As the provider sees it, under its mount point. */
  readonly url: string;
  readonly originalUrl: string;
}

const METADATA = '/.well-known/oauth-authorization-server';
const OPEN: Readonly<Record<string, readonly string[]>> = {
  '/token': ['POST', 'OPTIONS'],
  '/jwks': ['GET', 'HEAD', 'OPTIONS'],
  '/.well-known/openid-configuration': ['GET', 'HEAD', 'OPTIONS'],
  [METADATA]: ['GET', 'HEAD', 'OPTIONS'],
};

/** The provider knows more addresses than these; what is not listed does not exist. */
export function routeOf(method: string | undefined, url: string | undefined): TokenRoute | undefined {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  // RFC 8414 puts the metadata of an issuer with a path before that path.
  const inside =
    path === `${METADATA}${OAUTH_PATH}`
      ? METADATA
      : path.startsWith(`${OAUTH_PATH}/`)
        ? path.slice(OAUTH_PATH.length)
        : undefined;
  if (inside === undefined || !(OPEN[inside] ?? []).includes(method ?? '')) return undefined;
  return { url: inside, originalUrl: `${OAUTH_PATH}${inside}` };
}

const FIELDS = [
  'issuer',
  'token_endpoint',
  'jwks_uri',
  'grant_types_supported',
  'response_types_supported',
  'token_endpoint_auth_methods_supported',
];

/** Keeps of the metadata what a client-credentials server has; the rest speaks of log-in pages that are not there. */
export async function metadataOfRfc8414(
  ctx: { body: unknown; path: string },
  next: () => Promise<void>,
): Promise<void> {
  await next();
  if (
    !ctx.path.startsWith('/.well-known/') ||
    typeof ctx.body !== 'object' ||
    ctx.body === null ||
    !('issuer' in ctx.body)
  )
    return;
  ctx.body = Object.fromEntries(Object.entries(ctx.body).filter(([field]) => FIELDS.includes(field)));
}
