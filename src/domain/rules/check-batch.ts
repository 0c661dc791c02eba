/**
 * Checks a whole batch outside the hub, record by record: everything that can be known without the hub. Rules of hub
 * scope are reported as skipped; of AUT-010 the half that lies inside the batch is checked all the same.
 */
import { holdingKeyOf } from '../certificate/person-key';
import { readRecord } from '../certificate/reading';
import type { RawRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { PreparedCheck } from './check-records';
import { findingForLine } from './cross-findings';
import { isDeclared } from './declarations';
import { compareFindings } from './finding-order';
import { RULES } from './index';
import type { Finding, LineRule } from './rule';
import { verdictOf } from './rule';
import { duplicateInsideBatch } from './rules/AUT-008-duplicate-inside-batch';
import { numberAlreadyUsed } from './rules/AUT-010-number-already-used';
import { verdictDigester } from './verdict-digest';

export interface BatchSummary {
  readonly records: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  /** Findings by code. */
  readonly findings: Readonly<Record<string, number>>;
  /** Rules that need the hub. */
  readonly skipped: readonly string[];
  readonly pack: string;
  readonly packDigest: string;
  readonly verdictDigest: string;
}

export interface BatchCheck {
  /** Records come in the order of their lines. Returns the findings of this line, by code and path. */
  add(record: RawRecord): readonly Finding[];
  finish(): BatchSummary;
}

/** The digester is fed line by line, so it must know the count of records before the first of them. */
export interface BatchCheckInput {
  readonly check: PreparedCheck;
  readonly header: BatchHeader;
  readonly snapshotDigest: string;
}

const SKIPPED = RULES.filter(({ scope }) => scope === 'hub').map(({ code }) => code);

/** Remembers where a key was first seen and flags every later line that has it. */
function repetition(rule: LineRule, { severityOf }: PreparedCheck) {
  const firstLines = new Map<string, number>();
  return (key: string | null | undefined, line: number): readonly Finding[] => {
    if (key === null || key === undefined) return [];
    const firstLine = firstLines.get(key);
    if (firstLine === undefined) firstLines.set(key, line);
    return firstLine === undefined ? [] : findingForLine(rule, line, firstLine, severityOf);
  };
}

export function checkBatch({ check, header, snapshotDigest }: BatchCheckInput): BatchCheck {
  const repeatedHolding = repetition(duplicateInsideBatch, check);
  const repeatedNumber = repetition(numberAlreadyUsed, check);
  const kept: Pick<Finding, 'line' | 'code' | 'severity' | 'path'>[] = [];
  const verdicts = { PASSED: 0, HELD: 0, RETURNED: 0 };
  const counts = new Map<string, number>();
  let line = 0;

  return {
    add: (record) => {
      line += 1;
      const reading = readRecord(record);
      const findings = [
        ...check.checkRecord(record, line),
        ...repeatedHolding(holdingKeyOf(reading), line),
        ...repeatedNumber(reading.certificateNo, line),
      ].sort(compareFindings);
      verdicts[verdictOf(findings.map((finding) => ({ ...finding, declared: isDeclared(header, record, finding) })))] +=
        1;
      for (const { code, severity, path } of findings) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
        kept.push({ line, code, severity, path });
      }
      return findings;
    },
    finish: () => {
      const digester = verdictDigester({ records: line, packDigest: check.packDigest(), snapshotDigest });
      for (const finding of kept) digester.add(finding);
      return {
        records: line,
        passed: verdicts.PASSED,
        held: verdicts.HELD,
        returned: verdicts.RETURNED,
        findings: Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))),
        skipped: SKIPPED,
        pack: check.appliedPacks(),
        packDigest: check.packDigest(),
        verdictDigest: digester.finish(),
      };
    },
  };
}
