/** What makes a parcel the same parcel on every attempt (docs/forwarding.md). */
import { createHash } from 'node:crypto';
import type { OwnCertificate } from '../forwarding-ports';

/** SHA-256, hex, over each certificate's fields as JSON lines. */
export function parcelDigest(certificates: readonly OwnCertificate[]): string {
  const hash = createHash('sha256');
  for (const { certificateNo, version, kind, institutionCode, regionCode, data } of certificates) {
    hash.update(`${JSON.stringify([certificateNo, version, kind, institutionCode, regionCode, data])}\n`);
  }
  return hash.digest('hex');
}
