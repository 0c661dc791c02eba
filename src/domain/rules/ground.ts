/** What holds for all records of a batch that are judged by the same parameters, made ready for look-ups. */
import { numberReader, type NumberReader } from '../certificate/certificate-number';
import { bitsOf } from '../certificate/reading';
import type { ListedOccupation, Parameters } from '../packs/parameters';
import type { SnapshotPlan } from '../reference/snapshot';
import type { BatchContext } from './batch-context';
import { allowedBasesOf, ladderOf, levelLimitOf } from './ladder';
import { approvedPlan } from './plan-facts';

export interface Ground {
  readonly batch: BatchContext;
  readonly parameters: Parameters;
  /** Absent unless the plan is approved (CMP-024). */
  readonly plan: SnapshotPlan | undefined;
  /** Levels of the institution's ladder. */
  readonly ladder: readonly string[];
  /** Levels that the pack leaves to this type of school; `undefined` where it sets no limit. */
  readonly levelLimit: readonly string[] | undefined;
  /** Bases that this kind of institution may certify by; `undefined` where the pack says nothing of it. */
  readonly allowedBases: readonly string[] | undefined;
  /** Certificate numbers of the standard shape. */
  readonly readNumber: NumberReader;
  readonly numberPatterns: ReadonlyMap<string, RegExp>;
  /** Fields that the packs require, as bits (`Reading.blanks`). */
  readonly requiredBits: number;
  /** By the name of the occupation: codes have moved from one edition of the catalogue to the next. */
  readonly blockedOccupations: ReadonlyMap<string, readonly ListedOccupation[]>;
  readonly confirmOccupations: ReadonlyMap<string, readonly ListedOccupation[]>;
  /** Levels of each declared condition that the pack knows. */
  readonly levelsByCondition: ReadonlyMap<string, readonly string[]>;
  /** Work types that the filings of an occupation name, all together; an occupation with a filing for every work type is absent. */
  readonly filedWorkTypes: ReadonlyMap<string, ReadonlySet<string>>;
}

const byName = (listed: readonly ListedOccupation[]): ReadonlyMap<string, readonly ListedOccupation[]> =>
  new Map(listed.map(({ name }) => [name, listed.filter((entry) => entry.name === name)]));

function levelsByCondition({ eligibilityConditions }: Parameters): ReadonlyMap<string, readonly string[]> {
  const { conditions } = eligibilityConditions;
  return new Map(
    conditions.map(({ code }) => [code, conditions.filter((each) => each.code === code).map(({ level }) => level)]),
  );
}

function filedWorkTypes({ filingsByOccupation }: BatchContext): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, ReadonlySet<string>>();
  for (const [code, filings] of filingsByOccupation) {
    if (filings.some(({ workTypes }) => workTypes.length === 0)) continue;
    named.set(code, new Set(filings.flatMap(({ workTypes }) => workTypes)));
  }
  return named;
}

export const groundOf = (batch: BatchContext, parameters: Parameters): Ground => ({
  batch,
  parameters,
  plan: approvedPlan(batch),
  ladder: ladderOf(batch.institution, parameters),
  levelLimit: levelLimitOf(batch.institution, parameters),
  allowedBases: allowedBasesOf(batch.institution, parameters),
  readNumber: numberReader(),
  numberPatterns: new Map(Object.entries(parameters.numberPatterns).map(([level, text]) => [level, new RegExp(text)])),
  requiredBits: bitsOf(parameters.requiredFields),
  blockedOccupations: byName(parameters.blockedOccupations),
  confirmOccupations: byName(parameters.confirmOccupations),
  levelsByCondition: levelsByCondition(parameters),
  filedWorkTypes: filedWorkTypes(batch),
});
