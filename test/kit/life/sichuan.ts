/** Two invented colleges of Chengdu, what they apply for, and the exam of one of them. */
import type { Applicant } from '../../../src/domain/application/application';
import type { GivenContent } from '../../../src/domain/application/content-shape';
import { creditCodeCheck } from '../../../src/domain/registry/credit-code';
import { assessor, EMPTY, givenFiling, ITEM, materialsOf } from '../application-cases';
import type { Crew } from './staff';
import { candidates, type Candidate } from './people';
import type { FiledPlan } from './plans';
import type { ExamFacts } from './records';

export const SICHUAN = { code: '510000', name: '四川省' } as const;
export const CHENGDU = { code: '510100', name: '成都市' } as const;
export const ZIGONG = { code: '510300', name: '自贡市' } as const;
export const ELECTRICIAN = { code: '6-31-01-03', name: '电工' } as const;

const creditCodeOf = (body: string): string => body + creditCodeCheck(body);
export const COLLEGE = creditCodeOf('12510000MB1YL0001');
export const OTHER_COLLEGE = creditCodeOf('12510000MB1YL0002');
/** Was never filed. */
export const NEW_COLLEGE = creditCodeOf('12510000MB1YL0003');
export const OTHER_NAME = '锦江示范职业学院';
export const OLD_NAME = '云岭示范职业技术学院';
export const NEW_NAME = '云岭示范职业大学';

/** A public college of the province that stands in Chengdu. */
export const collegeOf = (creditCode: string, name: string): Applicant => ({
  name,
  creditCode,
  kind: 'SOCIAL_ORG',
  schoolType: 'HIGHER_VOCATIONAL',
  ownership: 'PROVINCIAL',
  grade: 'PROVINCE',
  regionCode: CHENGDU.code,
  address: '示范大道 1 号',
  registrationAuthority: '示范省事业单位登记管理局',
  contactName: '样例人员',
  contactPost: '主任',
  phone: '028-00000000',
  mobile: null,
  email: 'office@example.org',
});

const assessorsOf = (cards: string, from: number, count = 3): GivenContent['staff'] =>
  Array.from({ length: count }, (_, index) => ({ ...assessor(from + index), certificateNo: `${cards}-${index + 1}` }));

const levels = ['LEVEL_4', 'LEVEL_3'] as const;
const ELECTRICIAN_ITEM = {
  ...ITEM,
  levels,
  fees: [
    { level: 'LEVEL_4', yuan: 260 },
    { level: 'LEVEL_3', yuan: 320.5 },
  ],
};

/** `cards` begins the numbers of its assessors, who are those of the sound application from `firstAssessor` on. */
export interface FilingOwn {
  readonly venue: string;
  readonly cards: string;
  readonly firstAssessor: number;
  readonly attachmentId: string;
}

/** A sound first filing: electricians of levels 4 and 3, for its own students only. */
export const collegeFiling = (
  applicant: Applicant,
  { venue, cards, firstAssessor, attachmentId }: FilingOwn,
): GivenContent =>
  givenFiling({
    applicant,
    staff: assessorsOf(cards, firstAssessor),
    sites: [
      {
        ref: 'main',
        name: '实训楼考点',
        regionCode: CHENGDU.code,
        address: applicant.address,
        venue,
        tenure: 'OWNED',
        leasedTo: null,
      },
    ],
    items: [ELECTRICIAN_ITEM],
    materials: materialsOf(attachmentId),
  });

/** The same with what a hasty applicant gets wrong: two assessors, no question bank, a lease without its last day. */
export function faultyFiling(sound: GivenContent): GivenContent {
  return {
    ...sound,
    sites: sound.sites.map((site) => ({ ...site, tenure: 'LEASED' })),
    items: sound.items.map((item) => ({ ...item, questionBank: false })),
    staff: sound.staff.slice(0, 2),
  };
}

/** One more item beside those that stand: electricians of level 3 once more. */
export const overlappingScope = (siteCode: string, sound: GivenContent): GivenContent => ({
  ...EMPTY,
  items: [{ ...ELECTRICIAN_ITEM, levels: ['LEVEL_3'], fees: [], sites: [siteCode] }],
  staff: sound.staff,
  materials: sound.materials,
  commitmentSigned: true,
  reason: '增加等级',
});

/** What a college writes that has another name from now on. */
export const nameChange = (applicant: Applicant, attachmentId: string): GivenContent => ({
  ...EMPTY,
  applicant,
  materials: [{ kind: 'LEGAL_PERSON_CERTIFICATE', attachmentId }],
  reason: '经批准更名',
});

export const STUDENTS: readonly Candidate[] = candidates(34, { cityCode: CHENGDU.code });
export const EXAM = { from: '2026-01-17', to: '2026-01-18' } as const;

/** An exam of level 3 for its own students, with the roster of all who were admitted. */
export const winterPlan = (siteCode: string, crew: Crew): FiledPlan => ({
  enrolmentClosedOn: '2025-12-26',
  occupationCode: ELECTRICIAN.code,
  workType: '--',
  level: 'LEVEL_3',
  siteCode,
  examFrom: EXAM.from,
  examTo: EXAM.to,
  audience: ['OWN_STUDENT'],
  headcount: STUDENTS.length,
  roster: STUDENTS.map(({ idType, idNumber }) => ({ idType, idNumber })),
  ...crew,
});

export const examOf = (siteCode: string): ExamFacts => ({
  siteCode,
  occupationCode: ELECTRICIAN.code,
  occupationName: ELECTRICIAN.name,
  level: 'LEVEL_3',
  examDate: EXAM.from,
  issuedOn: '2026-01-28',
  institutionName: OLD_NAME,
  eligibilityCondition: '3-2',
  // The receivers of a test refuse serials that end in 007.
  firstSerial: 11,
});
