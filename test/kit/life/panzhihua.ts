/** An invented university of Panzhihua: its application, its candidates, its plans and its records. */
import type { Applicant } from '../../../src/domain/application/application';
import type { GivenContent, GivenStaff } from '../../../src/domain/application/content-shape';
import type { CertificateRecord } from '../../../src/domain/certificate/record';
import { creditCodeCheck } from '../../../src/domain/registry/credit-code';
import { EMPTY, materialsOf } from '../application-cases';
import { candidates as candidatesOf, type Candidate } from './people';
import type { FiledPlan } from './plans';
import { certificateNoOf } from './records';
import type { GivenResult } from './results';
import type { Crew } from './staff';

export const SICHUAN = { code: '510000', name: '四川省' } as const;
export const PANZHIHUA = { code: '510400', name: '攀枝花市' } as const;
export const CHENGDU = { code: '510100', name: '成都市' } as const;
const CREDIT_BODY = '12510400MA6PAH001';
export const COLLEGE = CREDIT_BODY + creditCodeCheck(CREDIT_BODY);
export const OLD_NAME = '金江示范大学';
export const NEW_NAME = '金江示范理工大学';
const ELECTRICIAN = { code: '6-31-01-03', name: '电工' } as const;
const ASSESSORS = ['KP-5104-1', 'KP-5104-2', 'KP-5104-3', 'KP-5104-4'];
/** The fourth is barred in the course of the year. */
const ASSESSORS_OF_PLAN = 3;
const SUPERVISOR = 'DD-5104-1';
const INVIGILATOR = 'JK-5104-1';
const TRAINER = 'PX-5104-1';

const BIRTH_YEAR = 1991;
const STAFF_BIRTH_YEAR = 1975;

/** Candidates of the numbers `from` to `to`, both included. */
export const candidates = (from: number, to: number): readonly Candidate[] =>
  candidatesOf(to - from + 1, { cityCode: PANZHIHUA.code, birthYear: BIRTH_YEAR, from });

const staffOf = (group: GivenStaff['group'], certificateNo: string, from: number): readonly GivenStaff[] =>
  candidatesOf(1, { cityCode: PANZHIHUA.code, birthYear: STAFF_BIRTH_YEAR, from }).map(
    ({ name, idType, idNumber }) => ({
      group,
      name,
      idType,
      idNumber,
      employer: OLD_NAME,
      post: '副教授',
      education: '研究生',
      field: ELECTRICIAN.name,
      occupationCodes: group === 'ASSESSOR' ? [ELECTRICIAN.code] : [],
      certificateNo,
    }),
  );

export const applicantNamed = (name: string): Applicant => ({
  name,
  creditCode: COLLEGE,
  kind: 'SOCIAL_ORG',
  schoolType: 'UNIVERSITY',
  ownership: 'MUNICIPAL',
  grade: 'CITY',
  regionCode: PANZHIHUA.code,
  address: '示范大道 10 号',
  registrationAuthority: '示范市事业单位登记管理局',
  contactName: '陈样例',
  contactPost: '主任',
  phone: '0812-0000000',
  mobile: null,
  email: 'office@example.org',
});

/** A first filing; one attachment serves as every material. */
export const firstFiling = (attachmentId: string): GivenContent => ({
  ...EMPTY,
  applicant: applicantNamed(OLD_NAME),
  sites: [
    {
      ref: 'main',
      name: '公共实验教学中心考点',
      regionCode: PANZHIHUA.code,
      address: '示范大道 10 号',
      venue: 'PZH-V-1',
      tenure: 'OWNED',
      leasedTo: null,
    },
  ],
  items: [
    {
      occupationCode: ELECTRICIAN.code,
      occupationName: ELECTRICIAN.name,
      workTypes: [],
      levels: ['LEVEL_3', 'LEVEL_2', 'LEVEL_1'],
      basis: ['NATIONAL_STANDARD'],
      audience: ['OWN_STUDENT', 'EXTERNAL'],
      sites: ['main'],
      fees: [],
      questionBank: true,
    },
  ],
  strengths: '电气类专业',
  monitoring: '考场全程录像',
  equipment: [{ name: '电工实训台', brand: null, model: null, quantity: 40, owner: null }],
  staff: [
    ...ASSESSORS.flatMap((number, index) => staffOf('ASSESSOR', number, index + 1)),
    ...staffOf('SUPERVISOR', SUPERVISOR, 11),
    ...staffOf('INVIGILATOR', INVIGILATOR, 12),
    ...staffOf('TRAINER', TRAINER, 13),
  ],
  materials: materialsOf(attachmentId),
  prohibitions: [],
  commitmentSigned: true,
});

