/** The shapes that values of packs are made of. Every list and text has a limit. */
import { z } from 'zod';
import { FILING_CONDITIONS, PROHIBITIONS } from '../application/conditions';
import { MATERIAL_KINDS, MATERIAL_OCCASIONS } from '../application/materials';
import { APPLICATION_KINDS, OWNERSHIPS, ROUTE_ACTS, ROUTE_OFFICES } from '../application/route';
import { isDate } from '../calendar/dates';
import { LEVEL_ORDER } from '../certificate/levels';
import { AFFILIATIONS, BASES } from '../certificate/record';
import type { CodeLabel } from '../certificate/record';
import { MEASURE_OFFICES } from '../filing/measure-office';
import type { InstitutionKind, SchoolType } from '../reference/snapshot';
import { named } from './shape-problems';

const LIST_ENTRIES_MAX = 500;
const TEXT_CHARS_MAX = 500;
const ROUTE_STEPS_MAX = 8;
const SITE_SERIAL_MAX = 999_999;

export const text = (max = TEXT_CHARS_MAX) => z.string().regex(/\S/, named('BLANK')).max(max);
export const bilingual = z.strictObject({ zh: text(), en: text() });
export const date = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, { error: named('NO_DATE'), abort: true })
  .refine(isDate, named('NO_DAY'));

/** Distinct entries: one that stands twice is a slip of the pen. */
export const list = <Entry extends z.ZodType>(entry: Entry, min = 0) =>
  z
    .array(entry)
    .min(min)
    .max(LIST_ENTRIES_MAX)
    .refine((entries) => new Set(entries.map((each) => JSON.stringify(each))).size === entries.length, named('REPEATED'))
    ;

export const codesOf = (labels: readonly CodeLabel[]) => z.enum(labels.map(({ code }) => code));
export const level = z.enum(LEVEL_ORDER);
export const levels = list(level);
export const bases = list(codesOf(BASES), 1);
export const occupationCode = z.string().regex(/^[1-8](-[0-9]{2}){3}$/, named('NO_OCCUPATION_CODE'));
export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);
export const share = z.number().min(0).max(1);

export const SCHOOL_TYPES = [
  'TECHNICIAN_COLLEGE',
  'SENIOR_TECHNICAL_SCHOOL',
  'TECHNICAL_SCHOOL',
  'SECONDARY_VOCATIONAL',
  'HIGHER_VOCATIONAL',
  'UNIVERSITY',
] as const satisfies readonly SchoolType[];

export const INSTITUTION_KINDS = ['EMPLOYER', 'SOCIAL_ORG'] as const satisfies readonly InstitutionKind[];

export const byKind = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ EMPLOYER: value, SOCIAL_ORG: value, SCHOOL: value.optional() });
export const bySchoolType = <Value extends z.ZodType>(value: Value) =>
  z.partialRecord(z.enum(SCHOOL_TYPES), value);
/** `NONE`: an institution that is no school. */
export const bySchoolTypeOrNone = <Value extends z.ZodType>(value: Value) =>
  z.partialRecord(z.enum([...SCHOOL_TYPES, 'NONE']), value);
export const byLevel = <Value extends z.ZodType<string>>(value: Value) => z.partialRecord(level, value);

/** The only characters that a pattern of certificate numbers needs; without stars it cannot run away. */
const PATTERN_CHARS_MAX = 200;
export const numberPattern = z
  .string()
  .max(PATTERN_CHARS_MAX)
  .regex(/^\^[A-Z0-9[\]{}()|,-]*\$$/, {
    error: named('NO_PATTERN'),
    abort: true,
  })
  .refine(isExpression, named('NO_EXPRESSION'));

function isExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

export const listedOccupation = z
  .strictObject({ code: occupationCode, name: text(100), workTypes: list(text(100)) });

