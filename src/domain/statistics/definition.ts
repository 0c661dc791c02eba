/**
 * definition  what a tally counts, by what it tells rows apart, and how: data with a name and a version. Every report names the
 *             one by which was counted. Whatever changes in it raises its version (test/domain/statistics/definition.test.ts).
 */
import type { Bilingual } from '../bilingual';
import { canonicalDigest } from '../reference/canonical-digest';
import { AGE_BANDS, HIGH_SKILLED_LEVELS, NO_SCHOOL } from './tally';

/** By what rows are told apart, in the order of a row. */
export const TALLY_DIMENSIONS = [
  'regionCode',
  'institutionKind',
  'schoolType',
  'occupationCode',
  'level',
  'sex',
  'ageBand',
  'candidateCategory',
] as const;
export type TallyDimension = (typeof TALLY_DIMENSIONS)[number];

export interface DefinedBand {
  readonly code: string;
  /** The first full year of age. */
  readonly from: number;
  readonly zh: string;
}

export interface TallyDefinition {
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  /** The state of a certificate that counts. */
  readonly counted: 'LIVE';
  /** The day of the certificate whose month is the period. */
  readonly periodOf: 'issuedOn';
  /** Whose region a row has. */
  readonly regionOf: 'city of the institution';
  /** Kind and type of the institution are those of this moment. */
  readonly institutionAt: 'approval';
  readonly dimensions: readonly TallyDimension[];
  readonly ageBands: readonly DefinedBand[];
  /** The day on which full years of age are counted. */
  readonly ageOn: 'examDate';
  readonly highSkilledLevels: readonly string[];
  /** Stands where an institution is no school. */
  readonly noSchool: string;
}

export const TALLY_DEFINITION: TallyDefinition = {
  name: 'tally',
  version: 1,
  counted: 'LIVE',
  periodOf: 'issuedOn',
  regionOf: 'city of the institution',
  institutionAt: 'approval',
  dimensions: TALLY_DIMENSIONS,
  ageBands: AGE_BANDS,
  ageOn: 'examDate',
  highSkilledLevels: HIGH_SKILLED_LEVELS,
  noSchool: NO_SCHOOL,
};

export const DIMENSION_TITLES: Readonly<Record<TallyDimension, Bilingual>> = {
  regionCode: { zh: '评价机构所属市州', en: 'City of the institution, GB/T 2260' },
  institutionKind: { zh: '评价机构类别(终审时)', en: 'Kind of the institution, as registered at approval' },
  schoolType: { zh: '院校类别(终审时)', en: 'Type of school, as registered at approval' },
  occupationCode: { zh: '职业编码', en: 'Occupation code' },
  level: { zh: '职业技能等级', en: 'Level' },
  sex: { zh: '性别', en: 'Sex' },
  ageBand: { zh: '年龄段(考试当日周岁)', en: 'Age band, full years on the day of the exam' },
  candidateCategory: { zh: '考生类别', en: 'Candidate category' },
};

/** `tally@1` */
export const definitionName = ({ name, version }: Pick<TallyDefinition, 'name' | 'version'>): string =>
  `${name}@${version}`;

/** SHA-256, hex, over all that decides what is counted; the words for people may get better without a new version. */
export const definitionDigest = ({ name, version, ageBands, ...rules }: TallyDefinition): string =>
  canonicalDigest({ ...rules, name, version, ageBands: ageBands.map(({ code, from }) => ({ code, from })) });
