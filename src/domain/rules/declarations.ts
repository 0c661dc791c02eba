/** Which open `confirm` findings the institution has declared, with a reason, in the header of its batch. */
import type { RawRecord } from '../certificate/record';
import type { BatchHeader, Declaration } from '../intake/header';
import { canonicalDigest } from '../reference/canonical-digest';
import type { Finding } from './rule';

/** SHA-256 (hex) over the canonical JSON of the record. */
export const recordDigest = (record: RawRecord): string => canonicalDigest(record);

/** A declaration without a reason declares nothing. */
const givesReason = ({ reason }: Declaration): boolean => reason.trim() !== '';

/** The declarations of one header, each found by one look. */
export interface DeclarationIndex {
  /** Codes of the rules that something is declared about. */
  readonly rules: readonly string[];
  byLine(rule: string, line: number | null): Declaration | undefined;
  /** False when the digest of a record need not be taken for this rule. */
  asksDigest(rule: string): boolean;
  byDigest(rule: string, recordDigest: string): Declaration | undefined;
}

/** Of several declarations of the same rule and place the first stands. */
export function declarationIndex({ declarations }: BatchHeader): DeclarationIndex {
  const lines = new Map<string, Declaration>();
  const digests = new Map<string, Declaration>();
  const digestRules = new Set<string>();
  const withReason = (declarations ?? []).filter(givesReason);
  for (const entry of withReason.toReversed()) {
    const { rule, line, recordDigest: digest } = entry;
    if (digest === null || digest === undefined) {
      // Neither line nor digest speaks of the batch as a whole.
      lines.set(`${rule} ${line ?? null}`, entry);
      continue;
    }
    digests.set(`${rule} ${digest}`, entry);
    digestRules.add(rule);
  }
  return {
    rules: [...new Set(withReason.map(({ rule }) => rule))],
    byLine: (rule, line) => lines.get(`${rule} ${line}`),
    asksDigest: (rule) => digestRules.has(rule),
    byDigest: (rule, digest) => digests.get(`${rule} ${digest}`),
  };
}

/**
 * What the institution declared about this finding: by its line, by the digest of the record, or, about a finding of the
 * whole batch, by neither.
 */
export function declarationOf(
  declared: DeclarationIndex,
  { code, line, severity }: Pick<Finding, 'code' | 'line' | 'severity'>,
  record?: RawRecord,
): Declaration | undefined {
  if (severity !== 'confirm') return undefined;
  const ofLine = declared.byLine(code, line);
  if (ofLine !== undefined || record === undefined || !declared.asksDigest(code)) return ofLine;
  return declared.byDigest(code, recordDigest(record));
}
