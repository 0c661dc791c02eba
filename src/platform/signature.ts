/** Verifies what an institution signed (docs/signatures.md) by the key that it registered. */
import { createPublicKey, verify } from 'node:crypto';
import type { CheckedBatch, Stores } from '../app/ports';
import { cstDate } from '../domain/calendar/cst';
import { signedText } from '../domain/intake/signed-manifest';
import { publicKeyBase64, type RegistrySigningKey } from '../domain/registry/signing-key';
import type { HubFacts } from '../domain/rules/batch-context';

type VerifyingKey = Pick<RegistrySigningKey, 'algorithm' | 'publicKey'>;

/** Ed25519 has its digest built in; ECDSA is taken over SHA-256. */
const DIGESTS = { ED25519: null, ECDSA_P256: 'sha256' } as const;
/** R and S side by side, as WebCrypto gives them; everything longer is DER, as OpenSSL gives it. */
const RAW_P256_BYTES = 64;

/** False also for a signature that is no Base64 and for a key that no point of the curve belongs to. */
export function verifiesSignature({ algorithm, publicKey }: VerifyingKey, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== signature) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKeyBase64(publicKey), 'base64'),
      format: 'der',
      type: 'spki',
    });
    const dsaEncoding = bytes.length === RAW_P256_BYTES ? 'ieee-p1363' : 'der';
    return verify(DIGESTS[algorithm], Buffer.from(text), { key, dsaEncoding }, bytes);
  } catch {
    return false;
  }
}

/**
 * What the hub knows of a batch's signature, by the keys as they are registered now: a key that was revoked after the
 * seal counts by the day of its revocation. The seal has compared the digest with the received bytes already.
 */
export async function signatureOf(batch: CheckedBatch, { registry }: Stores): Promise<HubFacts['signature']> {
  const { signature, keyId, institutionCode } = batch;
  if (signature === null) return undefined;
  const signedOn = cstDate(batch.sealedAt);
  const key = keyId === null ? undefined : await registry.signingKey(institutionCode, keyId);
  if (key === undefined || keyId === null) return { verifies: undefined, key: undefined, signedOn };
  const { from, to, revokedOn } = key;
  return {
    verifies: verifiesSignature(key, signedText({ ...batch, keyId }), signature),
    key: { from, to, revokedOn },
    signedOn,
  };
}
