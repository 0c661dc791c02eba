/**
 * The rule engine for single records: prepared once for a batch, then asked record by record. Pure and synchronous;
 * a clean record costs no finding and gets one shared empty list.
 */
import type { Bilingual } from '../bilingual';
import { type Reading, readRecord } from '../certificate/reading';
import type { RawRecord } from '../certificate/record';
import { workingDaysOf } from '../calendar/working-days';
import type { BatchHeader } from '../intake/header';
import type { Pack } from '../packs/pack';
import { problem, problemIn } from '../packs/pack-problem';
import type { ResolvedPack } from '../packs/resolve-pack';
import {
  NO_NATIONAL_PACK,
  PackError,
  packsDigest,
  regionOfJurisdiction,
  resolvePack,
  turningDays,
} from '../packs/resolve-pack';
import type { Snapshot } from '../reference/snapshot';
import { batchContext } from './batch-context';
import type { BatchContext } from './batch-context';
import type { BatchFacts, FactsGatherer } from './batch-facts';
import { gatherFacts } from './batch-facts';
import type { HubFacts } from './batch-context';
import { compareFindings } from './finding-order';
import { type ActiveRule, examJudge, type ExamJudge } from './exam-judge';
import type { Ground } from './ground';
import { groundOf } from './ground';
import type { HubClaim, HubKnown } from './hub-known';
import { BATCH_RULES, HUB_RULES, RECORD_RULES, ruleByCode } from './index';
import { judgingPacks } from './judging-packs';
import { recordContext } from './record-context';
import type { Faults, Finding, RecordRule, RuleHead, Severity } from './rule';
import { findingOf, findingsOf } from './rule';
import { severityUnder } from './rule-severity';

export interface CheckInput {
  readonly snapshot: Snapshot;
  readonly packs: readonly Pack[];
  readonly header: BatchHeader;
  /** ISO instant with an offset: when the batch was sealed. */
  readonly receivedAt: string;
  /** Name or region code of a jurisdiction; by default the institution's region. */
  readonly jurisdiction?: string;
}

export interface PreparedCheck {
  /** `line` is 1-based. Findings come by code, then path. */
  checkRecord(record: RawRecord, line: number): readonly Finding[];
  /** The same for a caller that has read the record already and needs the reading for more. */
  checkReading(record: RawRecord, reading: Reading, line: number): readonly Finding[];
  /** For a record that need not be judged again: of it only counts which packs apply. */
  passReading(reading: Reading): void;
  /** Most specific packs that the records so far were judged by, sorted and joined by a comma. */
  appliedPacks(): string;
  /** SHA-256 (hex) of all packs that could judge a record of this batch; the same before and after checking. */
  packDigest(): string;
  /**
   * How the packs weigh a rule across records; `undefined` where they switch it off. Rules across records and about the
   * batch follow the packs of the plan's first exam day; without a plan, those of the day of receipt.
   */
  severityOf(rule: RuleHead): Severity | undefined;
  /** Gathers what `checkFacts` judges; one for each chunk, merged by `mergeFacts`. */
  openFacts(): FactsGatherer;
  /**
   * Findings about the whole batch, by code. Without `hub` what can be said everywhere, with `hub` what only the hub can
   * add: both together are the whole.
   */
  checkFacts(facts: BatchFacts, hub?: HubFacts): readonly Finding[];
  /** Findings of hub scope about one line, by code and path. */
  checkKnown(claim: HubClaim, known: HubKnown): readonly Finding[];
}

export const NO_FINDINGS: readonly Finding[] = Object.freeze([]);

/** A stretch of exam dates under the same packs. */
interface Period {
  readonly from: string;
  readonly pack: ResolvedPack;
  readonly ground: Ground;
  readonly exams: ExamJudge;
  /** The rules that ask for more than the exam, and their checks in the same order: a list of functions is the fastest. */
  readonly rules: readonly ActiveRule[];
  readonly checks: readonly RecordRule['check'][];
}

function noRule({ names }: ResolvedPack, codes: readonly string[]): Bilingual {
  const unknown = codes.join(', ');
  return problemIn(names.join(' + '), problem(`没有规则 ${unknown}`, `no rule ${unknown}`));
}

function periodFrom(from: string, pack: ResolvedPack, batch: BatchContext): Period {
  const unknown = Object.keys(pack.rules).filter((code) => ruleByCode(code) === undefined);
  if (unknown.length > 0) throw new PackError([noRule(pack, unknown)]);
  const ground = groundOf(batch, pack.parameters);
  const rules = RECORD_RULES.flatMap((rule): ActiveRule[] => {
    const severity = severityUnder(pack, rule);
    return severity === undefined ? [] : [{ rule, severity }];
  });
  const ofExam = rules.filter(({ rule }) => rule.checkExam);
  const others = rules.filter(({ rule }) => !rule.checkExam);
  const checks = others.map(({ rule }) => rule.check);
  return { from, pack, ground, exams: examJudge(ground, ofExam), rules: others, checks };
}

