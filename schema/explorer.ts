/**
 * The GraphQL explorer of a development hub: Altair, served from its npm package, so nothing comes from another
 * host. Production has none (the package is not even installed there).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const PATH = '/explorer/';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const FIRST_QUERY = `# 令牌 token: POST /oauth/token → Authorization: Bearer …
query Me {
  me { clientId role institutionCode regionCode }
}
`;

/** The page, or `undefined` where the package is not installed. */
export async function addExplorer(app: FastifyInstance): Promise<string | undefined> {
  const altair = await import('altair-static').catch(() => undefined);
  if (altair === undefined) return undefined;
  const folder = altair.getDistDirectory();
  // Only files that were there at the start are served, by exact name: no path is ever put together from a request.
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file).split(sep).join('/'), file]),
  );
  app.get<{ Params: { '*': string } }>(`${PATH}*`, (request, reply) => {
    const file = files.get(request.params['*']);
    if (file === undefined) return reply.callNotFound();
    return reply.type(TYPES[extname(file)] ?? 'application/octet-stream').send(readFileSync(file));
  });
  return altair.renderAltair({
    baseURL: PATH,
    endpointURL: '/graphql',
    initialHeaders: { Authorization: 'Bearer ' },
    initialQuery: FIRST_QUERY,
    initialSubscriptionRequestHandlerId: 'graphql-sse',
    subscriptionsEndpoint: '/graphql/stream',
    disableAccount: true,
  });
}

/** A browser that opens the address, not a GraphQL request by GET. */
export const wantsPage = ({ method, headers, url }: FastifyRequest): boolean =>
  method === 'GET' && !url.includes('?') && (headers.accept ?? '').includes('text/html');
