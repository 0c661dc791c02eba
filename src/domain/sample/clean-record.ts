/** A record that breaks no rule: the `ordinal`-th (from 0) of a plan. The same place always makes the same record. */
import { formatCertificateNumber, partsOf } from '../certificate/certificate-number';
import type { CertificateRecord } from '../certificate/record';
import type { RegistryInstitution } from '../registry/document';
import { drawFrom, mix, type Draw } from './draw';
import { foreignerAt, residentAt, type AgeGroup, type SamplePerson } from './people';
import { SERIALS_PER_YEAR, type SamplePlan } from './sample-plan';

export const LEVEL_DIGITS: { readonly [level: string]: string } = {
  LEVEL_5: '5',
  LEVEL_4: '4',
  LEVEL_3: '3',
  LEVEL_2: '2',
  LEVEL_1: '1',
};

export function cleanRecord(from: SamplePlan, ordinal: number): CertificateRecord {
  const { plan, filing, institution } = from;
  const draw = drawFrom(mix(from.seed, ordinal));
  const affiliation = draw.pick(filing.audience);
  const isYoung = isYoungCandidate(affiliation, plan.level, draw);
  const person = personAt(from, isYoung ? from.young : from.adult, ordinal, draw);
  const year = Math.floor(ordinal / SERIALS_PER_YEAR);
  const issuedOn = draw.pick(from.issueDays[year] ?? []);
  return {
    certificateNo: certificateNo(plan.siteCode, issuedOn, plan.level, 1 + (ordinal % SERIALS_PER_YEAR)),
    ...person,
    education: educationOf(institution, affiliation, draw),
    candidateCategory: categoryOf(affiliation, isYoung, draw),
    affiliation,
    occupationCode: plan.occupationCode,
    occupationName: from.occupationName,
    workType: plan.workType,
    level: plan.level,
    basis: filing.basis[0] ?? 'NATIONAL_STANDARD',
    source: affiliation === 'OWN_STUDENT' && draw.chance(COOPERATION_SHARE) ? 'ENTERPRISE_COOPERATION' : 'EXAM',
    eligibilityCondition: `${LEVEL_DIGITS[plan.level] ?? '5'}-${1 + draw.below(CONDITIONS_PER_LEVEL)}`,
    examDate: draw.pick(from.examDays),
    siteCode: plan.siteCode,
    ...scoresOf(plan.level, affiliation, draw),
    issuedOn,
    institutionName: institution.name,
    ...(draw.chance(PHOTO_SHARE) ? { photoDigest: hexText(draw, PHOTO_DIGEST_CHARS) } : {}),
  };
}

/** Shares of all records; chosen to look like a year's work, not measured. */
const COOPERATION_SHARE = 0.05;
const PHOTO_SHARE = 0.6;
const FOREIGNER_SHARE = 0.003;
const YOUNG_EXTERNAL_SHARE = 0.12;
const COURSE_EXAM_SHARE = 0.05;

const CONDITIONS_PER_LEVEL = 3;
const PHOTO_DIGEST_CHARS = 64;
const HEX_CHARS_PER_DRAW = 8;

export function certificateNo(siteCode: string, issuedOn: string, level: string, serial: number): string {
  return formatCertificateNumber({
    ...partsOf(siteCode),
    year: issuedOn.slice(2, 4),
    level: LEVEL_DIGITS[level] ?? '',
    serial: String(serial).padStart(6, '0'),
  });
}

/** Students are young; a technician has years of work behind them. */
function isYoungCandidate(affiliation: string, level: string, draw: Draw): boolean {
  if (affiliation === 'OWN_STUDENT') return true;
  return affiliation === 'EXTERNAL' && level !== 'LEVEL_2' && level !== 'LEVEL_1' && draw.chance(YOUNG_EXTERNAL_SHARE);
}

