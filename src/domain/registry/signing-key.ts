/**
 * Public keys with which institutions sign what they send (docs/signatures.md). A key is the DER of its
 * SubjectPublicKeyInfo, in Base64 or as PEM. Both kinds have a head of fixed bytes, so that the text alone shows which
 * one it is and nothing has to be decoded here.
 */
import type { Term } from '../reference/snapshot';

export type SigningAlgorithm = 'ED25519' | 'ECDSA_P256';

export interface RegistrySigningKey extends Term {
  /** Unique inside the institution. */
  readonly keyId: string;
  readonly institutionCode: string;
  readonly algorithm: SigningAlgorithm;
  readonly publicKey: string;
  /** From this day on nothing that it signed is trusted; `null` while it is. */
  readonly revokedOn: string | null;
}

/** A PEM with Windows line ends is shorter. */
export const PUBLIC_KEY_CHARS_MAX = 400;

const PEM = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/;
/** RFC 8410: 12 bytes of head, then the 32 bytes of the key. */
const ED25519 = /^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/;
/** RFC 5480: 26 bytes of head, 04 for an uncompressed point, then its 64 bytes. */
const ECDSA_P256 = /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/;

/** The Base64 of the key, whatever it was written in; the text itself when it is neither. */
export const publicKeyBase64 = (text: string): string => (PEM.exec(text)?.[1] ?? text).replaceAll(/\s/g, '');

/** Which kind of key the text holds; `undefined` for any other. */
export function algorithmOfKey(text: string): SigningAlgorithm | undefined {
  if (text.length > PUBLIC_KEY_CHARS_MAX) return undefined;
  const base64 = publicKeyBase64(text);
  if (ED25519.test(base64)) return 'ED25519';
  return ECDSA_P256.test(base64) ? 'ECDSA_P256' : undefined;
}