export const nameChange = (attachmentId: string): GivenContent => ({
  ...EMPTY,
  applicant: applicantNamed(NEW_NAME),
  materials: [{ kind: 'LEGAL_PERSON_CERTIFICATE', attachmentId }],
  reason: '经批准更名',
});

export interface PlanWish {
  readonly planNo: string;
  readonly siteCode: string;
  readonly level?: string;
  readonly enrolmentClosedOn: string;
  readonly exam: readonly [first: string, last: string];
  readonly people: readonly Candidate[];
}

/** `crew`: the hub names people by its own ids, never by their certificates. */
export const planOf = ({ people, exam, level = 'LEVEL_3', ...wish }: PlanWish, crew: Crew): FiledPlan => ({
  ...wish,
  ...crew,
  occupationCode: ELECTRICIAN.code,
  workType: '--',
  level,
  examFrom: exam[0],
  examTo: exam[1],
  audience: ['OWN_STUDENT', 'EXTERNAL'],
  headcount: people.length,
  roster: people.map(({ idType, idNumber }) => ({ idType, idNumber })),
  assessors: crew.assessors.slice(0, ASSESSORS_OF_PLAN),
});

/** Of each level one that says how much work or which lower certificate there was. */
const CONDITIONS: Readonly<Record<string, string>> = { LEVEL_3: '3-1', LEVEL_2: '2-1', LEVEL_1: '1-1' };

export interface ExamWish {
  readonly siteCode: string;
  readonly examDate: string;
  readonly issuedOn: string;
  readonly level?: string;
  /** Serial of the first certificate. */
  readonly from: number;
}

/** One clean record a candidate, in their order. */
export const recordsOf = (
  people: readonly Candidate[],
  { siteCode, examDate, issuedOn, level = 'LEVEL_3', from }: ExamWish,
): readonly CertificateRecord[] =>
  people.map((person, index) => ({
    certificateNo: certificateNoOf(siteCode, issuedOn, level, from + index),
    ...person,
    candidateCategory: 'EMPLOYEE',
    affiliation: 'EXTERNAL',
    occupationCode: ELECTRICIAN.code,
    occupationName: ELECTRICIAN.name,
    workType: '--',
    level,
    basis: 'NATIONAL_STANDARD',
    eligibilityCondition: CONDITIONS[level] ?? '',
    examDate,
    siteCode,
    theoryScore: 61 + index,
    skillScore: 90 - index,
    ...(level === 'LEVEL_3' ? {} : { reviewScore: 75 + index }),
    overallGrade: 'PASS',
    issuedOn,
    institutionName: OLD_NAME,
  }));

/** The record at `index` with other values. */
export const changed = (
  records: readonly CertificateRecord[],
  index: number,
  change: Partial<CertificateRecord>,
): readonly CertificateRecord[] => records.map((record, at) => (at === index ? { ...record, ...change } : record));

/** As the institution submits the results from which such records come; those of `failed` did not pass. */
export const resultsOf = (people: readonly Candidate[], failed: readonly number[] = []): readonly GivenResult[] =>
  people.map(({ name, idType, idNumber }, index) => ({
    name,
    idType,
    idNumber,
    ...(failed.includes(index)
      ? { theoryScore: 41, skillScore: 38, passed: false }
      : { theoryScore: 61 + index, skillScore: 90 - index, passed: true }),
  }));
