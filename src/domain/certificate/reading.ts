/**
 * reading   what one record says, field by field, read once: a value that is well formed, or nothing
 * trouble   why a value that is there could not be read; CPL-002 and CPL-003 report it, other rules stay silent
 */
import { isDate } from '../calendar/dates';
import { isStandardNumber, serialIn, SERIES_LENGTH } from './certificate-number';
import { RECORD_FIELDS } from './record';
import type { RawRecord, RecordField } from './record';
import { holdsForbiddenCharacters, holdsFullWidth, isBlank, isCommonText, isHexadecimal } from './text';

export type TroubleKind = 'TYPE' | 'LENGTH' | 'CHARACTERS' | 'FULL_WIDTH' | 'CODE' | 'DATE' | 'RANGE' | 'DIGEST';

export interface Trouble {
  readonly field: RecordField;
  readonly kind: TroubleKind;
}

const SCORE_MIN = 0;
const SCORE_MAX = 100;
const PHOTO_DIGEST_LENGTH = 64;

/** Fields of letters and digits only, where a full-width form is a slip of the keyboard. */
export const IDENTIFIER_FIELDS: ReadonlySet<string> = new Set([
  'certificateNo',
  'idNumber',
  'occupationCode',
  'siteCode',
  'eligibilityCondition',
  'photoDigest',
]);

/** What is noticed while a record is read, in the order of the contract. */
type Notes = { troubles: Trouble[] | undefined; blanks: number };
/** The value, when it is well formed; else `undefined`, with a trouble noted unless the value is blank. */
type Reader<Value> = (value: unknown, notes: Notes) => Value | undefined;

function fieldOf(name: string): RecordField {
  const field = RECORD_FIELDS.find((each) => each.name === name);
  if (field === undefined) throw new RangeError(`The record has no field ${name}.`);
  return field;
}

const BITS: ReadonlyMap<string, number> = new Map(RECORD_FIELDS.map(({ name }, index) => [name, 1 << index]));

/** The fields as bits of `Reading.blanks`. Throws RangeError for what is no field of the contract. */
export function bitsOf(names: readonly string[]): number {
  let bits = 0;
  for (const name of names) bits |= BITS.get(fieldOf(name).name) ?? 0;
  return bits;
}

function note(notes: Notes, field: RecordField, kind: TroubleKind): undefined {
  (notes.troubles ??= []).push({ field, kind });
  return undefined;
}

function noteBlank(notes: Notes, bit: number): undefined {
  notes.blanks |= bit;
  return undefined;
}

function textTrouble(text: string, longest: number, isIdentifier: boolean): TroubleKind | undefined {
  // Characters as people count them: rare Han characters take two UTF-16 units each.
  if (text.length > longest && [...text].length > longest) return 'LENGTH';
  if (isCommonText(text)) return undefined;
  if (holdsForbiddenCharacters(text)) return 'CHARACTERS';
  return isIdentifier && holdsFullWidth(text) ? 'FULL_WIDTH' : undefined;
}

/** `longest` in characters (code points). */
function text(name: string, longest = fieldOf(name).maxLength ?? Infinity): Reader<string> {
  const field = fieldOf(name);
  const bit = bitsOf([name]);
  const isIdentifier = IDENTIFIER_FIELDS.has(name);
  return (value, notes) => {
    if (isBlank(value)) return noteBlank(notes, bit);
    if (typeof value !== 'string') return note(notes, field, 'TYPE');
    const kind = textTrouble(value, longest, isIdentifier);
    return kind === undefined ? value : note(notes, field, kind);
  };
}

/** A number of the site, year and level of the last one can differ in six digits only. */
function certificateNumber(name: string): Reader<string> {
  // The length of a certificate number is a part of its structure: CMP-001 speaks of it.
  const readText = text(name, Infinity);
  let series: string | undefined;
  return (value, notes) => {
    if (series !== undefined && typeof value === 'string' && serialIn(series, value) !== -1) return value;
    const read = readText(value, notes);
    if (read !== undefined && isStandardNumber(read)) series = read.slice(0, SERIES_LENGTH);
    return read;
  };
}

/** A digest of another length is told as no digest, not as a text that is too long. */
function digest(name: string): Reader<string> {
  const field = fieldOf(name);
  const readText = text(name, Infinity);
  return (value, notes) => {
    if (typeof value === 'string' && value.length === PHOTO_DIGEST_LENGTH && isHexadecimal(value)) return value;
    const read = readText(value, notes);
    return read === undefined ? undefined : note(notes, field, 'DIGEST');
  };
}

function code(name: string): Reader<string> {
  const field = fieldOf(name);
  const bit = bitsOf([name]);
  const allowed = new Set((field.codes ?? []).map((each) => each.code));
  return (value, notes) => {
    if (typeof value === 'string' && allowed.has(value)) return value;
    return isBlank(value) ? noteBlank(notes, bit) : note(notes, field, 'CODE');
  };
}

