import { canonicalDigest } from './canonical-digest';
import type { Snapshot } from './snapshot';

/**
 * SHA-256 (hex) of the snapshot's canonical JSON without `asOf`; stored with every verdict. The moment says when one
 * looked, not what one saw: a snapshot exported before the upload has the digest of the one frozen at the seal, as long
 * as nothing in the registry changed in between.
 */
export function snapshotDigest({ asOf: _asOf, ...content }: Snapshot): string {
  return canonicalDigest(content);
}
