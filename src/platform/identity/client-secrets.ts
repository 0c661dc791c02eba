import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** A secret for a new client, shown once and never stored. URL-safe, so it needs no escaping in HTTP Basic. */
export const newClientSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/**
 * SHA-256 as hex: all that is stored. A slow password hash would add nothing: nobody can guess 32 random bytes.
 */
export const hashClientSecret = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

/** In constant time. */
export function matchesSecret(secret: string, secretHash: string): boolean {
  const offered = Buffer.from(hashClientSecret(secret), 'hex');
  const stored = Buffer.from(secretHash, 'hex');
  return stored.length === offered.length && timingSafeEqual(offered, stored);
}
