/** Certificates and results of an exam whose candidates are invented; scores differ as they do in life. */
import type { CertificateRecord } from '../../../src/domain/certificate/record';
import type { Candidate } from './people';
import type { GivenResult } from './results';

export interface ExamFacts {
  readonly siteCode: string;
  readonly occupationCode: string;
  readonly occupationName: string;
  /** LEVEL_5 … */
  readonly level: CertificateRecord['level'];
  readonly examDate: string;
  readonly issuedOn: string;
  readonly institutionName: string;
  /** By the eligibility list of the packs: `5-1`, `4-2`, `3-2` … */
  readonly eligibilityCondition: string;
  readonly audience?: CertificateRecord['affiliation'];
  readonly candidateCategory?: CertificateRecord['candidateCategory'];
  /** Serial of the first certificate of this site, year and level; 1 by default. */
  readonly firstSerial?: number;
  readonly reviewScore?: number;
}

const scoresOf = (index: number): { readonly theoryScore: number; readonly skillScore: number } => ({
  theoryScore: 62 + ((index * 7) % 33),
  skillScore: 61 + ((index * 11) % 35) + 0.5,
});

const LEVEL_DIGIT: Readonly<Record<string, string>> = {
  LEVEL_5: '5',
  LEVEL_4: '4',
  LEVEL_3: '3',
  LEVEL_2: '2',
  LEVEL_1: '1',
};

/** Number by 人社鉴发〔2019〕2号: site, year of issue, level, serial. */
export const certificateNoOf = (siteCode: string, issuedOn: string, level: string, serial: number): string =>
  `${siteCode}${issuedOn.slice(2, 4)}${LEVEL_DIGIT[level] ?? ''}${String(serial).padStart(6, '0')}`;

/** One clean record a candidate, in their order. */
export const recordsOf = (candidates: readonly Candidate[], exam: ExamFacts): readonly CertificateRecord[] =>
  candidates.map((candidate, index) => ({
    certificateNo: certificateNoOf(exam.siteCode, exam.issuedOn, exam.level, (exam.firstSerial ?? 1) + index),
    ...candidate,
    education: 'ASSOCIATE',
    candidateCategory: exam.candidateCategory ?? 'COLLEGE_STUDENT',
    affiliation: exam.audience ?? 'OWN_STUDENT',
    occupationCode: exam.occupationCode,
    occupationName: exam.occupationName,
    workType: '--',
    level: exam.level,
    basis: 'NATIONAL_STANDARD',
    source: 'EXAM',
    eligibilityCondition: exam.eligibilityCondition,
    examDate: exam.examDate,
    siteCode: exam.siteCode,
    ...scoresOf(index),
    ...(exam.reviewScore === undefined ? {} : { reviewScore: exam.reviewScore }),
    overallGrade: 'PASS',
    issuedOn: exam.issuedOn,
    institutionName: exam.institutionName,
  }));

/** The results from which such records come; `failed` names the indexes of those who did not pass. */
export const resultsOfExam = (
  candidates: readonly Candidate[],
  failed: readonly number[] = [],
  reviewScore?: number,
): readonly GivenResult[] =>
  candidates.map(({ name, idType, idNumber }, index) => ({
    name,
    idType,
    idNumber,
    ...(failed.includes(index) ? { theoryScore: 41, skillScore: 52 } : scoresOf(index)),
    ...(reviewScore === undefined ? {} : { reviewScore }),
    passed: !failed.includes(index),
  }));
