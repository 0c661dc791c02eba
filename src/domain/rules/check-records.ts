/**
 * The rule engine for single records: prepared once for a batch, then asked record by record. Pure and synchronous;
 * a clean record costs no finding and gets one shared empty list.
 */
import { type Reading, readRecord } from '../certificate/reading';
import type { RawRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { Pack } from '../packs/pack';
import { NATION_REGION } from '../packs/pack';
import type { ResolvedPack } from '../packs/resolve-pack';
import { PackError, packsDigest, regionOfJurisdiction, resolvePack, turningDays } from '../packs/resolve-pack';
import type { Snapshot } from '../reference/snapshot';
import { batchContext } from './batch-context';
import type { BatchContext } from './batch-context';
import { compareFindings } from './finding-order';
import { RECORD_RULES, ruleByCode } from './index';
import { ladderOf } from './ladder';
import type { Ground } from './record-context';
import { recordContext } from './record-context';
import type { Fault, Faults, Finding, RecordRule, RuleHead, Severity } from './rule';
import { findingOf } from './rule';

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
  /** Most specific packs that the records so far were judged by, sorted and joined by a comma. */
  appliedPacks(): string;
  /** SHA-256 (hex) of all packs that could judge a record of this batch; the same before and after checking. */
  packDigest(): string;
  /** How the packs of the day of receipt weigh a rule across records; `undefined` where they switch it off. */
  severityOf(rule: RuleHead): Severity | undefined;
}

export const NO_FINDINGS: readonly Finding[] = Object.freeze([]);

interface ActiveRule {
  readonly rule: RecordRule;
  readonly severity: Severity;
}

/** A stretch of exam dates under the same packs. */
interface Period {
  readonly from: string;
  readonly pack: ResolvedPack;
  readonly ground: Ground;
  readonly rules: readonly ActiveRule[];
}

const severityUnder = ({ rules }: ResolvedPack, rule: RuleHead): Severity | undefined =>
  rules[rule.code]?.enabled === false ? undefined : (rules[rule.code]?.severity ?? rule.severity);

function periodFrom(from: string, pack: ResolvedPack, batch: BatchContext): Period {
  const { parameters } = pack;
  const unknown = Object.keys(pack.rules).filter((code) => ruleByCode(code) === undefined);
  if (unknown.length > 0) throw new PackError([`${pack.names.join(' + ')}: no rule ${unknown.join(', ')}`]);
  return {
    from,
    pack,
    ground: {
      batch,
      parameters,
      ladder: ladderOf(batch.institution, parameters),
      numberPatterns: new Map(
        Object.entries(parameters.numberPatterns).map(([level, text]) => [level, new RegExp(text)]),
      ),
    },
    rules: RECORD_RULES.flatMap((rule) => {
      const severity = severityUnder(pack, rule);
      return severity === undefined ? [] : { rule, severity };
    }),
  };
}

/** The last period that begins on or before `day`; the first one for the days before all packs. */
function periodOn(periods: readonly Period[], day: string): Period {
  const period = periods.findLast(({ from }) => from <= day) ?? periods[0];
  if (period === undefined) throw new PackError(['there is no pack']);
  return period;
}

const isList = (faults: Fault | readonly Fault[]): faults is readonly Fault[] => Array.isArray(faults);
const listOf = (faults: NonNullable<Faults>): readonly Fault[] => (isList(faults) ? faults : [faults]);

/**
 * Throws RangeError when `receivedAt` is no ISO instant with an offset or `jurisdiction` is unknown, PackError when
 * the packs have no base.
 */
export function prepareCheck({ snapshot, packs, header, receivedAt, jurisdiction }: CheckInput): PreparedCheck {
  const batch = batchContext(snapshot, header, receivedAt);
  const region = jurisdiction === undefined ? batch.institution.region : regionOfJurisdiction(packs, jurisdiction);
  if (region === undefined) throw new RangeError('No rule pack has this jurisdiction.');
  const known = packs.filter(({ from }) => from <= batch.receivedOn);
  const usable = known.some((pack) => pack.region === NATION_REGION) ? known : packs;
  const periods = turningDays(usable, region).map((day) => periodFrom(day, resolvePack(usable, region, day), batch));
  const onReceipt = periodOn(periods, batch.receivedOn);
  const digest = packsDigest(usable, region);
  const applied = new Set<Period>();

  const checkReading = (record: RawRecord, reading: Reading, line: number): readonly Finding[] => {
    // An unreadable or future exam date is told by its own rule; the packs of the day of receipt judge the rest.
    const { examDate } = reading;
    const period = examDate === undefined || examDate > batch.receivedOn ? onReceipt : periodOn(periods, examDate);
    applied.add(period);
    const context = recordContext(reading, period.ground);
    let findings: Finding[] | undefined;
    for (const { rule, severity } of period.rules) {
      const faults = rule.check(record, context);
      if (faults === undefined) continue;
      findings ??= [];
      for (const found of listOf(faults)) findings.push(findingOf(rule, line, found, severity));
    }
    return findings === undefined || findings.length === 0 ? NO_FINDINGS : findings.sort(compareFindings);
  };
  return {
    checkReading,
    checkRecord: (record, line) => checkReading(record, readRecord(record), line),
    appliedPacks: () => {
      const used = applied.size === 0 ? [onReceipt] : [...applied];
      return [...new Set(used.map(({ pack }) => pack.names.at(-1) ?? ''))].sort().join(',');
    },
    packDigest: () => digest,
    severityOf: (rule) => severityUnder(onReceipt.pack, rule),
  };
}
