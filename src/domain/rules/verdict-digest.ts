/**
 * One digest over all verdicts of a batch: the same input, snapshot, packs and instant give the same digest in the
 * command line, the browser and the hub. Rules of hub scope stay out of it, because what the hub knows changes.
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { compareFindings, lineOf } from './finding-order';
import type { PlacedFinding } from './finding-order';
import { ruleByCode } from './index';

export { snapshotDigest } from '../reference/snapshot-digest';

/** Raised whenever a rule of this engine may judge the same record differently. */
export const ENGINE_VERSION = '1';

export interface VerdictInput {
  readonly records: number;
  readonly packDigest: string;
  readonly snapshotDigest: string;
}

export interface VerdictDigester {
  /** Findings come by line, code and path (`compareFindings`); throws RangeError when one comes too late. */
  add(finding: PlacedFinding): void;
  /** SHA-256, hex. */
  finish(): string;
}

/** A code that this engine does not know belongs to no record or batch rule of it. */
const isOutside = ({ code }: PlacedFinding): boolean => {
  const scope = ruleByCode(code)?.scope;
  return scope !== 'record' && scope !== 'batch';
};

export function verdictDigester({ records, packDigest, snapshotDigest }: VerdictInput): VerdictDigester {
  const hash = sha256.create();
  const write = (text: string): void => void hash.update(utf8ToBytes(text));
  let last: PlacedFinding | undefined;
  write(`records=${records};pack=${packDigest};snapshot=${snapshotDigest}\n`);
  return {
    add: (finding) => {
      if (isOutside(finding)) return;
      if (last !== undefined && compareFindings(last, finding) > 0) throw new RangeError('Findings are out of order.');
      last = finding;
      write(`${lineOf(finding)}|${finding.code}|${finding.severity}|${finding.path}\n`);
    },
    finish: () => bytesToHex(hash.digest()),
  };
}

/** The digest of findings in any order. */
export function verdictDigest(input: VerdictInput & { readonly findings: readonly PlacedFinding[] }): string {
  const digester = verdictDigester(input);
  for (const finding of [...input.findings].sort(compareFindings)) digester.add(finding);
  return digester.finish();
}
