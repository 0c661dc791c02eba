/** Which open `confirm` findings the institution has declared, with a reason, in the header of its batch. */
import type { RawRecord } from '../certificate/record';
import type { BatchHeader, Declaration } from '../intake/header';
import { canonicalDigest } from '../reference/canonical-digest';
import type { Finding } from './rule';

/** SHA-256 (hex) over the canonical JSON of the record. */
export const recordDigest = (record: RawRecord): string => canonicalDigest(record);

/** A declaration without a reason declares nothing. */
const givesReason = ({ reason }: Declaration): boolean => reason.trim() !== '';

/** What the institution declared about this finding of this record: by its line, or by the digest of the record. */
export function declarationFor(
  { declarations }: BatchHeader,
  record: RawRecord,
  finding: Pick<Finding, 'code' | 'line' | 'severity'>,
): Declaration | undefined {
  if (finding.severity !== 'confirm') return undefined;
  const ofRule = (declarations ?? []).filter((entry) => entry.rule === finding.code && givesReason(entry));
  if (ofRule.length === 0) return undefined;
  const ofLine = ofRule.find(({ line }) => line !== null && line !== undefined && line === finding.line);
  if (ofLine) return ofLine;
  const digest = recordDigest(record);
  return ofRule.find((entry) => entry.recordDigest === digest);
}

export const isDeclared = (header: BatchHeader, record: RawRecord, finding: Finding): boolean =>
  declarationFor(header, record, finding) !== undefined;
