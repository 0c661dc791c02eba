/**
 * A record, a snapshot and a header that break no rule: the cases of the rules (test/domain/rules/fixtures) and the
 * examples of docs/rules/ are changes of it. Names and institutions are invented; the document number has a right check
 * character on a sequence (000) that is given to nobody.
 */
import { checkCharacter } from '../certificate/identity-document';
import type { CertificateRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { Snapshot, SnapshotPlan } from '../reference/snapshot';

export const SAMPLE_RECEIVED_AT = '2026-06-30T09:00:00+08:00';
export const SAMPLE_SITE = 'S000051000123';

/** 17 digits with the check character that belongs to them. */
export const withCheckCharacter = (digits: string): string => digits + checkCharacter(digits);

export const SAMPLE_RECORD: CertificateRecord = Object.freeze({
  certificateNo: `${SAMPLE_SITE}263000001`,
  name: '林晓溪',
  idType: 'RESIDENT_ID',
  idNumber: withCheckCharacter('51010020050315000'),
  sex: 'FEMALE',
  birthDate: '2005-03-15',
  education: 'ASSOCIATE',
  candidateCategory: 'COLLEGE_STUDENT',
  affiliation: 'OWN_STUDENT',
  occupationCode: '6-31-01-03',
  occupationName: '电工',
  workType: '--',
  level: 'LEVEL_3',
  basis: 'NATIONAL_STANDARD',
  source: 'EXAM',
  eligibilityCondition: '3-2',
  examDate: '2026-06-01',
  siteCode: SAMPLE_SITE,
  theoryScore: 78,
  skillScore: 85.5,
  overallGrade: 'PASS',
  issuedOn: '2026-06-20',
  institutionName: '蜀光示范职业学院',
});

export const SAMPLE_PLAN: SnapshotPlan = Object.freeze<SnapshotPlan>({
  planNo: 'P2026-0001',
  status: 'APPROVED',
  provinceApproved: true,
  // Enough working days before the exam for every pack that asks for some.
  filedOn: '2026-05-06',
  enrolmentClosedOn: '2026-04-24',
  occupationCode: '6-31-01-03',
  workType: '--',
  level: 'LEVEL_3',
  siteCode: SAMPLE_SITE,
  examFrom: '2026-06-01',
  examTo: '2026-06-02',
  headcount: 120,
  roster: null,
  assessors: ['A1', 'A2', 'A3'],
  internalSupervisors: ['Q1'],
  invigilators: ['V1'],
  trainers: ['T1'],
});

export const SAMPLE_SNAPSHOT: Snapshot = Object.freeze<Snapshot>({
  asOf: '2026-06-30T08:00:00+08:00',
  institution: {
    code: '0001',
    name: '蜀光示范职业学院',
    creditCode: '91510100MA0000000X',
    kind: 'SOCIAL_ORG',
    schoolType: 'HIGHER_VOCATIONAL',
    names: [
      { name: '蜀光示范职业技术学校', from: '2015-01-01', to: '2019-12-31' },
      { name: '蜀光示范职业学院', from: '2020-01-01', to: null },
    ],
    region: '510100',
    grade: 'CITY',
  },
  sites: [
    { code: SAMPLE_SITE, region: '510104', from: '2024-01-01', to: null },
    { code: 'S000051000124', region: '510107', from: '2024-01-01', to: null },
    { code: 'S000051000125', region: '510107', from: '2022-01-01', to: '2024-12-31' },
    { code: 'S000051000126', region: '510703', from: '2024-01-01', to: null },
  ],
  filings: [
    {
      id: 'F1',
      occupationCode: '6-31-01-03',
      workTypes: ['--'],
      levels: ['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2'],
      siteCodes: [SAMPLE_SITE, 'S000051000126'],
      audience: ['OWN_STUDENT'],
      basis: ['NATIONAL_STANDARD'],
      from: '2024-05-01',
      to: '2027-04-30',
      interruptions: [{ kind: 'SUSPENDED', from: '2025-03-01', to: '2025-06-01' }],
    },
    {
      id: 'F2',
      occupationCode: '4-02-02-01',
      workTypes: [],
      levels: ['LEVEL_4', 'LEVEL_3'],
      siteCodes: [],
      audience: ['OWN_STUDENT'],
      basis: ['NATIONAL_STANDARD'],
      from: '2022-05-01',
      to: '2025-04-30',
      interruptions: [],
    },
  ],
  plans: [SAMPLE_PLAN],
  assessors: ['A1', 'A2', 'A3'].map((id) => ({
    id,
    occupationCodes: [SAMPLE_PLAN.occupationCode],
    from: '2023-01-01',
    to: '2026-12-31',
    barred: [],
  })),
  catalogue: [
    {
      edition: '2015',
      from: '2015-07-29',
      to: '2022-09-27',
      occupations: [{ code: '6-31-01-03', name: '维修电工', workTypes: [] }],
    },
    {
      edition: '2022',
      from: '2022-09-28',
      to: null,
      occupations: [
        { code: '6-31-01-03', name: '电工', workTypes: [] },
        { code: '4-02-02-01', name: '道路客运服务员', workTypes: [] },
        { code: '4-03-02-01', name: '中式烹调师', workTypes: [] },
        { code: '2-02-10-03', name: '计算机软件工程技术人员', workTypes: [] },
      ],
    },
  ],
  known: { persons: [], certificateNumbers: [] },
});

export const SAMPLE_HEADER: BatchHeader = Object.freeze({
  planNo: SAMPLE_PLAN.planNo,
  clientBatchNo: 'B-2026-06-30-1',
  noticeFrom: '2026-06-08',
  noticeTo: '2026-06-15',
});
