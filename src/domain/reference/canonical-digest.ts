import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';

/** SHA-256 (hex) over the canonical JSON (RFC 8785). Throws TypeError for what is no JSON. */
export function canonicalDigest(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Not a JSON value.');
  return bytesToHex(sha256(utf8ToBytes(text)));
}
