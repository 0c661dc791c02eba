import { canonicalDigest } from './canonical-digest';
import type { Snapshot } from './snapshot';

/** SHA-256 (hex) of the snapshot's canonical JSON; stored with every verdict. */
export const snapshotDigest = (snapshot: Snapshot): string => canonicalDigest(snapshot);
