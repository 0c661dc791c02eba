/**
 * The first 13 characters of a certificate number (parts 1 to 4) against the codes filed for the institution's sites.
 * Each of CMP-002 to 005 judges its own part against one and the same prefix: the record's own site, or, when that is
 * not filed (CMP-020 speaks of it), the filed one that agrees with the number in most parts.
 */
import type { CertificateNumber } from '../certificate/certificate-number';
import { partsOf } from '../certificate/certificate-number';
import type { RecordContext } from './record-context';

export type PrefixPart = 'category' | 'institution' | 'province' | 'siteSerial';
const PREFIX_PARTS: readonly PrefixPart[] = ['category', 'institution', 'province', 'siteSerial'];

const agreement = (number: CertificateNumber, other: CertificateNumber): number =>
  PREFIX_PARTS.filter((part) => number[part] === other[part]).length;

function prefixFor(number: CertificateNumber, { batch, reading }: RecordContext): CertificateNumber | undefined {
  const { siteCode } = reading;
  if (siteCode !== undefined && batch.sitesByCode.has(siteCode)) return partsOf(siteCode);
  let best: CertificateNumber | undefined;
  for (const code of batch.sitesByCode.keys()) {
    const candidate = partsOf(code);
    if (best === undefined || agreement(number, candidate) > agreement(number, best)) best = candidate;
  }
  return best;
}

/** The prefix that the number should have, where it has another one; `undefined` when all four parts are right. */
export function prefixMissed(context: RecordContext): CertificateNumber | undefined {
  const { number, reading } = context;
  const { siteCode } = reading;
  if (number === undefined) return undefined;
  const agrees = siteCode !== undefined && reading.certificateNo?.startsWith(siteCode) === true;
  if (agrees && context.batch.sitesByCode.has(siteCode)) return undefined;
  const prefix = prefixFor(number, context);
  return prefix !== undefined && agreement(number, prefix) < PREFIX_PARTS.length ? prefix : undefined;
}
