/**
 * XChaCha20-Poly1305 (RFC 8439, with the nonces of draft-irtf-cfrg-xchacha) of libsodium, one nonce a seal. What is sealed
 * reads: 1 byte version, 4 bytes key id, 24 bytes nonce, ciphertext, 16 bytes tag. OpenSSL's AES-256-GCM takes four times as
 * long for a record through Node, whose every call makes an object, and leaves each ciphertext in memory of its own.
 */
import { randomFillSync } from 'node:crypto';
import {
  crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt,
  crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt,
} from 'sodium-native';
import { type Sealer, SealedDataUnreadable } from '../app/sealer';
import type { SealKey } from './seal-keys';

/**
 * No UTF-8 text begins with a continuation byte (RFC 3629), and no brotli stream with the bits 0010001 (RFC 7932, section
 * 9.1): whatever earlier releases kept in clear is told from what is sealed.
 */
const VERSION = 0x91;
const KEY_ID_AT = 1;
const NONCE_AT = 5;
const NONCE_BYTES = 24;
const TEXT_AT = NONCE_AT + NONCE_BYTES;
const TAG_BYTES = 16;
export const SEAL_BYTES = TEXT_AT + TAG_BYTES;

export function sealerOf({ sealKeys }: { readonly sealKeys: readonly SealKey[] }): Sealer {
  const keys = new Map(sealKeys.map(({ id, key }) => [Number.parseInt(id, 16), Buffer.from(key, 'base64')]));
  const [first] = sealKeys;
  const sealing = first && keys.get(Number.parseInt(first.id, 16));
  if (first === undefined || sealing === undefined) throw new Error('The key file holds no key to seal with.');
  const sealInto = sealWith(sealing, Number.parseInt(first.id, 16));
  const isSealed = (bytes: Buffer): boolean => bytes[0] === VERSION;
  return {
    keyId: first.id,
    sealBytes: SEAL_BYTES,
    sealInto,
    seal: (plain) => {
      const sealed = Buffer.allocUnsafe(plain.length + SEAL_BYTES);
      sealInto(plain, sealed, 0);
      return sealed;
    },
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

function sealWith(key: Buffer, keyId: number): Sealer['sealInto'] {
  const nextNonce = nonces();
  return (plain, target, at) => {
    const nonce = nextNonce();
    target[at] = VERSION;
    target.writeUInt32BE(keyId, at + KEY_ID_AT);
    target.set(nonce, at + NONCE_AT);
    encrypt(target.subarray(at + TEXT_AT, at + SEAL_BYTES + plain.length), plain, null, null, nonce, key);
  };
}

function openWith(key: Buffer, sealed: Buffer, keyId: number): Buffer {
  const plain = Buffer.allocUnsafe(sealed.length - SEAL_BYTES);
  try {
    decrypt(plain, null, sealed.subarray(TEXT_AT), null, sealed.subarray(NONCE_AT, TEXT_AT), key);
  } catch {
    throw new SealedDataUnreadable('SEAL_BROKEN', nameOf(keyId));
  }
  return plain;
}

const COUNTER_AT = 18;
const COUNTER_BYTES = 6;
const COUNTER_MAX = 2 ** (8 * COUNTER_BYTES) - 1;

/**
 * 144 random bits and a counter. Sealers that draw the same bits by chance would need 2^72 of them (the draft's section 3.1
 * counts on 192 random ones); one sealer repeats no counter.
 */
function nonces(): () => Buffer {
  const nonce = Buffer.allocUnsafeSlow(NONCE_BYTES);
  let count = COUNTER_MAX;
  return () => {
    if (count === COUNTER_MAX) {
      randomFillSync(nonce);
      count = 0;
    }
    nonce.writeUIntBE(count, COUNTER_AT, COUNTER_BYTES);
    count += 1;
    return nonce;
  };
}
