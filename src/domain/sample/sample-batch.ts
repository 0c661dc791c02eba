/**
 * Batches of invented records with planted faults. Records are made one by one, so a million of them need no more
 * memory than ten. The same registry, seed and options make the same batch.
 */
import type { CertificateRecord, RawRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { Scope, Verdict } from '../rules/rule';
import { cleanRecord } from './clean-record';
import { drawFrom, mix, textNumber, type Draw } from './draw';
import type { FaultKind, FaultScene, FoundBeside, Planted } from './fault';
import { faultFacts } from './fault-facts';
import { FAULT_KINDS, faultKinds } from './fault-kinds';
import { roomOf } from './plans';
import { leavesRoster } from './rosters';
import { SERIALS_PER_YEAR, sampleHeader, samplePlan, type SamplePlan } from './sample-plan';
import { SAMPLE_TODAY, type SampleRegistry } from './sample-registry';

export interface SampleBatchOptions {
  readonly registry: SampleRegistry;
  readonly seed: number;
  readonly institutionCode: string;
  readonly planNo: string;
  readonly records: number;
  /** 0 to 1: the share of records that get one fault each. */
  readonly faultShare: number;
  /** Rule codes to plant, in turns; all of them when left out. */
  readonly faults?: readonly string[];
  /** 1 for the first batch of a plan; a later batch goes on after the records of the former. */
  readonly startSerial?: number;
  /** Clean records of batches that the hub has approved before; only those of the same plan are used. */
  readonly priorRecords?: readonly CertificateRecord[];
  /** The day with which the registry was made. */
  readonly today?: string;
}

export interface PlantedFault {
  /** 1-based. */
  readonly line: number;
  readonly code: string;
  /** JSON Pointer. */
  readonly path: string;
  readonly scope: Scope;
  readonly verdict: Verdict;
  /** What else is found on the line. */
  readonly also?: readonly FoundBeside[];
  /** The record before it was spoilt: send it again, and the fault is mended. */
  readonly original: CertificateRecord;
}

export interface SampleLine {
  readonly line: number;
  /** As it is sent. */
  readonly record: RawRecord;
  /** As it would be without a fault. */
  readonly original: CertificateRecord;
  readonly fault?: PlantedFault;
}

export interface SampleBatch {
  readonly header: BatchHeader;
  readonly records: readonly RawRecord[];
  readonly faults: readonly PlantedFault[];
  /** The records without a fault: once approved, they can be the `priorRecords` of a later batch. */
  readonly clean: readonly CertificateRecord[];
}

/** Clean records kept for faults that repeat something of an earlier line. */
const EARLIER_RECORDS_KEPT = 64;
const KEEP_EVERY = 5;

/** Throws RangeError when an option is out of range or the plan has no room for so many records. */
export function sampleLines(options: SampleBatchOptions): { header: BatchHeader; lines: Generator<SampleLine> } {
  const {
    registry,
    institutionCode,
    planNo,
    seed,
    records,
    faultShare,
    startSerial = 1,
    today = SAMPLE_TODAY,
  } = options;
  const from = samplePlan(registry, institutionCode, planNo, seed, today);
  checkRoom(from, startSerial, records, today);
  if (!(faultShare >= 0 && faultShare <= 1)) throw new RangeError('faultShare lies between 0 and 1.');
  return { header: sampleHeader(from, startSerial), lines: linesOf(options, from, startSerial) };
}

export function sampleBatch(options: SampleBatchOptions): SampleBatch {
  const { header, lines } = sampleLines(options);
  const records: RawRecord[] = [];
  const faults: PlantedFault[] = [];
  const clean: CertificateRecord[] = [];
  for (const { record, original, fault } of lines) {
    records.push(record);
    if (fault === undefined) clean.push(original);
    else faults.push(fault);
  }
  return { header, records, faults, clean };
}

/** What a check must find on the lines of the batch, by line, code and path: exactly this, and nothing else. */
export const findingsExpected = (
  faults: readonly PlantedFault[],
): readonly Pick<PlantedFault, 'line' | 'code' | 'path' | 'verdict'>[] =>
  faults
    .flatMap(({ line, code, path, verdict, also = [] }) =>
      [{ code, path }, ...also].map((found) => ({ line, ...found, verdict })),
    )
    .sort((one, other) => one.line - other.line || (one.code < other.code ? -1 : 1));

function checkRoom({ plan, issueDays }: SamplePlan, startSerial: number, records: number, today: string): void {
  if (!Number.isInteger(records) || records < 0) throw new RangeError('records is a whole number.');
  if (!Number.isInteger(startSerial) || startSerial < 1) throw new RangeError('startSerial is 1 or more.');
  const last = startSerial - 1 + records;
  const room = roomOf(plan);
  if (last > room) throw new RangeError(`The plan ${plan.planNo} has room for ${room} records.`);
  const years = Math.ceil(last / SERIALS_PER_YEAR);
  const lastIssue = issueDays[Math.max(0, years - 1)]?.at(-1);
  if (lastIssue === undefined || lastIssue > today) throw new RangeError(`Too many records for one plan: ${last}.`);
}

function* linesOf(options: SampleBatchOptions, from: SamplePlan, startSerial: number): Generator<SampleLine> {
  const draw = drawFrom(mix(from.seed, textNumber(`faults from ${startSerial}`)));
  const next = planter(options, from, draw);
  const faulty = faultyLines(options.records, options.faultShare, draw);
  let nextFaulty = faulty.next().value;
  const earlier: CertificateRecord[] = [];
  let clean = 0;
  for (let line = 1; line <= options.records; line += 1) {
    const ordinal = startSerial - 2 + line;
    const original = cleanRecord(from, ordinal);
    const planted = line === nextFaulty ? next(original, ordinal, earlier) : undefined;
    if (line === nextFaulty) nextFaulty = faulty.next().value;
    if (planted === undefined) {
      if (clean % KEEP_EVERY === 0) earlier[(clean / KEEP_EVERY) % EARLIER_RECORDS_KEPT] = original;
      clean += 1;
      yield { line, record: { ...original }, original };
    } else {
      const { kind, path, record, also } = planted;
      const { code, scope, verdict } = kind;
      const beside = also === undefined ? {} : { also };
      yield { line, record, original, fault: { line, code, path, scope, verdict, ...beside, original } };
    }
  }
}

/** One line at a random place of every stretch of 1 / share lines: spread evenly and not to be foretold. */
function* faultyLines(records: number, share: number, draw: Draw): Generator<number, undefined> {
  const faults = Math.round(records * share);
  let last = 0;
  for (let turn = 0; turn < faults; turn += 1) {
    const line = 1 + Math.floor(((turn + draw.fraction()) * records) / faults);
    last = Math.min(records, Math.max(last + 1, line));
    yield last;
  }
  return undefined;
}

type PlantedKind = Planted & { readonly kind: FaultKind };
type Plant = (
  record: CertificateRecord,
  ordinal: number,
  earlier: readonly CertificateRecord[],
) => PlantedKind | undefined;

/** Elsewhere a document that is not on the roster would be told as well. */
const OFF_ROSTER = 'AUT-011';

/** Goes round the kinds; one that is not possible at a line leaves its turn to the next and comes again later. */
function planter({ registry, faults, priorRecords = [] }: SampleBatchOptions, from: SamplePlan, draw: Draw): Plant {
  const kinds = faults === undefined ? FAULT_KINDS : faultKinds(faults);
  const facts = faultFacts(registry, from);
  const prior = priorRecords.filter(
    ({ siteCode, level, occupationCode }) =>
      siteCode === from.plan.siteCode && level === from.plan.level && occupationCode === from.plan.occupationCode,
  );
  const turns = new Map<FaultKind, number>();
  const waiting = [...kinds];
  const takePrior: FaultScene['takePrior'] = () => prior.shift();
  if (waiting.length > 0) waiting.push(...waiting.splice(0, draw.below(waiting.length)));
  return (record, ordinal, earlier) => {
    for (const kind of [...waiting]) {
      const turn = turns.get(kind) ?? 0;
      const planted = kind.plant({ record, ordinal, turn, from, facts, earlier, takePrior });
      if (planted === undefined || (kind.code !== OFF_ROSTER && leavesRoster(from.plan, planted.record))) continue;
      turns.set(kind, turn + 1);
      waiting.push(...waiting.splice(waiting.indexOf(kind), 1));
      return { kind, ...planted };
    }
    return undefined;
  };
}
