/** Tokens that the hub must refuse, made from a good one and the hub's own key file. */
import { readFileSync } from 'node:fs';
import type { Keys } from '../../src/platform/keys';
import { signJwt } from './sign-jwt';

const HOUR_SECONDS = 3_600;

const claimsOf = (bearer: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

/** Rightly signed, an hour too old. */
export function expiredBearer(keysFile: string, good: string): string {
  const keys = JSON.parse(readFileSync(keysFile, 'utf8')) as Keys;
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const claims = { iat: nowSeconds - 2 * HOUR_SECONDS, exp: nowSeconds - HOUR_SECONDS };
  return `Bearer ${signJwt(keys, claimsOf(good), { claims })}`;
}

/** Signed by nobody: the claims say another institution than the signature covers. */
export function tamperedBearer(good: string): string {
  const [head = '', , signature = ''] = good.split('.');
  const claims = { ...claimsOf(good), role: 'OPERATOR', institution: undefined };
  return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}
