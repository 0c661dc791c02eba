/** Where a receiver listens, by which keys both sides know each other, as the feeds file says it. */
import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { algorithmOfKey } from '../domain/registry/signing-key';

const PATH_MAX = 1_000;
const KEY_ID_MAX = 100;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

/** A query, a fragment or a password in it would be lost or shown. */
export function isHttpsAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || /[?#@]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

export const httpsUrl = z
  .string({ error: 'must be a text' })
  .refine(
    isHttpsAddress,
    'must be a URL like https://feeds.province.example.cn/certhub, without user, query and fragment; http only on this machine',
  );

export const filePath = z
  .string({ error: 'must be the path of a file' })
  .min(1, 'must be the path of a file')
  .max(PATH_MAX, `must have at most ${PATH_MAX} characters`);

export const httpsAddress = {
  url: httpsUrl,
  /** Ed25519, PEM (PKCS #8): what the hub signs with. */
  signingKeyFile: filePath,
  /** By which the receiver finds the public key. */
  signingKeyId: z
    .string({ error: 'must be a text' })
    .regex(
      /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/,
      `must be 1 to ${KEY_ID_MAX} visible characters of ASCII, without " and \\`,
    )
    .optional(),
  answers: z.enum(['ask', 'callback'], { error: 'must be ask or callback' }).default('ask'),
  /** Ed25519: what the receiver signs answers with that it sends by itself. */
  receiverKey: z
    .string({ error: 'must be a text' })
    .refine((text) => algorithmOfKey(text) === 'ED25519', 'must be an Ed25519 public key, as PEM or its Base64')
    .optional(),
  /** Certificates of those who may have issued the receiver's, in place of the system's. */
  caFile: filePath.optional(),
  clientCertificateFile: filePath.optional(),
  clientKeyFile: filePath.optional(),
};

export interface HttpsAddress {
  readonly connector: 'https';
  readonly url: string;
  readonly signingKeyFile: string;
  readonly signingKeyId?: string | undefined;
  readonly answers: 'ask' | 'callback';
  readonly receiverKey?: string | undefined;
  readonly caFile?: string | undefined;
  readonly clientCertificateFile?: string | undefined;
  readonly clientKeyFile?: string | undefined;
}

interface Pairs {
  readonly answers?: unknown;
  readonly receiverKey?: unknown;
  readonly clientCertificateFile?: unknown;
  readonly clientKeyFile?: unknown;
}

/** What is of no use without the other. */
export function problemsOfHttps(
  given: Pairs,
): readonly { readonly path: readonly string[]; readonly message: string }[] {
  const lacks = (name: keyof Pairs, because: string): { path: string[]; message: string } => ({
    path: [name],
    message: `must be there, because ${because}`,
  });
  const { answers, receiverKey, clientCertificateFile, clientKeyFile } = given;
  return [
    ...(answers === 'callback' && receiverKey === undefined
      ? [lacks('receiverKey', 'answers that come by themselves are known by it')]
      : []),
    ...(clientKeyFile !== undefined && clientCertificateFile === undefined
      ? [lacks('clientCertificateFile', 'clientKeyFile is')]
      : []),
    ...(clientCertificateFile !== undefined && clientKeyFile === undefined
      ? [lacks('clientKeyFile', 'clientCertificateFile is')]
      : []),
  ];
}
