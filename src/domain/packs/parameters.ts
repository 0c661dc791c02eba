/**
 * The parameters that rules read, each with its shape and with what “tighter” means for it. A new parameter is one
 * entry in `Parameters` and one in `PARAMETERS`.
 */
export interface Parameters {
  /** Fields that CPL-001 asks for. Work type and scores have rules of their own (CPL-005, 006, 007). */
  readonly requiredFields: readonly string[];
  /** What may stand for the theory score (CPL-006). */
  readonly theorySubstitutes: readonly string[];
  /** Levels that ask for a comprehensive review (CPL-007). */
  readonly reviewLevels: readonly string[];
  /** Every part needs at least this many of 100 points. */
  readonly passMark: number;
  /** First letters of certificate numbers in use (CMP-002). */
  readonly categoryLetters: readonly string[];
  /** Character 16 of the certificate number, by level. A level without one cannot be numbered yet. */
  readonly levelCodes: Readonly<Record<string, string>>;
  /** Levels whose numbers are not one letter and 21 digits: regular expression of their 22 characters. */
  readonly numberPatterns: Readonly<Record<string, string>>;
  /** Editions of the catalogue in use; `null` is every edition of the snapshot in force on the exam date. */
  readonly catalogueEditions: readonly string[] | null;
  /** First digits of the codes of skill occupations (CMP-012). */
  readonly allowedMajors: readonly string[];
  /** Levels by kind of institution; `SCHOOL`, where given, narrows the ladder of every institution with a school type. */
  readonly ladders: Readonly<Record<string, readonly string[]>>;
  /** Full years on the exam date. */
  readonly minAge: number;
}

export type ParameterName = keyof Parameters;

interface ParameterShape {
  readonly fits: (value: unknown) => boolean;
  /** True when `overlay` asks for as much as `base`, or more. */
  readonly tightens: (base: unknown, overlay: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const within = (inner: unknown, outer: unknown): boolean =>
  isTexts(inner) && isTexts(outer) && inner.every((entry) => outer.includes(entry));

const narrowing: ParameterShape = { fits: isTexts, tightens: (base, overlay) => within(overlay, base) };
const widening: ParameterShape = { fits: isTexts, tightens: (base, overlay) => within(base, overlay) };
const atLeast = (least: number, most: number): ParameterShape => ({
  fits: (value) => isNumber(value) && value >= least && value <= most,
  tightens: (base, overlay) => isNumber(base) && isNumber(overlay) && overlay >= base,
});
/** A table of codes is neither loose nor tight: an overlay may only say the same again. */
const fixed: ParameterShape = {
  fits: (value) => isTable(value) && Object.values(value).every(isText),
  tightens: (base, overlay) =>
    isTable(base) && isTable(overlay) && Object.entries(overlay).every(([key, entry]) => base[key] === entry),
};

const SCORE_MAX = 100;
const AGE_MAX = 120;
/** Longest regular expression a pack may carry, and the characters that it may be made of. */
const PATTERN_LENGTH_MAX = 200;
const PATTERN_CHARACTERS = /^\^[A-Z0-9[\]{}()|,-]*\$$/;

const isPattern = (value: unknown): boolean => {
  if (!isText(value) || value.length > PATTERN_LENGTH_MAX || !PATTERN_CHARACTERS.test(value)) return false;
  try {
    return new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
};

/** CPL-001 leaves these to the rules that know when they are needed. */
const NEVER_IN_REQUIRED_FIELDS = ['workType', 'theoryScore', 'skillScore', 'reviewScore'];

export const PARAMETERS: Readonly<Record<ParameterName, ParameterShape>> = {
  requiredFields: {
    ...widening,
    fits: (value) => isTexts(value) && !value.some((name) => NEVER_IN_REQUIRED_FIELDS.includes(name)),
  },
  theorySubstitutes: narrowing,
  reviewLevels: widening,
  passMark: atLeast(0, SCORE_MAX),
  categoryLetters: { ...narrowing, fits: (value) => isTexts(value) && value.every((letter) => /^[A-Z]$/.test(letter)) },
  levelCodes: { ...fixed, fits: (value) => isTable(value) && Object.values(value).every((code) => /^[0-9A-Z]$/.test(String(code))) },
  numberPatterns: { ...fixed, fits: (value) => isTable(value) && Object.values(value).every(isPattern) },
  catalogueEditions: {
    fits: (value) => value === null || isTexts(value),
    tightens: (base, overlay) => base === null || within(overlay, base),
  },
  allowedMajors: narrowing,
  ladders: {
    fits: (value) => isTable(value) && isTexts(value.EMPLOYER) && isTexts(value.SOCIAL_ORG) && Object.values(value).every(isTexts),
    // A ladder that the base does not name (SCHOOL) narrows one that it does.
    tightens: (base, overlay) =>
      isTable(base) &&
      isTable(overlay) &&
      Object.keys(base).every((kind) => kind in overlay) &&
      Object.entries(overlay).every(([kind, levels]) => base[kind] === undefined || within(levels, base[kind])),
  },
  minAge: atLeast(0, AGE_MAX),
};

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly ParameterName[];
