/**
 * RFC 9421 and RFC 9530 by hand, as somebody would write it who has only docs/receiver-https.md before them: no line of the hub's own
 * code and not the library that it uses, so that both can be held against it.
 */
import { createHash, type KeyObject, sign, verify } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  readonly host: string;
  /** With its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

const digestOf = (body: Buffer): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

function baseOf(
  { method, host, target, headers }: SignedRequest,
  names: readonly string[],
  parameters: string,
): string {
  const [path = ''] = target.split('?');
  const derived: Record<string, string> = { '@method': method, '@authority': host, '@path': path };
  const lines = names.map((name) => `"${name}": ${derived[name] ?? headers[name] ?? ''}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

/** What is wrong with the signature of a request; empty when nothing is. */
export function faultsOf(request: SignedRequest, key: KeyObject, nowMs: number): readonly string[] {
  const { headers, body } = request;
  const input = /^certhub=((\(([^)]*)\));.*)$/.exec(headers['signature-input'] ?? '');
  const signature = /^certhub=:([A-Za-z0-9+/=]+):$/.exec(headers['signature'] ?? '')?.[1];
  if (!input || signature === undefined) return ['no signature'];
  const [, parameters = '', , list = ''] = input;
  const names = list.split(' ').map((name) => name.replaceAll('"', ''));
  const created = Number(/;created=(\d+)/.exec(parameters)?.[1]);
  const base = Buffer.from(baseOf(request, names, parameters));
  return [
    ...(['@method', '@authority', '@path', 'content-digest'].every((name) => names.includes(name)) ? [] : ['covered']),
    ...(headers['content-digest'] === digestOf(body) ? [] : ['digest']),
    ...(Math.abs(nowMs / 1_000 - created) <= 300 ? [] : ['created']),
    ...(verify(null, base, key, Buffer.from(signature, 'base64')) ? [] : ['signature']),
  ];
}

export interface Signing {
  readonly key: KeyObject;
  readonly createdMs: number;
  readonly covered?: readonly string[];
  /** What is signed where it shall differ from what is sent. */
  readonly digestOf?: Buffer;
}

/** Headers of a request that a receiver sends to the hub. */
export function signedBy(
  request: Omit<SignedRequest, 'headers'>,
  { key, createdMs, covered = ['@method', '@path', 'content-digest'], digestOf: digested = request.body }: Signing,
): Record<string, string> {
  const headers = { 'content-digest': digestOf(digested) };
  const parameters = `(${covered.map((name) => `"${name}"`).join(' ')});created=${Math.floor(createdMs / 1_000)};keyid="k1"`;
  const signature = sign(null, Buffer.from(baseOf({ ...request, headers }, covered, parameters)), key);
  return { ...headers, 'signature-input': `r=${parameters}`, signature: `r=:${signature.toString('base64')}:` };
}
