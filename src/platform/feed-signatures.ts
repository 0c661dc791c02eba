/** Whether a request comes from the receiver that it says it comes from: by the key that the feeds file gives for it. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { FeedConfig } from './feeds-file';
import { ed25519PublicKey, type IncomingRequest, isSigned } from './http-signature';

export type FeedSigned = (feed: string, request: IncomingRequest, now: Date) => Promise<boolean>;

/** A feed that there is none of takes as long as a wrong signature: nobody learns the names of feeds. */
export function feedSignatures(feeds: readonly Pick<FeedConfig, 'name' | 'address'>[]): FeedSigned {
  const keys = new Map<string, KeyObject>();
  for (const { name, address } of feeds) {
    if (address.connector !== 'https' || address.receiverKey === undefined) continue;
    keys.set(name, ed25519PublicKey(address.receiverKey));
  }
  const nobody = generateKeyPairSync('ed25519').publicKey;
  return async (feed, request, now) => {
    const key = keys.get(feed);
    const signed = await isSigned(request, key ?? nobody, now);
    return signed && key !== undefined;
  };
}
