/**
 * AES-256-GCM (NIST SP 800-38D), one nonce a seal. What is sealed reads: 1 byte version, 4 bytes key id, 12 bytes nonce,
 * ciphertext, 16 bytes tag. Nonces are random, so one key seals at most 2^32 times (section 8.3): more than 300 years of
 * twelve million certificates.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomFillSync,
  type CipherGCMTypes,
  type KeyObject,
} from 'node:crypto';
import { type Sealer, SealedDataUnreadable } from '../app/sealer';
import type { SealKey } from './seal-keys';

const ALGORITHM: CipherGCMTypes = 'aes-256-gcm';

/**
 * No UTF-8 text begins with a continuation byte (RFC 3629), and no brotli stream with the bits 0010001 (RFC 7932, section
 * 9.1): whatever earlier releases kept in clear is told from what is sealed.
 */
const VERSION = 0x91;
const KEY_ID_AT = 1;
const NONCE_AT = 5;
const NONCE_BYTES = 12;
const TEXT_AT = NONCE_AT + NONCE_BYTES;
const TAG_BYTES = 16;
export const SEAL_BYTES = TEXT_AT + TAG_BYTES;

/** One call for random bytes costs as much as half a seal; one for so many nonces costs a seal nothing. */
const NONCES_PER_FILL = 1_024;

export function sealerOf({ sealKeys }: { readonly sealKeys: readonly SealKey[] }): Sealer {
  const keys = new Map(sealKeys.map(({ id, key }) => [Number.parseInt(id, 16), createSecretKey(key, 'base64')]));
  const [first] = sealKeys;
  const sealing = first && keys.get(Number.parseInt(first.id, 16));
  if (first === undefined || sealing === undefined) throw new Error('The key file holds no key to seal with.');
  const isSealed = (bytes: Buffer): boolean => bytes[0] === VERSION;
  return {
    keyId: first.id,
    seal: sealWith(sealing, Number.parseInt(first.id, 16)),
    open: (sealed) => {
      if (!isSealed(sealed) || sealed.length < SEAL_BYTES) throw new SealedDataUnreadable('SEAL_BROKEN', NO_KEY);
      const keyId = sealed.readUInt32BE(KEY_ID_AT);
      const key = keys.get(keyId);
      if (key === undefined) throw new SealedDataUnreadable('SEAL_KEY_MISSING', nameOf(keyId));
      return openWith(key, sealed, keyId);
    },
    isSealed,
  };
}

const NO_KEY = '(none)';
const nameOf = (keyId: number): string => keyId.toString(16).padStart(8, '0');

function sealWith(key: KeyObject, keyId: number): Sealer['seal'] {
  const nextNonce = noncePool();
  return (plain) => {
    const nonce = nextNonce();
    const cipher = createCipheriv(ALGORITHM, key, nonce);
    const sealed = Buffer.allocUnsafe(plain.length + SEAL_BYTES);
    sealed[0] = VERSION;
    sealed.writeUInt32BE(keyId, KEY_ID_AT);
    sealed.set(nonce, NONCE_AT);
    sealed.set(cipher.update(plain), TEXT_AT);
    cipher.final();
    sealed.set(cipher.getAuthTag(), TEXT_AT + plain.length);
    return sealed;
  };
}

function openWith(key: KeyObject, sealed: Buffer, keyId: number): Buffer {
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(NONCE_AT, TEXT_AT), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = decipher.update(sealed.subarray(TEXT_AT, tagAt));
  try {
    decipher.final();
  } catch {
    throw new SealedDataUnreadable('SEAL_BROKEN', nameOf(keyId));
  }
  return plain;
}

/** Each nonce is given once: the pool is filled anew when the last one was given. */
function noncePool(): () => Buffer {
  const pool = Buffer.allocUnsafeSlow(NONCES_PER_FILL * NONCE_BYTES);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += NONCE_BYTES;
    return pool.subarray(at - NONCE_BYTES, at);
  };
}
