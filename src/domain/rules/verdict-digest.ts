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
export const ENGINE_VERSION = '2';

export interface VerdictInput {
  readonly records: number;
  readonly packDigest: string;
  readonly snapshotDigest: string;
  /** Findings about the whole batch, in any order. */
  readonly batchFindings: readonly PlacedFinding[];
}

export interface VerdictDigester {
  /** Findings of lines come by line, code and path (`compareFindings`); throws RangeError when one comes too late. */
  add(finding: PlacedFinding): void;
  /**
   * SHA-256, hex, over three parts: counts and digests of what was judged by what, the findings about the whole batch,
   * and the digest of those of the lines. The lines come first in time, so that a batch of any length flows through.
   */
  finish(input: VerdictInput): string;
}

/** What only the hub can see changes, and a code that this engine does not know belongs to no rule of it. */
export const isInDigest = ({ code }: Pick<PlacedFinding, 'code'>): boolean => {
  const rule = ruleByCode(code);
  if (rule === undefined || rule.scope === 'hub' || rule.scope === 'registry') return false;
  return rule.form !== 'BATCH' || rule.judgesBy !== 'HUB';
};

const lineFor = (finding: PlacedFinding): string =>
  `${lineOf(finding)}|${finding.code}|${finding.severity}|${finding.path}\n`;

/** A line by itself costs more to encode than to hash. */
const HASHED_AT_ONCE_CHARS = 4_096;

export function verdictDigester(): VerdictDigester {
  const lines = sha256.create();
  let waiting = '';
  let last: PlacedFinding | undefined;
  const flush = (): void => {
    lines.update(utf8ToBytes(waiting));
    waiting = '';
  };
  return {
    add: (finding) => {
      if (!isInDigest(finding)) return;
      if (last !== undefined && compareFindings(last, finding) > 0) throw new RangeError('Findings are out of order.');
      last = finding;
      waiting += lineFor(finding);
      if (waiting.length >= HASHED_AT_ONCE_CHARS) flush();
    },
    finish: ({ records, packDigest, snapshotDigest, batchFindings }) => {
      flush();
      const whole = batchFindings.filter(isInDigest).sort(compareFindings);
      const parts = [
        `records=${records};pack=${packDigest};snapshot=${snapshotDigest}\n`,
        ...whole.map(lineFor),
        `lines=${bytesToHex(lines.digest())}\n`,
      ];
      return bytesToHex(sha256(utf8ToBytes(parts.join(''))));
    },
  };
}

/** The digest of findings in any order. */
export function verdictDigest({
  findings,
  ...input
}: Omit<VerdictInput, 'batchFindings'> & { readonly findings: readonly PlacedFinding[] }): string {
  const digester = verdictDigester();
  for (const finding of findings.filter(({ line }) => line !== null).sort(compareFindings)) digester.add(finding);
  return digester.finish({ ...input, batchFindings: findings.filter(({ line }) => line === null) });
}
