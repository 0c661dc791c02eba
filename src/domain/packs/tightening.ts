/**
 * What “tighter” means: an overlay asks for as much as its base, or more. Every relation holds between a value and
 * itself, and from one to the next: what tightens a province's value tightens the nation's too.
 */
import { LEVEL_ORDER } from '../certificate/levels';
import { type AskedCondition, type Conditioned, entriesAsking, FILING_CONDITIONS } from '../application/conditions';
import { type FilingMaterials, type MaterialsAsked, neededMaterials } from '../application/materials';
import { APPLICATION_KINDS } from '../application/route';
import type { InstitutionKind } from '../reference/snapshot';
import type { CalendarYear, EligibilityCondition, EligibilityList, ListedOccupation } from './parameters';
import { INSTITUTION_KINDS, SCHOOL_TYPES } from './value-schemas';

export type Tightens<Value> = (base: Value, overlay: Value) => boolean;

type Texts = readonly string[];
type Items = readonly (string | number)[];

const isWithin = (inner: Items, outer: Items): boolean => inner.every((entry) => outer.includes(entry));

/** What is allowed: the overlay leaves something out, or nothing. */
export const allowsNoMore: Tightens<Items> = (base, overlay) => isWithin(overlay, base);
/** What is asked for: the overlay adds something, or nothing. */
export const asksNoLess: Tightens<Items> = (base, overlay) => isWithin(base, overlay);
export const atLeast: Tightens<number> = (base, overlay) => overlay >= base;
export const atMost: Tightens<number> = (base, overlay) => overlay <= base;
export const staysTrue: Tightens<boolean> = (base, overlay) => overlay || !base;

/** What is neither loose nor tight. */
export const anything: Tightens<unknown> = () => true;
export const withinRange: Tightens<{ readonly from: number; readonly to: number }> = (base, overlay) =>
  base.from <= overlay.from && overlay.to <= base.to;

/** `null` asks for nothing. */
export const orNothing =
  <Value>(tightens: Tightens<Value>): Tightens<Value | null> =>
  (base, overlay) =>
    base === null || (overlay !== null && tightens(base, overlay));

/** What lets an office end filings is neither begun nor dropped by an overlay: `null` stays `null`. */
export const onlyWhereBelow =
  <Value>(tightens: Tightens<Value>): Tightens<Value | null> =>
  (base, overlay) =>
    base === null || overlay === null ? base === overlay : tightens(base, overlay);

/** As `onlyWhereBelow`, type by type. */
export const sameTypesAtLeast: Tightens<Readonly<Partial<Record<string, number>>>> = (base, overlay) =>
  Object.keys({ ...base, ...overlay }).every((type) =>
    onlyWhereBelow(atLeast)(base[type] ?? null, overlay[type] ?? null),
  );

/** Working days are at least as long as days. */
export const longerUnit: Tightens<'DAY' | 'WORKING_DAY'> = (base, overlay) =>
  base === overlay || overlay === 'WORKING_DAY';

/** Codes are neither loose nor tight: an overlay may only say the same again. */
export const saysTheSame: Tightens<Readonly<Record<string, string>>> = (base, overlay) =>
  Object.entries(overlay).every(([key, entry]) => base[key] === entry);

interface KindTable {
  readonly EMPLOYER: Texts;
  readonly SOCIAL_ORG: Texts;
  readonly SCHOOL?: Texts | undefined;
}

/** Compares what each kind of institution is allowed, without a school type and with one. */
const byKind =
  (ofSchool: (ofKind: Texts, school: Texts) => Texts): Tightens<KindTable> =>
  (base, overlay) => {
    const allowed = (table: KindTable, kind: InstitutionKind): Texts =>
      table.SCHOOL === undefined ? table[kind] : ofSchool(table[kind], table.SCHOOL);
    return INSTITUTION_KINDS.every(
      (kind) => isWithin(overlay[kind], base[kind]) && isWithin(allowed(overlay, kind), allowed(base, kind)),
    );
  };

/** Ladders: `SCHOOL` narrows the ladder of the kind. */
export const narrowerLadders = byKind((ofKind, school) => ofKind.filter((level) => school.includes(level)));
/** Bases: `SCHOOL` stands in place of the kind's. */
export const narrowerBases = byKind((_ofKind, school) => school);

