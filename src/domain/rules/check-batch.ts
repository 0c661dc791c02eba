/**
 * Checks a whole batch outside the hub, record by record: everything that can be known without the hub. What needs it
 * is reported as skipped; of AUT-010 the half that lies inside the batch is checked all the same.
 *
 * Nothing of a record is kept but two short hashes, so that a million records take some tens of megabytes.
 */
import { readRecord } from '../certificate/reading';
import type { RawRecord } from '../certificate/record';
import { decideBatch } from '../decision/batch-state';
import type { BatchHeader } from '../intake/header';
import type { PreparedCheck } from './check-records';
import { declarationIndex, declarationOf } from './declarations';
import { compareFindings } from './finding-order';
import { skippedFor } from './index';
import { repetitions } from './repetitions';
import type { Finding, Verdict } from './rule';
import { verdictOf } from './rule';
import { verdictDigester } from './verdict-digest';

export interface BatchSummary {
  readonly records: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  /** Findings by code. */
  readonly findings: Readonly<Record<string, number>>;
  /** Rules that leave something out of this batch, because it needs the hub. */
  readonly skipped: readonly string[];
  readonly pack: string;
  readonly packDigest: string;
  readonly verdictDigest: string;
  /** Where the header says how the batch is to be taken: whether it would go on to the city. */
  readonly decision?: 'CITY_REVIEW' | 'RETURNED';
}

export interface BatchCheck {
  /** Records come in the order of their lines. Returns the findings of this line, by code and path. */
  add(record: RawRecord): readonly Finding[];
  /** Passes over lines that cannot be read; they keep their numbers and count for nothing. */
  skip(lines: number): void;
  /** The findings about the whole batch, by code, and the summary. */
  finish(): { readonly findings: readonly Finding[]; readonly summary: BatchSummary };
}

export interface BatchCheckInput {
  readonly check: PreparedCheck;
  readonly header: BatchHeader;
  readonly snapshotDigest: string;
}

/** What the batch's own findings make of a record that by itself has `verdict`. */
const underBatch = (verdict: Verdict, ofBatch: Verdict): Verdict =>
  verdict === 'RETURNED' || ofBatch === 'PASSED' ? verdict : ofBatch;

function verdictCounts() {
  const counts = { PASSED: 0, HELD: 0, RETURNED: 0 };
  return {
    add: (verdict: Verdict): void => void (counts[verdict] += 1),
    under: (ofBatch: Verdict): Pick<BatchSummary, 'passed' | 'held' | 'returned'> => {
      const totals = { PASSED: 0, HELD: 0, RETURNED: 0 };
      for (const verdict of ['PASSED', 'HELD', 'RETURNED'] as const) {
        totals[underBatch(verdict, ofBatch)] += counts[verdict];
      }
      return { passed: totals.PASSED, held: totals.HELD, returned: totals.RETURNED };
    },
  };
}

function findingCounts() {
  const counts = new Map<string, number>();
  return {
    add: (findings: readonly Finding[]): void => {
      for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
    },
    byCode: (): Readonly<Record<string, number>> =>
      Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

export function checkBatch({ check, header, snapshotDigest }: BatchCheckInput): BatchCheck {
  const repeatedBy = repetitions(check);
  const declared = declarationIndex(header);
  const facts = check.openFacts();
  const digester = verdictDigester();
  const codes = findingCounts();
  const verdicts = verdictCounts();
  let line = 0;

  const verdictUnder = (findings: readonly Finding[], record?: RawRecord): Verdict =>
    verdictOf(
      findings.map((finding) => ({
        severity: finding.severity,
        declared: declarationOf(declared, finding, record) !== undefined,
      })),
    );
  return {
    add: (record) => {
      line += 1;
      const reading = readRecord(record);
      facts.add(reading);
      const own = check.checkReading(record, reading, line);
      const shared = repeatedBy(reading, line);
      const findings = shared.length === 0 ? own : [...own, ...shared].sort(compareFindings);
      if (findings.length === 0) {
        verdicts.add('PASSED');
        return findings;
      }
      verdicts.add(verdictUnder(findings, record));
      codes.add(findings);
      for (const finding of findings) digester.add(finding);
      return findings;
    },
    skip: (lines) => {
      line += lines;
    },
    finish: () => {
      const findings = check.checkFacts(facts.finish());
      codes.add(findings);
      const packDigest = check.packDigest();
      const counts = verdicts.under(verdictUnder(findings));
      const summary = {
        records: line,
        ...counts,
        findings: codes.byCode(),
        skipped: skippedFor(header),
        pack: check.appliedPacks(),
        packDigest,
        verdictDigest: digester.finish({ records: line, packDigest, snapshotDigest, batchFindings: findings }),
        ...(header.acceptance ? { decision: decideBatch(counts, header.acceptance) } : {}),
      };
      return { findings, summary };
    },
  };
}
