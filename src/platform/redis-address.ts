/**
 * What `REDIS_URL` names: one server, as everybody writes it, or some nodes of a cluster, from which the others are learned:
 * `redis-cluster://user:password@host:6379,host:6380`. With `rediss` in front TLS is spoken.
 */
export type RedisAddress =
  | { readonly kind: 'server'; readonly url: string }
  | {
      readonly kind: 'cluster';
      readonly nodes: readonly { readonly host: string; readonly port: number }[];
      readonly username: string | undefined;
      readonly password: string | undefined;
      readonly isTls: boolean;
    };

const CLUSTER = /^(rediss?)-cluster:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^@/?#]+)\/?$/;
const DEFAULT_PORT = 6_379;

/** `undefined` for what is neither. */
export function redisAddress(text: string): RedisAddress | undefined {
  const cluster = CLUSTER.exec(text);
  if (cluster === null) {
    const protocol = URL.parse(text)?.protocol;
    return protocol === 'redis:' || protocol === 'rediss:' ? { kind: 'server', url: text } : undefined;
  }
  const [, scheme, username, password, hosts = ''] = cluster;
  const nodes = hosts.split(',').map(nodeOf);
  const known = nodes.filter((node) => node !== undefined);
  const credentials = [username, password].map(decoded);
  if (known.length < nodes.length || credentials.includes(null)) return undefined;
  return {
    kind: 'cluster',
    nodes: known,
    username: credentials[0] ?? undefined,
    password: credentials[1] ?? undefined,
    isTls: scheme === 'rediss',
  };
}

function nodeOf(text: string): { host: string; port: number } | undefined {
  const url = URL.parse(`redis://${text}`);
  if (url === null || url.hostname === '' || url.pathname !== '') return undefined;
  // IPv6 stands in brackets in a URL and without them in a connection.
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port === '' ? DEFAULT_PORT : Number(url.port) };
}

/** `undefined` where nothing is said, `null` where it cannot be read. */
function decoded(part: string | undefined): string | null | undefined {
  if (part === undefined || part === '') return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
