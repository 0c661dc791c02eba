import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Keys } from '../../src/platform/keys';

export interface Forgery {
  readonly claims?: object;
  readonly header?: object;
  readonly key?: 'ours' | 'other' | 'none';
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token made by hand, with one thing wrong with it or none. */
export function signJwt(
  keys: Keys,
  claims: object,
  { claims: changed = {}, header = {}, key = 'ours' }: Forgery,
): string {
  const content = `${part({ alg: 'ES256', typ: 'at+jwt', kid: keys.signingKey.kid, ...header })}.${part({ ...claims, ...changed })}`;
  if (key === 'none') return `${content}.AA`;
  const own = createPrivateKey({ key: { ...keys.signingKey }, format: 'jwk' });
  const privateKey = key === 'ours' ? own : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
