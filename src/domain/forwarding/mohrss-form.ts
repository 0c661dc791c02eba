/**
 * The record under the indicator names of the labour ministry's systems (金保工程指标), where it has one; other fields keep their
 * own names. Names and code tables come from public material and differ between systems: a feed that needs others lists its
 * fields itself (docs/feeds.md).
 */
import { RECORD_FIELDS } from '../certificate/record';
import type { FormField } from './form';

interface Indicator {
  readonly field: string;
  readonly as: string;
  readonly codes?: Readonly<Record<string, string>>;
}

/** GB/T 2261.1 */
const SEX_CODES = { MALE: '1', FEMALE: '2' };

/** AAC058 as provinces publish it. The permits have one code for those of Hong Kong and another for Macao; the record has one type. */
const DOCUMENT_CODES = {
  RESIDENT_ID: '01',
  MILITARY_ID: '02',
  HK_MACAO_PERMIT: '04',
  TAIWAN_PERMIT: '06',
  FOREIGN_PERMANENT_RESIDENT: '07',
  PASSPORT: '08',
  HMT_RESIDENCE_PERMIT: '99',
};

/** GB/T 4658 */
const EDUCATION_CODES = {
  POSTGRADUATE: '10',
  BACHELOR: '20',
  ASSOCIATE: '30',
  SECONDARY_VOCATIONAL: '41',
  TECHNICAL_SCHOOL: '47',
  HIGH_SCHOOL: '60',
  JUNIOR_HIGH: '70',
  PRIMARY: '80',
  OTHER: '90',
};

/**
 * AAC002 社会保障号 is not among them: it is the document number only of who holds a resident identity card, and the record does
 * not know it of others. Nor is AAC015, whose levels are those of another kind of certificate.
 */
const INDICATORS: readonly Indicator[] = [
  { field: 'name', as: 'AAC003' },
  { field: 'idType', as: 'AAC058', codes: DOCUMENT_CODES },
  { field: 'idNumber', as: 'AAC147' },
  { field: 'sex', as: 'AAC004', codes: SEX_CODES },
  { field: 'birthDate', as: 'AAC006' },
  { field: 'education', as: 'AAC011', codes: EDUCATION_CODES },
  { field: 'workType', as: 'ACA111' },
  { field: 'regionCode', as: 'AAB301' },
];

const indicatorOf = (field: string): FormField => {
  const indicator = INDICATORS.find((each) => each.field === field);
  return { field, as: indicator?.as ?? field, showing: 'plain', codes: indicator?.codes ?? null };
};

export const MOHRSS_FIELDS: readonly FormField[] = [...RECORD_FIELDS.map(({ name }) => name), 'regionCode'].map(
  indicatorOf,
);
