import { canonicalDigest } from '../../domain/reference/canonical-digest';
import type { PackRow, PackSigner } from './pack-ports';

/** The digest stands beside the content, and the signature covers the content: neither was changed behind the other. */
export function isProved({ pack, digest, activeFrom, signature, keyId }: PackRow, signer: PackSigner): boolean {
  if (activeFrom === null || signature === null || keyId === null) return false;
  return canonicalDigest(pack) === digest && signer.verifies({ pack, activeFrom, signature, keyId });
}