function date(name: string): Reader<string> {
  const field = fieldOf(name);
  const bit = bitsOf([name]);
  return (value, notes) => {
    if (isBlank(value)) return noteBlank(notes, bit);
    if (typeof value !== 'string') return note(notes, field, 'TYPE');
    return isDate(value) ? value : note(notes, field, 'DATE');
  };
}

function score(name: string): Reader<number> {
  const field = fieldOf(name);
  const bit = bitsOf([name]);
  return (value, notes) => {
    if (isBlank(value)) return noteBlank(notes, bit);
    if (typeof value !== 'number' || !Number.isFinite(value)) return note(notes, field, 'TYPE');
    return value >= SCORE_MIN && value <= SCORE_MAX ? value : note(notes, field, 'RANGE');
  };
}

/** For what most records of a batch have in common: the text that was read well last time needs no second look. */
function steady(read: Reader<string>): Reader<string> {
  let last: string | undefined;
  return (value, notes) => {
    if (last !== undefined && value === last) return last;
    const wellRead = read(value, notes);
    if (wellRead !== undefined) last = wellRead;
    return wellRead;
  };
}

const READERS = {
  certificateNo: certificateNumber('certificateNo'),
  name: text('name'),
  idType: steady(code('idType')),
  idNumber: text('idNumber'),
  sex: code('sex'),
  birthDate: date('birthDate'),
  education: code('education'),
  candidateCategory: code('candidateCategory'),
  affiliation: code('affiliation'),
  occupationCode: steady(text('occupationCode')),
  occupationName: steady(text('occupationName')),
  workType: steady(text('workType')),
  level: steady(code('level')),
  basis: steady(code('basis')),
  source: steady(code('source')),
  eligibilityCondition: text('eligibilityCondition'),
  examDate: date('examDate'),
  siteCode: steady(text('siteCode')),
  theoryScore: score('theoryScore'),
  theorySubstitute: code('theorySubstitute'),
  skillScore: score('skillScore'),
  reviewScore: score('reviewScore'),
  overallGrade: code('overallGrade'),
  issuedOn: date('issuedOn'),
  institutionName: steady(text('institutionName')),
  photoDigest: digest('photoDigest'),
  remark: text('remark'),
} as const satisfies Record<string, Reader<string> | Reader<number>>;

/** Every field is `undefined` when it is blank or in trouble. */
export type Reading = {
  readonly [Name in keyof typeof READERS]: ReturnType<(typeof READERS)[Name]>;
} & {
  readonly troubles: readonly Trouble[];
  /** A bit for each field that is blank (`bitsOf`): whoever asks for many fields at once looks once. */
  readonly blanks: number;
};

const NO_TROUBLES: readonly Trouble[] = Object.freeze([]);

/** Written out field by field: a loop over names reads a record half as fast, and every rule waits for it. */
export function readRecord(record: RawRecord): Reading {
  const notes: Notes = { troubles: undefined, blanks: 0 };
  return {
    certificateNo: READERS.certificateNo(record.certificateNo, notes),
    name: READERS.name(record.name, notes),
    idType: READERS.idType(record.idType, notes),
    idNumber: READERS.idNumber(record.idNumber, notes),
    sex: READERS.sex(record.sex, notes),
    birthDate: READERS.birthDate(record.birthDate, notes),
    education: READERS.education(record.education, notes),
    candidateCategory: READERS.candidateCategory(record.candidateCategory, notes),
    affiliation: READERS.affiliation(record.affiliation, notes),
    occupationCode: READERS.occupationCode(record.occupationCode, notes),
    occupationName: READERS.occupationName(record.occupationName, notes),
    workType: READERS.workType(record.workType, notes),
    level: READERS.level(record.level, notes),
    basis: READERS.basis(record.basis, notes),
    source: READERS.source(record.source, notes),
    eligibilityCondition: READERS.eligibilityCondition(record.eligibilityCondition, notes),
    examDate: READERS.examDate(record.examDate, notes),
    siteCode: READERS.siteCode(record.siteCode, notes),
    theoryScore: READERS.theoryScore(record.theoryScore, notes),
    theorySubstitute: READERS.theorySubstitute(record.theorySubstitute, notes),
    skillScore: READERS.skillScore(record.skillScore, notes),
    reviewScore: READERS.reviewScore(record.reviewScore, notes),
    overallGrade: READERS.overallGrade(record.overallGrade, notes),
    issuedOn: READERS.issuedOn(record.issuedOn, notes),
    institutionName: READERS.institutionName(record.institutionName, notes),
    photoDigest: READERS.photoDigest(record.photoDigest, notes),
    remark: READERS.remark(record.remark, notes),
    troubles: notes.troubles ?? NO_TROUBLES,
    blanks: notes.blanks,
  };
}
