/**
 * The first 13 characters of a certificate number (parts 1 to 4) against the codes filed for the institution's sites.
 * Each of CMP-002 to 005 judges its own part against one and the same prefix: the record's own site, or, when that is
 * not filed (CMP-020 speaks of it), the filed one that agrees with the number in most parts.
 */
import type { CertificateNumber } from '../certificate/certificate-number';
import { partsOf } from '../certificate/certificate-number';
import type { Reading } from '../certificate/reading';
import type { BatchContext } from './batch-context';

export type PrefixPart = 'category' | 'institution' | 'province' | 'siteSerial';
const PREFIX_PARTS: readonly PrefixPart[] = ['category', 'institution', 'province', 'siteSerial'];

const agreement = (number: CertificateNumber, other: CertificateNumber): number =>
  PREFIX_PARTS.filter((part) => number[part] === other[part]).length;

type Sites = BatchContext['sitesByCode'];

function prefixFor(
  number: CertificateNumber,
  siteCode: string | undefined,
  sites: Sites,
): CertificateNumber | undefined {
  if (siteCode !== undefined && sites.has(siteCode)) return partsOf(siteCode);
  let best: CertificateNumber | undefined;
  for (const code of sites.keys()) {
    const candidate = partsOf(code);
    if (best === undefined || agreement(number, candidate) > agreement(number, best)) best = candidate;
  }
  return best;
}

/** The prefix that the number should have, where it has another one; `undefined` when all four parts are right. */
export function prefixMissed(
  number: CertificateNumber,
  { certificateNo, siteCode }: Pick<Reading, 'certificateNo' | 'siteCode'>,
  sites: Sites,
): CertificateNumber | undefined {
  const agrees = siteCode !== undefined && certificateNo?.startsWith(siteCode) === true;
  if (agrees && sites.has(siteCode)) return undefined;
  const prefix = prefixFor(number, siteCode, sites);
  return prefix !== undefined && agreement(number, prefix) < PREFIX_PARTS.length ? prefix : undefined;
}
