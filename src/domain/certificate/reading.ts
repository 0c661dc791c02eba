/**
 * reading   what one record says, field by field, read once: a value that is well formed, or nothing
 * trouble   why a value that is there could not be read; CPL-002 and CPL-003 report it, other rules stay silent
 */
import { isDate } from '../calendar/dates';
import { RECORD_FIELDS } from './record';
import type { RawRecord, RecordField } from './record';
import { holdsForbiddenCharacters, holdsFullWidth, isBlank, isPrintableAscii } from './text';

export type TroubleKind = 'TYPE' | 'LENGTH' | 'CHARACTERS' | 'FULL_WIDTH' | 'CODE' | 'DATE' | 'RANGE' | 'DIGEST';

export interface Trouble {
  readonly field: RecordField;
  readonly kind: TroubleKind;
}

const SCORE_MIN = 0;
const SCORE_MAX = 100;
const PHOTO_DIGEST_SHAPE = /^[0-9a-fA-F]{64}$/;

/** Fields of letters and digits only, where a full-width form is a slip of the keyboard. */
export const IDENTIFIER_FIELDS: ReadonlySet<string> = new Set([
  'certificateNo',
  'idNumber',
  'occupationCode',
  'siteCode',
  'photoDigest',
]);

const NO_TROUBLES: readonly Trouble[] = Object.freeze([]);

/** Every field is `undefined` when it is blank or in trouble. */
export class Reading {
  certificateNo: string | undefined = undefined;
  name: string | undefined = undefined;
  idType: string | undefined = undefined;
  idNumber: string | undefined = undefined;
  sex: string | undefined = undefined;
  birthDate: string | undefined = undefined;
  education: string | undefined = undefined;
  candidateCategory: string | undefined = undefined;
  affiliation: string | undefined = undefined;
  occupationCode: string | undefined = undefined;
  occupationName: string | undefined = undefined;
  workType: string | undefined = undefined;
  level: string | undefined = undefined;
  basis: string | undefined = undefined;
  source: string | undefined = undefined;
  eligibilityCondition: string | undefined = undefined;
  examDate: string | undefined = undefined;
  siteCode: string | undefined = undefined;
  theoryScore: number | undefined = undefined;
  theorySubstitute: string | undefined = undefined;
  skillScore: number | undefined = undefined;
  reviewScore: number | undefined = undefined;
  overallGrade: string | undefined = undefined;
  issuedOn: string | undefined = undefined;
  institutionName: string | undefined = undefined;
  photoDigest: string | undefined = undefined;
  remark: string | undefined = undefined;
  troubles: readonly Trouble[] = NO_TROUBLES;
}

type Judge = (value: unknown) => TroubleKind | undefined;

const judgeNumber: Judge = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'TYPE';
  return value < SCORE_MIN || value > SCORE_MAX ? 'RANGE' : undefined;
};

const judgeDate: Judge = (value) => {
  if (typeof value !== 'string') return 'TYPE';
  return isDate(value) ? undefined : 'DATE';
};

function judgeCode({ codes = [] }: RecordField): Judge {
  const allowed = new Set<unknown>(codes.map(({ code }) => code));
  return (value) => (allowed.has(value) ? undefined : 'CODE');
}

function judgeText({ name, maxLength = Infinity }: RecordField): Judge {
  // The length of a certificate number is a part of its structure: CMP-001 speaks of it.
  const longest = name === 'certificateNo' ? Infinity : maxLength;
  const identifier = IDENTIFIER_FIELDS.has(name);
  return (value) => {
    if (typeof value !== 'string') return 'TYPE';
    if (value.length > longest) return 'LENGTH';
    if (!isPrintableAscii(value)) {
      if (holdsForbiddenCharacters(value)) return 'CHARACTERS';
      if (identifier && holdsFullWidth(value)) return 'FULL_WIDTH';
    }
    return undefined;
  };
}

const judgeDigest: Judge = (value) => {
  const trouble = typeof value === 'string' && holdsFullWidth(value) ? 'FULL_WIDTH' : undefined;
  return trouble ?? (typeof value !== 'string' ? 'TYPE' : PHOTO_DIGEST_SHAPE.test(value) ? undefined : 'DIGEST');
};

function judgeOf(field: RecordField): Judge {
  if (field.type === 'number') return judgeNumber;
  if (field.type === 'date') return judgeDate;
  if (field.type === 'code') return judgeCode(field);
  return field.name === 'photoDigest' ? judgeDigest : judgeText(field);
}

const READERS = RECORD_FIELDS.map((field) => ({ field, name: field.name, judge: judgeOf(field) }));

export function readRecord(record: RawRecord): Reading {
  const reading = new Reading();
  let troubles: Trouble[] | undefined;
  for (const { field, name, judge } of READERS) {
    const value = record[name];
    if (isBlank(value)) continue;
    const kind = judge(value);
    // A judge lets only a value of its field's type pass, so the reading's own types hold.
    if (kind === undefined) Reflect.set(reading, name, value);
    else (troubles ??= []).push({ field, kind });
  }
  if (troubles !== undefined) reading.troubles = troubles;
  return reading;
}
