import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ROLES, type Caller, type Role } from '../../app/caller';
import type { Keys } from '../keys';
import type { Log } from '../log';
import { TOKEN_ALGORITHM, TOKEN_TYPE } from './access-token';

/** `absent`: no Authorization header. `expired`: ours, but over; a new one helps. `invalid`: everything else. */
export type TokenOutcome = Caller | 'absent' | 'expired' | 'invalid';

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const TOKEN_CHARACTERS_MAX = 4_096;
/** Bounded, so that made-up tokens cannot fill the memory; only good tokens get in anyway. */
const CACHED_TOKENS_MAX = 10_000;

/**
 * Checks signature, issuer, audience, type and term of a bearer token. A token that was good once is known by its
 * digest until it expires, because a system sends the same one for minutes and a signature check costs 0.1 ms.
 * A disabled client's last token therefore lives on until it expires, at most CERTHUB_TOKEN_SECONDS (600 at most).
 * A token of our own key that names another issuer comes from a process with another public address: told once, because
 * callers would only hear that every other request is refused.
 */
export function verifyToken(
  keys: Keys,
  issuer: string,
  audience: string,
  log?: Pick<Log, 'error'>,
): (authorization: string | undefined) => Promise<TokenOutcome> {
  const known = new LRUCache<string, Caller>({ max: CACHED_TOKENS_MAX });
  const key = createPublicKey({ key: { ...keys.signingKey }, format: 'jwk' });
  let isTold = false;
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return 'absent';
    const token = authorization.length <= TOKEN_CHARACTERS_MAX ? BEARER.exec(authorization)?.[1] : undefined;
    if (token === undefined) return 'invalid';
    const digest = createHash('sha256').update(token).digest('base64');
    const cached = known.get(digest);
    if (cached) return cached;
    const checked = await check(token, key, issuer, audience);
    if (checked === 'other-issuer') {
      if (!isTold)
        log?.error({}, 'A token of this hub names another issuer: CERTHUB_PUBLIC_URL differs between processes.');
      isTold = true;
      return 'invalid';
    }
    if (typeof checked === 'string') return checked;
    known.set(digest, checked.caller, { ttl: Math.max(1, checked.expiresAtMs - Date.now()) });
    return checked.caller;
  };
}

type Checked = { readonly caller: Caller; readonly expiresAtMs: number } | 'expired' | 'invalid' | 'other-issuer';

async function check(token: string, key: KeyObject, issuer: string, audience: string): Promise<Checked> {
  const { jwtVerify, errors } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: [TOKEN_ALGORITHM],
      typ: TOKEN_TYPE,
      requiredClaims: ['exp', 'client_id', 'role'],
    });
    const caller = callerOf(payload);
    const expiresAtMs = (payload.exp ?? 0) * 1_000;
    return caller && expiresAtMs > Date.now() ? { caller, expiresAtMs } : 'invalid';
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    // Claims are looked at only once the signature is good.
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') return 'other-issuer';
    if (error instanceof errors.JOSEError) return 'invalid';
    throw error;
  }
}

function callerOf(claims: Readonly<Record<string, unknown>>): Caller | undefined {
  const { client_id: clientId, role, institution = null, region = null } = claims;
  if (typeof clientId !== 'string' || !isRole(role) || !isTextOrNull(institution) || !isTextOrNull(region))
    return undefined;
  return Object.freeze({ clientId, role, institutionCode: institution, regionCode: region });
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
