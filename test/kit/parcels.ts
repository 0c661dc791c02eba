/** Parcels as a delivery would make them, for who speaks to a receiver directly. */
import { randomUUID } from 'node:crypto';
import type { Parcel } from '../../src/app/connector';
import { heldDigest } from '../../src/app/forwarding/held-digest';
import type { OwnCertificate, ParcelCertificate } from '../../src/app/forwarding-ports';

export const SALT = 'salt of the feed';

export const withDigest = (certificate: OwnCertificate): ParcelCertificate => ({
  ...certificate,
  digest: heldDigest(SALT, certificate),
});

export const parcelWith = (certificates: readonly OwnCertificate[], given: Partial<Parcel> = {}): Parcel => ({
  deliveryId: randomUUID(),
  batchId: randomUUID(),
  feed: 'province-statistics',
  salt: SALT,
  certificates: certificates.map(withDigest),
  ...given,
});