function personAt({ firstPlace }: SamplePlan, group: AgeGroup, ordinal: number, draw: Draw): SamplePerson {
  const place = firstPlace + ordinal;
  return draw.chance(FOREIGNER_SHARE) ? foreignerAt(group, place, draw) : residentAt(group, place, draw);
}

const WORKING_EDUCATIONS = [
  'JUNIOR_HIGH',
  'HIGH_SCHOOL',
  'HIGH_SCHOOL',
  'SECONDARY_VOCATIONAL',
  'ASSOCIATE',
  'BACHELOR',
];
const STUDENT_EDUCATIONS = {
  TECHNICIAN_COLLEGE: 'TECHNICAL_SCHOOL',
  SENIOR_TECHNICAL_SCHOOL: 'TECHNICAL_SCHOOL',
  TECHNICAL_SCHOOL: 'TECHNICAL_SCHOOL',
  SECONDARY_VOCATIONAL: 'SECONDARY_VOCATIONAL',
  HIGHER_VOCATIONAL: 'ASSOCIATE',
  UNIVERSITY: 'BACHELOR',
} as const;

function educationOf({ schoolType }: RegistryInstitution, affiliation: string, draw: Draw): string {
  if (affiliation === 'OWN_STUDENT' && schoolType !== null) return STUDENT_EDUCATIONS[schoolType];
  return draw.pick(WORKING_EDUCATIONS);
}

const ADULT_CATEGORIES = [
  'EMPLOYEE',
  'EMPLOYEE',
  'EMPLOYEE',
  'RURAL_MIGRANT',
  'RURAL_MIGRANT',
  'REGISTERED_UNEMPLOYED',
  'POOR_WORKER',
  'OTHER',
];
const YOUNG_CATEGORIES = ['EMPLOYEE', 'UNEMPLOYED_GRADUATE', 'SCHOOL_LEAVER', 'RURAL_MIGRANT', 'OTHER'];

function categoryOf(affiliation: string, isYoung: boolean, draw: Draw): string {
  if (affiliation === 'OWN_STUDENT') return 'COLLEGE_STUDENT';
  if (affiliation === 'OWN_STAFF') return 'EMPLOYEE';
  return draw.pick(isYoung ? YOUNG_CATEGORIES : ADULT_CATEGORIES);
}

/** The pass mark, and the span above it. The mean of three draws makes the middle likelier than the ends. */
const SCORE_MIN = 60;
const SCORE_SPAN = 38;
const GOOD_FROM = 80;
const EXCELLENT_FROM = 90;

const score = (draw: Draw): number =>
  Math.round(2 * (SCORE_MIN + (SCORE_SPAN * (draw.fraction() + draw.fraction() + draw.fraction())) / 3)) / 2;

type Scores = Pick<
  CertificateRecord,
  'theoryScore' | 'theorySubstitute' | 'skillScore' | 'reviewScore' | 'overallGrade'
>;

function scoresOf(level: string, affiliation: string, draw: Draw): Scores {
  const hasCourseExam = affiliation === 'OWN_STUDENT' && draw.chance(COURSE_EXAM_SHARE);
  const theory = hasCourseExam ? { theorySubstitute: 'COURSE_EXAM' } : { theoryScore: score(draw) };
  const skillScore = score(draw);
  const review = level === 'LEVEL_2' || level === 'LEVEL_1' ? { reviewScore: score(draw) } : {};
  const parts = [theory.theoryScore, skillScore, review.reviewScore].filter((part) => part !== undefined);
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const overallGrade = mean >= EXCELLENT_FROM ? 'EXCELLENT' : mean >= GOOD_FROM ? 'GOOD' : 'PASS';
  return { ...theory, skillScore, ...review, overallGrade };
}

function hexText(draw: Draw, length: number): string {
  let text = '';
  while (text.length < length)
    text += draw
      .below(2 ** 32)
      .toString(16)
      .padStart(HEX_CHARS_PER_DRAW, '0');
  return text;
}
