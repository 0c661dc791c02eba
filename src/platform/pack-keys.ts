/** The key that signs published packs: Ed25519 (RFC 8032), kept as a JWK (RFC 8037). */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';

const SEED_BYTES = 32;
/** RFC 8410: what stands before the 32 bytes of a private key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const DERIVED_FOR = 'CertHub pack signing key 1';

/** The first key of the file signs and has `d`; a former one keeps its public half, so that what it signed still verifies. */
export const packKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
  d: z.string().min(1).optional(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string().min(1),
});
export type PackKey = Readonly<z.infer<typeof packKey>>;

export const newPackKey = (): PackKey => jwkOf(generateKeyPairSync('ed25519').privateKey);

/**
 * The key of a file that was made before packs were signed. It follows from the file's own secret, so that processes
 * which upgrade the file at the same moment write the same bytes, and one that may not write has the same key.
 */
export function derivedPackKey(secret: Buffer): PackKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), DERIVED_FOR, SEED_BYTES));
  return jwkOf(createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' }));
}

function jwkOf(key: KeyObject): PackKey {
  const { x, d } = key.export({ format: 'jwk' });
  return packKey.parse({ kty: 'OKP', crv: 'Ed25519', x, d, alg: 'EdDSA', use: 'sig', kid: thumbprint(String(x)) });
}

/** RFC 7638 with the members of RFC 8037. */
const thumbprint = (x: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');

export const publicKeyOf = ({ kty, crv, x }: PackKey): KeyObject =>
  createPublicKey({ key: { kty, crv, x }, format: 'jwk' });

/** @throws when the key has its public half only. */
export function privateKeyOf({ kty, crv, x, d }: PackKey): KeyObject {
  if (d === undefined) throw new Error('The first pack key of the key file cannot sign: it lacks d.');
  return createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
}