/** A type of school that is not named has no limit. */
export const lowerLimits: Tightens<Readonly<Record<string, Texts | undefined>>> = (base, overlay) =>
  Object.entries(base).every(([type, levels]) => {
    const limited = overlay[type];
    return levels === undefined || (limited !== undefined && isWithin(limited, levels));
  });

/** By code and name, because rules look at either. No work types: the whole occupation. */
const isListedIn = (overlay: readonly ListedOccupation[], { code, name, workTypes }: ListedOccupation): boolean =>
  overlay.some(
    (entry) =>
      entry.code === code &&
      entry.name === name &&
      (entry.workTypes.length === 0 || (workTypes.length > 0 && isWithin(workTypes, entry.workTypes))),
  );
export const listsNoFewer: Tightens<readonly ListedOccupation[]> = (base, overlay) =>
  base.every((entry) => isListedIn(overlay, entry));

type Demand = Pick<EligibilityCondition, 'priorLevel' | 'priorYears'>;
const NO_DEMAND: Demand = { priorLevel: null, priorYears: null };

/** What a list asks of `code` at `level`; `undefined` when it does not accept it there. */
function demandOf({ closed, conditions }: EligibilityList, code: string, level: string): Demand | undefined {
  const known = conditions.filter((condition) => condition.code === code);
  if (known.length === 0) return closed ? undefined : NO_DEMAND;
  return known.find((condition) => condition.level === level);
}

const demandsNoLess = (base: Demand, overlay: Demand): boolean =>
  (base.priorLevel === null || base.priorLevel === overlay.priorLevel) &&
  (base.priorYears === null || (overlay.priorYears !== null && overlay.priorYears >= base.priorYears));

export const admitsNoMore: Tightens<EligibilityList> = (base, overlay) => {
  if (base.closed && !overlay.closed) return false;
  const named = [...base.conditions, ...overlay.conditions];
  return named.every(({ code }) =>
    LEVEL_ORDER.every((level) => {
      const asked = demandOf(overlay, code, level);
      if (asked === undefined) return true;
      const before = demandOf(base, code, level);
      return before !== undefined && demandsNoLess(before, asked);
    }),
  );
};

/** Days are facts: an overlay repeats the years of its base and may add others. */
export const keepsYears: Tightens<Readonly<Record<string, CalendarYear>>> = (base, overlay) =>
  Object.entries(base).every(([year, { holidays, workdays }]) => {
    const again = overlay[year];
    return again !== undefined && sameItems(again.holidays, holidays) && sameItems(again.workdays, workdays);
  });
const sameItems = (one: Texts, other: Texts): boolean => isWithin(one, other) && isWithin(other, one);

export const keepsLonger: Tightens<{ readonly paper: number; readonly electronic: number }> = (base, overlay) =>
  overlay.paper >= base.paper && overlay.electronic >= base.electronic;

/** Everything that an application can be, as far as its materials depend on it. */
const APPLICATIONS: readonly MaterialsAsked[] = APPLICATION_KINDS.flatMap((kind) =>
  INSTITUTION_KINDS.flatMap((institutionKind) =>
    [...SCHOOL_TYPES, null].flatMap((schoolType) =>
      [true, false].flatMap((asksSites) =>
        [true, false].map((asksItems) => ({ kind, institutionKind, schoolType, asksSites, asksItems })),
      ),
    ),
  ),
);

/** Whatever is applied for, by whomever: by what is needed in the end, not by how the entries are cut. */
export const needsNoFewer: Tightens<readonly FilingMaterials[]> = (base, overlay) =>
  APPLICATIONS.every((application) =>
    isWithin([...neededMaterials(base, application).keys()], [...neededMaterials(overlay, application).keys()]),
  );

const APPLICANTS: readonly Conditioned[] = INSTITUTION_KINDS.flatMap((kind) =>
  [...SCHOOL_TYPES, null].map((schoolType) => ({ kind, schoolType })),
);

/** Each condition that is asked of the applicant, and each prohibition that keeps it from applying. */
const met = (entries: readonly AskedCondition[], applicant: Conditioned): readonly string[] =>
  FILING_CONDITIONS.flatMap((condition) =>
    entriesAsking(entries, applicant, condition).flatMap(({ prohibitions }): Texts => prohibitions ?? [condition]),
  );

/** Whoever applies: by what is asked in the end, not by how the entries are cut. */
export const meetsNoFewer: Tightens<readonly AskedCondition[]> = (base, overlay) =>
  APPLICANTS.every((applicant) => isWithin(met(base, applicant), met(overlay, applicant)));
