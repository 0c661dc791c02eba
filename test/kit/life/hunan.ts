/** An invented technician college of Xiangtan: its application, its plans, its results and its records. */
import type { GivenContent, GivenStaff } from '../../../src/domain/application/content-shape';
import type { CertificateRecord } from '../../../src/domain/certificate/record';
import type { BatchHeader } from '../../../src/domain/intake/header';
import { creditCodeCheck } from '../../../src/domain/registry/credit-code';
import type { FiledPlan } from './plans';
import { type Candidate, candidates } from './people';
import { recordsOf } from './records';
import type { Crew } from './staff';

export const HUNAN = { province: '430000', city: '430300' } as const;
const CREDIT_BODY = '12430300MA6HN0001';
export const COLLEGE = CREDIT_BODY + creditCodeCheck(CREDIT_BODY);
export const COLLEGE_NAME = '湘江示范技师学院';
export const ELECTRICIAN = { code: '6-31-01-03', name: '电工' };
/** Filed, and never examined. */
export const PROGRAMMER = { code: '4-04-05-01', name: '计算机程序设计员' };
/** The first site of the first institution of the province; it certifies its own students only. */
export const SITE = 'Y000043000001';
const ASSESSORS = ['KP-4303-1', 'KP-4303-2', 'KP-4303-3'];

const STAFF_BIRTH_YEAR = 1985;
const person = (serial: number) =>
  candidates(1, { cityCode: HUNAN.city, birthYear: STAFF_BIRTH_YEAR, from: serial })[0] ?? { name: '', idNumber: '' };

const member = (group: GivenStaff['group'], certificateNo: string, serial: number): GivenStaff => ({
  group,
  name: person(serial).name,
  idType: 'RESIDENT_ID',
  idNumber: person(serial).idNumber,
  employer: COLLEGE_NAME,
  post: '高级技师',
  education: '本科',
  field: null,
  occupationCodes: group === 'ASSESSOR' ? [ELECTRICIAN.code, PROGRAMMER.code] : [],
  certificateNo,
});

const item = ({ code, name }: typeof ELECTRICIAN, levels: readonly string[]): GivenContent['items'][number] => ({
  occupationCode: code,
  occupationName: name,
  workTypes: [],
  levels,
  basis: ['NATIONAL_STANDARD'],
  audience: ['OWN_STUDENT'],
  sites: ['main'],
  fees: levels.slice(0, 1).map((level) => ({ level, yuan: 180 })),
  questionBank: true,
});

const NOTHING: GivenContent = {
  applicant: null,
  sites: [],
  items: [],
  filingIds: [],
  endsOn: null,
  strengths: null,
  monitoring: null,
  equipment: [],
  staff: [],
  materials: [],
  prohibitions: [],
  commitmentSigned: true,
  reason: null,
};

/** The form of 湘人社函〔2020〕47号 附件1; `attachmentId` serves as every material of 附件2. */
export const firstFiling = (attachmentId: string): GivenContent => ({
  ...NOTHING,
  applicant: {
    name: COLLEGE_NAME,
    creditCode: COLLEGE,
    kind: 'EMPLOYER',
    schoolType: 'TECHNICIAN_COLLEGE',
    ownership: 'MUNICIPAL',
    grade: 'CITY',
    regionCode: HUNAN.city,
    address: '示范路 47 号',
    registrationAuthority: '示范市事业单位登记管理局',
    contactName: '陈联系',
    contactPost: '主任',
    phone: '0731-00000000',
    mobile: null,
    email: null,
  },
  sites: [
    {
      ref: 'main',
      name: '校本部考点',
      regionCode: HUNAN.city,
      address: '示范路 47 号',
      venue: 'HN-V-1',
      tenure: 'OWNED',
      leasedTo: null,
    },
  ],
  items: [item(ELECTRICIAN, ['LEVEL_5', 'LEVEL_4', 'LEVEL_3']), item(PROGRAMMER, ['LEVEL_4'])],
  strengths: '机电类专业',
  monitoring: '考场全程录像',
  equipment: [{ name: '电工实训台', brand: '样例', model: 'D-1', quantity: 40, owner: COLLEGE_NAME }],
  staff: [
    ...ASSESSORS.map((certificateNo, index) => member('ASSESSOR', certificateNo, index + 1)),
    member('SUPERVISOR', 'DD-4303-1', 11),
    member('INVIGILATOR', 'JK-4303-1', 12),
    member('TRAINER', 'PX-4303-1', 13),
  ],
  materials: [
    'APPLICATION_FORM',
    'LEGAL_PERSON_CERTIFICATE',
    'IMPLEMENTATION_PLAN',
    'OCCUPATION_STANDARD',
    'QUESTION_SAMPLES',
    'ASSESSOR_PROOF',
    'RULES_COLLECTION',
    'INFORMATION_PLAN',
    'VENUE_PROOF',
  ].map((kind) => ({ kind, attachmentId }) as GivenContent['materials'][number]),
});

export const renewalOf = (filingIds: readonly string[], attachmentId: string): GivenContent => ({
  ...NOTHING,
  filingIds,
  materials: [{ kind: 'APPLICATION_FORM', attachmentId }],
});

export interface Sitting {
  readonly level: 'LEVEL_5' | 'LEVEL_4' | 'LEVEL_3';
  readonly examFrom: string;
  readonly examTo: string;
  readonly people: readonly Candidate[];
}

/** `crew`: the hub names people by its own ids, never by their certificates. */
export const planOf = ({ level, examFrom, examTo, people }: Sitting, crew: Crew): FiledPlan => ({
  enrolmentClosedOn: null,
  occupationCode: ELECTRICIAN.code,
  workType: '--',
  level,
  siteCode: SITE,
  examFrom,
  examTo,
  audience: ['OWN_STUDENT'],
  headcount: people.length,
  roster: people.map(({ idType, idNumber }) => ({ idType, idNumber })),
  ...crew,
});

const CONDITIONS = { LEVEL_5: '5-1', LEVEL_4: '4-2', LEVEL_3: '3-2' } as const;

/** Records of the places `from` to `to` of the sitting, both from 1; the place is the serial of the certificate. */
export const recordsOfSitting = (
  { level, examFrom, people }: Sitting,
  [from, to]: readonly [number, number],
  issuedOn: string,
): readonly CertificateRecord[] =>
  recordsOf(people.slice(from - 1, to), {
    siteCode: SITE,
    occupationCode: ELECTRICIAN.code,
    occupationName: ELECTRICIAN.name,
    level,
    examDate: examFrom,
    issuedOn,
    institutionName: COLLEGE_NAME,
    eligibilityCondition: CONDITIONS[level],
    firstSerial: from,
  });

export const headerOf = (
  planNo: string,
  clientBatchNo: string,
  notice: readonly [from: string, to: string],
  change: Partial<BatchHeader> = {},
): BatchHeader => ({ planNo, clientBatchNo, noticeFrom: notice[0], noticeTo: notice[1], ...change });
