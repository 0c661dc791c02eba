/**
 * What the records of a batch amount to, gathered line by line while they are checked. JSON: the hub keeps the facts of
 * each chunk with the chunk and merges them when the batch settles; the command line gathers them in one go. Both come
 * to the same facts, whatever the cuts.
 */
import { isStandardNumber, serialIn, SERIES_LENGTH, SITE_CODE_LENGTH } from '../certificate/certificate-number';
import type { Reading } from '../certificate/reading';
import type { BatchContext } from './batch-context';
import { isInWindow } from './plan-facts';
import { joinedRuns, type Run, type RunList, runList } from './run-list';
import { byPattern, leastCountTold, patternCounter, SCORE_PATTERNS_MAX, type ScorePattern } from './score-patterns';

/** Serials (parts 17–22) of one site, year and level, as inclusive runs, ascending. */
export interface SerialRuns {
  /** Characters 1 to 16 of the certificate numbers. */
  readonly series: string;
  readonly runs: readonly Run[];
}

export interface BatchFacts {
  readonly records: number;
  /** Records whose overall grade is a pass. */
  readonly passes: number;
  /** Distinct exam dates inside the plan's dates, ascending. */
  readonly examDates: readonly string[];
  /**
   * How many records share each combination of scores, by combination in code-unit order; of more than
   * SCORE_PATTERNS_MAX the most frequent ones.
   */
  readonly scorePatterns: readonly ScorePattern[];
  /** Records with a part exactly at the pass mark. */
  readonly atPassMark: number;
  /** Only of numbers that begin with a filed site code. By series, ascending. */
  readonly serials: readonly SerialRuns[];
}

export interface FactsGatherer {
  add(reading: Reading): void;
  finish(): BatchFacts;
}

const PASSES: ReadonlySet<string | undefined> = new Set(['PASS', 'GOOD', 'EXCELLENT']);

const bySeries = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : one > other ? 1 : 0;

export function gatherFacts(
  { plan, sitesByCode }: Pick<BatchContext, 'plan' | 'sitesByCode'>,
  passMark: number,
): FactsGatherer {
  const examDates = new Set<string>();
  const patterns = patternCounter();
  const serials = new Map<string, RunList>();
  let records = 0;
  let passes = 0;
  let atPassMark = 0;
  let lastSeries: string | undefined;
  let lastRuns = runList();

  const addToSeries = (certificateNo: string): void => {
    if (!isStandardNumber(certificateNo) || !sitesByCode.has(certificateNo.slice(0, SITE_CODE_LENGTH))) return;
    const series = certificateNo.slice(0, SERIES_LENGTH);
    const serial = serialIn(series, certificateNo);
    // CMP-008 speaks of it: no serial.
    if (serial === 0) return;
    lastSeries = series;
    lastRuns = serials.get(series) ?? runList();
    serials.set(series, lastRuns);
    lastRuns.add(serial);
  };
  const addSerial = (certificateNo: string): void => {
    const serial = lastSeries === undefined ? 0 : serialIn(lastSeries, certificateNo);
    if (serial > 0) lastRuns.add(serial);
    else addToSeries(certificateNo);
  };

  return {
    add: ({ certificateNo, examDate, overallGrade, theoryScore, skillScore, reviewScore }) => {
      records += 1;
      if (PASSES.has(overallGrade)) passes += 1;
      if (plan !== undefined && examDate !== undefined && !examDates.has(examDate) && isInWindow(plan, examDate)) {
        examDates.add(examDate);
      }
      if (skillScore !== undefined) {
        patterns.add(theoryScore, skillScore, reviewScore);
        if (theoryScore === passMark || skillScore === passMark || reviewScore === passMark) atPassMark += 1;
      }
      if (certificateNo !== undefined) addSerial(certificateNo);
    },
    finish: () => ({
      records,
      passes,
      examDates: [...examDates].sort(),
      scorePatterns: patterns.finish(),
      atPassMark,
      serials: [...serials].sort(bySeries).map(([series, runs]) => ({ series, runs: runs.finish() })),
    }),
  };
}

/** Of very many patterns only those that a gatherer of the whole would tell. */
function toldPatterns(patterns: ReadonlyMap<string, number>): readonly ScorePattern[] {
  const least = patterns.size > SCORE_PATTERNS_MAX ? leastCountTold(patterns.values()) : 1;
  return [...patterns].filter(([, records]) => records >= least).sort(byPattern);
}

/** The facts of all chunks together. */
export function mergeFacts(parts: readonly BatchFacts[]): BatchFacts {
  const patterns = new Map<string, number>();
  const serials = new Map<string, Run[]>();
  for (const part of parts) {
    for (const [pattern, records] of part.scorePatterns) patterns.set(pattern, (patterns.get(pattern) ?? 0) + records);
    for (const { series, runs } of part.serials) serials.set(series, [...(serials.get(series) ?? []), ...runs]);
  }
  const sum = (of: (part: BatchFacts) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    records: sum(({ records }) => records),
    passes: sum(({ passes }) => passes),
    examDates: [...new Set(parts.flatMap(({ examDates }) => examDates))].sort(),
    scorePatterns: toldPatterns(patterns),
    atPassMark: sum(({ atPassMark }) => atPassMark),
    serials: [...serials].sort(bySeries).map(([series, runs]) => ({ series, runs: joinedRuns(runs) })),
  };
}
