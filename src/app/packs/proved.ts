import { canonicalDigest } from '../../domain/reference/canonical-digest';
import type { Bilingual } from '../../domain/bilingual';
import { type Pack, packName } from '../../domain/packs/pack';
import { problem } from '../../domain/packs/pack-problem';
import type { PackRow, PackSigner } from './pack-ports';

/** The digest stands beside the content, and the signature covers the content: neither was changed behind the other. */
export function isProved({ pack, digest, activeFrom, signature, keyId }: PackRow, signer: PackSigner): boolean {
  if (activeFrom === null || signature === null || keyId === null) return false;
  return canonicalDigest(pack) === digest && signer.verifies({ pack, activeFrom, signature, keyId });
}

export const notProved = (pack: Pack): Bilingual =>
  problem(`${packName(pack)} 的签名不符`, `the signature of ${packName(pack)} does not verify`);