/** The last period that begins on or before `day`; the first one for the days before all packs. */
function periodOn(periods: readonly Period[], day: string): Period {
  const period = periods.findLast(({ from }) => from <= day) ?? periods[0];
  if (period === undefined) throw new PackError([NO_NATIONAL_PACK]);
  return period;
}

/** More days than any plan has; a batch of dates at random must not fill the memory. */
const DAYS_KEPT_MAX = 500;

/** The same for records one after the other, which have the few dates of a plan. */
function periodFinder(periods: readonly Period[]): (day: string) => Period {
  const byDay = new Map<string, Period>();
  return (day) => {
    const known = byDay.get(day);
    if (known !== undefined) return known;
    if (byDay.size >= DAYS_KEPT_MAX) byDay.clear();
    const period = periodOn(periods, day);
    byDay.set(day, period);
    return period;
  };
}

/**
 * Throws RangeError when `receivedAt` is no ISO instant with an offset or `jurisdiction` is unknown, PackError when
 * the packs have no base.
 */
export function prepareCheck({ snapshot, packs, header, receivedAt, jurisdiction }: CheckInput): PreparedCheck {
  const batch = batchContext(snapshot, header, receivedAt);
  const region = jurisdiction === undefined ? batch.institution.region : regionOfJurisdiction(packs, jurisdiction);
  if (region === undefined) throw new RangeError('No rule pack has this jurisdiction.');
  const usable = judgingPacks(packs, batch.receivedOn);
  const periods = turningDays(usable, region).map((day) => periodFrom(day, resolvePack(usable, region, day), batch));
  const onReceipt = periodOn(periods, batch.receivedOn);
  const digest = packsDigest(usable, region);
  const applied = new Set<Period>();
  let lastApplied: Period | undefined;
  const periodAt = periodFinder(periods);

  const first = batch.plan?.examFrom;
  const onBatch = first === undefined || first > batch.receivedOn ? onReceipt : periodOn(periods, first);
  const severityOf = (rule: RuleHead): Severity | undefined => severityUnder(onBatch.pack, rule);
  const weighed = (rule: RuleHead, line: number | null, faults: Faults): readonly Finding[] => {
    const severity = faults === undefined ? undefined : severityOf(rule);
    return severity === undefined ? NO_FINDINGS : findingsOf(rule, line, faults, severity);
  };

  // An unreadable or future exam date is told by its own rule; the packs of the day of receipt judge the rest.
  const periodOf = ({ examDate }: Reading): Period => {
    const period = examDate === undefined || examDate > batch.receivedOn ? onReceipt : periodAt(examDate);
    if (period !== lastApplied) applied.add((lastApplied = period));
    return period;
  };
  const checkReading = (record: RawRecord, reading: Reading, line: number): readonly Finding[] => {
    const period = periodOf(reading);
    const exam = period.exams(reading);
    const context = recordContext(reading, exam.context);
    let findings: Finding[] | undefined;
    for (const { rule, severity, found } of exam.faults) {
      (findings ??= []).push(findingOf(rule, line, found, severity));
    }
    const { checks, rules } = period;
    for (let index = 0; index < checks.length; index += 1) {
      const faults = checks[index]?.(record, context);
      const active = faults === undefined ? undefined : rules[index];
      if (active !== undefined) (findings ??= []).push(...findingsOf(active.rule, line, faults, active.severity));
    }
    return findings === undefined || findings.length === 0 ? NO_FINDINGS : findings.sort(compareFindings);
  };
  return {
    checkReading,
    passReading: (reading) => void periodOf(reading),
    checkRecord: (record, line) => checkReading(record, readRecord(record), line),
    appliedPacks: () => {
      const used = applied.size === 0 ? [onReceipt] : [...applied];
      return [...new Set(used.map(({ pack }) => pack.names.at(-1) ?? ''))].sort().join(',');
    },
    packDigest: () => digest,
    severityOf,
    openFacts: () => gatherFacts(batch, onBatch.pack.parameters.passMark),
    checkFacts: (facts, hub) => {
      const { parameters } = onBatch.pack;
      const context = { batch, parameters, workingDays: workingDaysOf(parameters.calendar), hub };
      const found = BATCH_RULES.filter(({ judgesBy }) => judgesBy !== (hub === undefined ? 'HUB' : 'BATCH')).flatMap(
        (rule) => weighed(rule, null, rule.check(facts, context)),
      );
      const together =
        hub !== undefined
          ? []
          : RECORD_RULES.flatMap((rule) => weighed(rule, null, rule.checkTogether?.(facts, context)));
      return [...found, ...together].sort(compareFindings);
    },
    checkKnown: (claim, known) =>
      HUB_RULES.flatMap((rule) => weighed(rule, claim.line, rule.check(claim, known, onBatch.pack.parameters))).sort(
        compareFindings,
      ),
  };
}
