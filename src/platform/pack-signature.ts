/** Signs published packs and verifies them when they are loaded. */
import { sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PackSigner, PublicPackKey, SignedPack } from '../app/packs/pack-ports';
import type { Keys } from './keys';
import { privateKeyOf, publicKeyOf } from './pack-keys';

/** RFC 8785 over pack and instant: what was approved is both what holds and from when. */
function signedBytes({ pack, activeFrom }: Pick<SignedPack, 'pack' | 'activeFrom'>): Buffer {
  const text = canonicalize({ activeFrom: activeFrom.toISOString(), pack });
  if (text === undefined) throw new TypeError('Not a JSON value.');
  return Buffer.from(text, 'utf8');
}

/** @throws when the first pack key of the file cannot sign. */
export function packSigner({ packKeys }: Pick<Keys, 'packKeys'>): PackSigner {
  const [first] = packKeys;
  if (first === undefined) throw new Error('The key file has no pack key.');
  const privateKey = privateKeyOf(first);
  const known = new Map(packKeys.map((key) => [key.kid, publicKeyOf(key)]));
  return {
    sign: (content) => ({
      signature: sign(null, signedBytes(content), privateKey).toString('base64'),
      keyId: first.kid,
    }),
    verifies: ({ signature, keyId, ...content }) => {
      const key = known.get(keyId);
      return key !== undefined && verify(null, signedBytes(content), key, Buffer.from(signature, 'base64'));
    },
    publicKeys: [...known].map(([keyId, key]): PublicPackKey => ({
      keyId,
      algorithm: 'ED25519',
      publicKey: key.export({ format: 'der', type: 'spki' }).toString('base64'),
    })),
  };
}
