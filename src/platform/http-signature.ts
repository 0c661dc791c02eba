/**
 * Signed requests between the hub and receivers: HTTP Message Signatures (RFC 9421) with Ed25519. The signature covers method, address
 * and the digest of the body (RFC 9530), so that a body is bound to what it was sent for.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { createSignatureSync, verifySignature } from 'http-message-sig';
import { algorithmOfKey, publicKeyBase64 } from '../domain/registry/signing-key';

/** How far the clocks of two sides, and the way of a request, may be apart. */
export const SIGNATURE_AGE_SECONDS_MAX = 300;
const MS_PER_SECOND = 1_000;
const ALGORITHM = 'ed25519';
/** So that a signature made for another purpose with the same key is none. */
const TAG = 'certhub-feed';
const SIGNED = ['@method', '@authority', '@path', 'content-digest'];
/** Behind a proxy the hub does not know for certain by which name it was called. */
const REQUIRED = ['@method', '@path', 'content-digest'];

export interface SigningKey {
  readonly keyId: string;
  /** Ed25519. */
  readonly key: KeyObject;
}

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

/** RFC 9530. */
export const contentDigest = (body: Buffer): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** The headers by which the receiver knows who sent the request, and that nobody changed it. */
export function signatureHeaders(
  { method, url, body }: OutgoingRequest,
  { keyId, key }: SigningKey,
  at: Date,
): Record<string, string> {
  const digest = contentDigest(body);
  const { signature, signatureInput } = createSignatureSync(
    { kind: 'request', method, targetUri: url, fields: [{ name: 'content-digest', value: digest }] },
    {
      label: 'certhub',
      components: SIGNED,
      parameters: { created: secondOf(at), keyid: keyId, alg: ALGORITHM, tag: TAG },
      signer: { algorithm: ALGORITHM, sign: (base) => sign(null, base, key) },
    },
  );
  return { 'content-digest': digest, 'signature-input': signatureInput, signature };
}

export interface IncomingRequest {
  readonly method: string;
  /** With the host by which it was called. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** Whether the key signed method, path and the digest of a body, now; the body itself may still be on its way. */
export async function isSigned({ method, url, headers }: IncomingRequest, key: KeyObject, now: Date): Promise<boolean> {
  const fields = headers.map(([name, value]) => ({ name, value }));
  const verifier = {
    algorithm: ALGORITHM,
    verify: (base: Uint8Array, signature: Uint8Array) => verify(null, base, key, signature),
  };
  const policy = {
    algorithms: [ALGORITHM],
    requiredComponents: REQUIRED,
    requiredParameters: ['created'],
    maxAge: 0,
    clockSkew: SIGNATURE_AGE_SECONDS_MAX,
    now: secondOf(now),
  };
  try {
    await verifySignature(
      { kind: 'request', method, targetUri: url, fields },
      { policy, resolveVerifier: () => verifier },
    );
    return true;
  } catch {
    // Whatever is wrong with it: a stranger is told nothing.
    return false;
  }
}

/** Whether the header names these bytes; other digests beside SHA-256 do not count. */
export const isDigestOf = (header: string | undefined, body: Buffer): boolean =>
  header !== undefined && header.split(',').some((digest) => digest.trim() === contentDigest(body));

/** @throws unless the text is the public key of an Ed25519 pair, as PEM or in Base64. */
export function ed25519PublicKey(text: string): KeyObject {
  if (algorithmOfKey(text) !== 'ED25519') throw new Error('A public key is Ed25519, as PEM or in Base64.');
  return createPublicKey({ key: Buffer.from(publicKeyBase64(text), 'base64'), format: 'der', type: 'spki' });
}

const secondOf = (at: Date): number => Math.floor(at.getTime() / MS_PER_SECOND);
