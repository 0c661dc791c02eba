/**
 * One stored batch under two sets of packs. Rules about records and about the batch are asked anew by both; what only the
 * hub could find is taken as it was found, and each set weighs it. Read twice: findings about the whole batch are part of
 * every verdict, and they are known only when all records were seen.
 */
import { readRecord } from '../../domain/certificate/reading';
import type { RawRecord } from '../../domain/certificate/record';
import { countTrial, type TrialFlip, type TrialTally, type WeighedFinding } from '../../domain/publishing/compare-verdicts';
import type { BatchFacts } from '../../domain/rules/batch-facts';
import type { PreparedCheck } from '../../domain/rules/check-records';
import { type DeclarationIndex, declarationIndex, declarationOf } from '../../domain/rules/declarations';
import { HUB_ONLY_CODES, REGISTRY_RULES, ruleByCode } from '../../domain/rules/index';
import type { Finding, Severity } from '../../domain/rules/rule';
import { duplicateInsideBatch } from '../../domain/rules/rules/AUT-008-duplicate-inside-batch';
import { recordsOf } from '../intake/read-records';
import type { CheckedBatch, Stores } from '../ports';
import type { StoredTrialFinding } from './pack-ports';

export interface TwoChecks {
  readonly before: PreparedCheck;
  readonly after: PreparedCheck;
}
type TrialStores = Pick<Stores, 'chunks' | 'records' | 'packTrials'>;

/** Rules whose stored findings are taken as they are, or that judge no batch at all. */
export const NOT_ASKED_ANEW: readonly string[] = [...HUB_ONLY_CODES, ...REGISTRY_RULES.map(({ code }) => code)];

const BATCH_LINE = 0;
const FROM_HUB = 'HUB';

/** `keep` takes the flips of some thousand lines at a time, in the order of lines. */
export async function judgeTwice(
  stores: TrialStores,
  batch: CheckedBatch,
  checks: TwoChecks,
  keep: (flips: readonly TrialFlip[]) => Promise<void>,
): Promise<TrialTally> {
  const scales = await openScales(stores, batch, checks);
  const count = countTrial();
  let line = 1;
  for await (const body of stores.chunks.bodies(batch.id)) {
    const records = [...recordsOf(body)];
    const stored = byLine(await stores.packTrials.storedFindings(batch.id, line, line + records.length - 1));
    const flips: TrialFlip[] = [];
    for (const { record } of records) {
      const weighed = scales.weigh(record, line, stored.get(line) ?? NOTHING_STORED);
      const flip = weighed === undefined ? count.addClean() : count.add({ line, ...weighed });
      if (flip !== undefined) flips.push(flip);
      line += 1;
    }
    if (flips.length > 0) await keep(flips);
  }
  return count.tally();
}

type Weighed = { readonly [side in keyof TwoChecks]: readonly WeighedFinding[] };

interface Scales {
  /** `undefined` when neither set says anything about the line. */
  weigh(record: RawRecord, line: number, stored: readonly StoredTrialFinding[]): Weighed | undefined;
}

async function openScales(stores: TrialStores, batch: CheckedBatch, checks: TwoChecks): Promise<Scales> {
  const declared = declarationIndex(batch.header);
  const facts = await factsOf(stores, batch.id, checks);
  const stored = await stores.packTrials.storedFindings(batch.id, BATCH_LINE, BATCH_LINE);
  const sameHolding = await stores.records.sameHolding(batch.id);
  const repeated = new Set(sameHolding.flatMap((lines) => lines.slice(1)));
  const ofBatch = (side: keyof TwoChecks): readonly WeighedFinding[] => [
    ...weigh(checks[side].checkFacts(facts[side]), { declared, stored }),
    ...weighStored(stored, checks[side]),
  ];
  const [batchBefore, batchAfter] = [ofBatch('before'), ofBatch('after')];
  const batchIsClean = batchBefore.length + batchAfter.length === 0;
  return {
    weigh: (record, line, storedOfLine) => {
      const reading = readRecord(record);
      const before = checks.before.checkReading(record, reading, line);
      const after = checks.after.checkReading(record, reading, line);
      const isRepeat = repeated.has(line);
      const isClean = before.length + after.length + storedOfLine.length === 0 && !isRepeat && batchIsClean;
      if (isClean) return undefined;
      const known = { declared, stored: storedOfLine, record };
      const shared = (check: PreparedCheck): readonly WeighedFinding[] => [
        ...weighStored(storedOfLine, check),
        ...(isRepeat ? weighRepeat(line, check, known) : []),
      ];
      return {
        before: [...weigh(before, known), ...shared(checks.before), ...batchBefore],
        after: [...weigh(after, known), ...shared(checks.after), ...batchAfter],
      };
    },
  };
}

/** The pass mark is part of the facts, so each set gathers its own. */
async function factsOf(
  { chunks }: TrialStores,
  batchId: string,
  { before, after }: TwoChecks,
): Promise<{ readonly [side in keyof TwoChecks]: BatchFacts }> {
  const [factsBefore, factsAfter] = [before.openFacts(), after.openFacts()];
  for await (const body of chunks.bodies(batchId)) {
    for (const { record } of recordsOf(body)) {
      const reading = readRecord(record);
      factsBefore.add(reading);
      factsAfter.add(reading);
    }
  }
  return { before: factsBefore.finish(), after: factsAfter.finish() };
}

interface KnownOfLine {
  readonly declared: DeclarationIndex;
  readonly stored: readonly StoredTrialFinding[];
  readonly record?: RawRecord;
}

/** What became of the stored finding counts; one that only the tried set makes can be declared in the header alone. */
function weigh(findings: readonly Finding[], { declared, stored, record }: KnownOfLine): readonly WeighedFinding[] {
  return findings.map((finding) => {
    const { code, severity } = finding;
    const standing = stored.find((each) => each.code === code && each.source !== FROM_HUB);
    return { code, severity, declared: standing?.declared ?? declarationOf(declared, finding, record) !== undefined };
  });
}

/** As the set's switches weigh the rule; a rule that they switch off says nothing. */
const weighStored = (stored: readonly StoredTrialFinding[], check: PreparedCheck): readonly WeighedFinding[] =>
  stored
    .filter(({ source }) => source === FROM_HUB)
    .flatMap(({ code, declared }) => {
      const severity = severityOf(code, check);
      return severity === undefined ? [] : [{ code, severity, declared }];
    });

function severityOf(code: string, check: PreparedCheck): Severity | undefined {
  const rule = ruleByCode(code);
  return rule && check.severityOf(rule);
}

function weighRepeat(line: number, check: PreparedCheck, known: KnownOfLine): readonly WeighedFinding[] {
  const { code } = duplicateInsideBatch;
  const severity = check.severityOf(duplicateInsideBatch);
  if (severity === undefined) return [];
  const standing = known.stored.find((each) => each.code === code);
  const declared = standing?.declared ?? declarationOf(known.declared, { code, line, severity }, known.record) !== undefined;
  return [{ code, severity, declared }];
}

const NOTHING_STORED: readonly StoredTrialFinding[] = [];

function byLine(stored: readonly StoredTrialFinding[]): ReadonlyMap<number, readonly StoredTrialFinding[]> {
  const lines = new Map<number, StoredTrialFinding[]>();
  for (const finding of stored) {
    const kept = lines.get(finding.line);
    if (kept === undefined) lines.set(finding.line, [finding]);
    else kept.push(finding);
  }
  return lines;
}