const condition = z
  .strictObject({
    code: text(20),
    level,
    title: bilingual,
    priorLevel: level.nullable(),
    priorYears: wholeNumber(0, 50).nullable(),
  })
  .refine(({ priorLevel, priorYears }) => priorLevel !== null || priorYears === null, named('YEARS_WITHOUT_LEVEL'));
export const eligibilityList = z
  .strictObject({ closed: z.boolean(), conditions: list(condition) })
  .refine(
    ({ conditions }) => new Set(conditions.map((each) => `${each.code} ${each.level}`)).size === conditions.length,
    named('CONDITION_TWICE'),
  );

const calendarYear = z.strictObject({ holidays: list(date), workdays: list(date) });
export const calendar = z
  .record(z.string().regex(/^20[0-9]{2}$/, named('NO_YEAR')), calendarYear)
  .refine(
    (years) =>
      Object.entries(years).every(([year, { holidays, workdays }]) =>
        [...holidays, ...workdays].every((day) => day.startsWith(`${year}-`)),
      ),
    named('OTHER_YEAR'),
  )
  .refine(
    (years) => Object.values(years).every(({ holidays, workdays }) => !holidays.some((day) => workdays.includes(day))),
    named('HOLIDAY_AND_WORKDAY'),
  );

const clauses = list(text(100), 1);
const some = <Entry extends z.ZodType>(entry: Entry) => list(entry, 1).nullable();
const filingRoute = z
  .strictObject({
    title: bilingual,
    kinds: some(z.enum(APPLICATION_KINDS)),
    institutionKinds: some(z.enum(INSTITUTION_KINDS)),
    schoolTypes: some(z.enum([...SCHOOL_TYPES, 'NONE'])),
    ownerships: some(z.enum(OWNERSHIPS)),
    grades: some(z.enum(['PROVINCE', 'CITY'])),
    audiences: some(codesOf(AFFILIATIONS)),
    steps: z.array(z.strictObject({ by: z.enum(ROUTE_OFFICES), act: z.enum(ROUTE_ACTS) })).min(1).max(ROUTE_STEPS_MAX),
    basis: clauses,
  })
  .refine(({ steps }) => steps.findIndex(({ act }) => act === 'RECORD') === steps.length - 1, named('ROUTE_END'));
export const filingRoutes = list(filingRoute);

/** Each is compared with every application there can be (`needsNoFewer`). */
const MATERIAL_ENTRIES_MAX = 100;
export const filingMaterials = list(
  z.strictObject({
    kinds: some(z.enum(APPLICATION_KINDS)),
    institutionKinds: some(z.enum(INSTITUTION_KINDS)),
    schoolTypes: some(z.enum([...SCHOOL_TYPES, 'NONE'])),
    occasion: z.enum(MATERIAL_OCCASIONS),
    materials: list(z.enum(MATERIAL_KINDS), 1),
    basis: clauses,
  }),
).max(MATERIAL_ENTRIES_MAX);
const askedCondition = z
  .strictObject({
    condition: z.enum(FILING_CONDITIONS),
    institutionKinds: some(z.enum(INSTITUTION_KINDS)),
    schoolTypes: some(z.enum([...SCHOOL_TYPES, 'NONE'])),
    prohibitions: list(z.enum(PROHIBITIONS), 1).optional(),
    basis: clauses,
  })
  .refine(
    ({ condition, prohibitions }) => (condition === 'NOT_PROHIBITED') === (prohibitions !== undefined),
    named('PROHIBITIONS_OF_NOT_PROHIBITED'),
  );
export const filingConditions = list(askedCondition);

const measureOffice = z.enum(MEASURE_OFFICES);
export const measureOffices = z.strictObject({ SUSPENSION: measureOffice, REVOCATION: measureOffice });

const siteSerial = wholeNumber(1, SITE_SERIAL_MAX);
export const siteSerials = z
  .strictObject({ from: siteSerial, to: siteSerial })
  .refine(({ from, to }) => from <= to, named('NO_RANGE'));
