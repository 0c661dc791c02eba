/** Invented bodies of a league of Inner Mongolia: what they apply for, whom they examine, and what comes of it. */
import type { Applicant } from '../../../src/domain/application/application';
import type { GivenContent } from '../../../src/domain/application/content-shape';
import type { CertificateRecord } from '../../../src/domain/certificate/record';
import { checkCharacter } from '../../../src/domain/certificate/identity-document';
import { creditCodeCheck } from '../../../src/domain/registry/credit-code';
import type { BatchHeader } from '../../../src/domain/intake/header';
import { EMPTY, materialsOf } from '../application-cases';
import { startTestHub, type Actor, type TestHub } from '../hub';
import { directoryJson } from './directory';
import { candidates, type Candidate } from './people';
import type { FiledPlan } from './plans';
import { recordsOf } from './records';
import type { Crew } from './staff';

export const REGION = { code: '150000', name: '内蒙古自治区' } as const;
export const LEAGUE = { code: '150200', name: '包头市' } as const;
/** Where the institution of the region stands. */
export const CAPITAL = { code: '150100', name: '呼和浩特市' } as const;
export const ITEM = { code: '6-31-01-03', name: '电工' } as const;
export const DOCUMENT = '内人社办发〔2024〕53号';

const creditCode = (body: string): string => body + creditCodeCheck(body);
export const SCHOOL_CODE = creditCode('52150200MA6CQ0H11');
export const REGIONAL_CODE = creditCode('91150100MA6CQ0H12');
export const BUREAU_CODE = creditCode('11150200MA6CQ0H13');

/** 社会培训评价组织, of nobody's. */
export const SCHOOL: Applicant = {
  name: '草原示范职业培训学校',
  creditCode: SCHOOL_CODE,
  kind: 'SOCIAL_ORG',
  schoolType: null,
  ownership: 'PRIVATE',
  grade: 'CITY',
  regionCode: LEAGUE.code,
  address: '示范大街 8 号',
  registrationAuthority: '示范市民政局',
  contactName: '乌联系',
  contactPost: null,
  phone: '0472-0000000',
  mobile: null,
  email: null,
};
/** 自治区直属, works in more than one league. */
export const REGIONAL: Applicant = {
  ...SCHOOL,
  name: '北疆示范技能评价中心',
  creditCode: REGIONAL_CODE,
  ownership: 'PROVINCIAL',
  grade: 'PROVINCE',
  regionCode: CAPITAL.code,
  registrationAuthority: '示范区市场监督管理局',
};
export const BUREAU: Applicant = { ...SCHOOL, name: '示范市某局', creditCode: BUREAU_CODE, ownership: 'MUNICIPAL' };

const staffNumber = (serial: number): string => {
  const digits = `15020019850101${String(serial).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
};
const STAFF = ['ASSESSOR', 'ASSESSOR', 'ASSESSOR', 'SUPERVISOR', 'INVIGILATOR', 'TRAINER'] as const;

export const firstFiling = (applicant: Applicant, attachmentId: string, prefix: string): GivenContent => ({
  ...EMPTY,
  applicant,
  sites: [
    {
      ref: 'main',
      name: '第一考点',
      regionCode: applicant.regionCode,
      address: applicant.address,
      venue: `${prefix}-V`,
      tenure: 'OWNED',
      leasedTo: null,
    },
  ],
  items: [
    {
      occupationCode: ITEM.code,
      occupationName: ITEM.name,
      workTypes: [],
      levels: ['LEVEL_5', 'LEVEL_4'],
      basis: ['NATIONAL_STANDARD'],
      audience: ['EXTERNAL'],
      sites: [],
      fees: [{ level: 'LEVEL_4', yuan: 300 }],
      questionBank: true,
    },
  ],
  strengths: '电工类培训与评价',
  monitoring: '考场全程录像',
  equipment: [{ name: '电工实训台', brand: null, model: null, quantity: 30, owner: applicant.name }],
  staff: STAFF.map((group, index) => ({
    group,
    name: '样例人员',
    idType: 'RESIDENT_ID' as const,
    idNumber: staffNumber(index + 1 + (prefix === 'DY' ? 0 : STAFF.length)),
    employer: applicant.name,
    post: null,
    education: null,
    field: ITEM.name,
    occupationCodes: group === 'ASSESSOR' ? [ITEM.code] : [],
    certificateNo: `${prefix}-${index + 1}`,
  })),
  materials: materialsOf(attachmentId),
  prohibitions: [],
  commitmentSigned: true,
});

/** The institution of the region asks for a site in the league. */
export const leagueSite = (attachmentId: string): GivenContent => ({
  ...EMPTY,
  sites: [
    {
      ref: 'league',
      name: '包头考点',
      regionCode: LEAGUE.code,
      address: '示范大街 20 号',
      venue: 'BJ-V-2',
      tenure: 'LEASED',
      leasedTo: '2029-12-31',
    },
  ],
  materials: [{ kind: 'VENUE_PROOF', attachmentId }],
  commitmentSigned: true,
});

export const termination = (endsOn: string): GivenContent => ({ ...EMPTY, endsOn, reason: '业务调整,自愿终止备案' });

/** A group of candidates that shares nobody with groups of another hundred. */
export const group = (count: number, hundred: number): readonly Candidate[] =>
  candidates(count, { cityCode: LEAGUE.code, birthYear: 1995, from: hundred * 100 });

export interface PlanWish {
  readonly siteCode: string;
  readonly crew: Crew;
  readonly days: readonly [from: string, to: string];
  readonly people: readonly Candidate[];
}

export const planOf = ({ siteCode, crew, days, people }: PlanWish): FiledPlan => ({
  enrolmentClosedOn: null,
  occupationCode: ITEM.code,
  workType: '--',
  level: 'LEVEL_4',
  siteCode,
  examFrom: days[0],
  examTo: days[1],
  audience: ['EXTERNAL'],
  headcount: people.length,
  roster: people.map(({ idType, idNumber }) => ({ idType, idNumber })),
  ...crew,
});

export interface ExamWish extends Pick<PlanWish, 'siteCode' | 'people'> {
  readonly examDate: string;
  readonly issuedOn: string;
  readonly institutionName: string;
  readonly firstSerial?: number;
}

/** What was certified, one record a candidate, all of the item that both institutions are filed for. */
export const examOf = ({ people, ...exam }: ExamWish): readonly CertificateRecord[] =>
  recordsOf(people, {
    ...exam,
    occupationCode: ITEM.code,
    occupationName: ITEM.name,
    level: 'LEVEL_4',
    eligibilityCondition: '4-1',
    audience: 'EXTERNAL',
    candidateCategory: 'EMPLOYEE',
  });

/** Codes that the region gives, in the order in which they are filed. */
export const SITES = { capital: 'S000015000001', school: 'S000015000002', league: 'S000015000003' } as const;
/** Candidates of the institution of the region, and of the last exam of the school. */
export const GUESTS = group(3, 5);
export const regionalExam = (siteCode: string, examDate: string, issuedOn = examDate): readonly unknown[] =>
  examOf({ siteCode, people: GUESTS, examDate, issuedOn, institutionName: REGIONAL.name });

/** The region asks for no notice of results: the header names the day on which they were fixed. */
export const headerOf = (planNo: string, clientBatchNo: string, resultsOn: string): BatchHeader => ({
  planNo,
  clientBatchNo,
  noticeFrom: resultsOn,
  noticeTo: resultsOn,
});

export interface Region {
  readonly hub: TestHub;
  readonly league: Actor;
  readonly leagueSecond: Actor;
  readonly capital: Actor;
  readonly region: Actor;
  readonly regionSecond: Actor;
  readonly regionThird: Actor;
  readonly school: Actor;
  readonly regional: Actor;
  institution(code: string): Promise<Actor>;
}

/** A hub for the region in which nobody is filed, its offices, and the two that will apply. */
export async function openRegion(clock: string): Promise<Region> {
  const hub = await startTestHub({
    queue: 'postgres',
    workers: 1,
    sweepSeconds: 1,
    clock,
    empty: { province: REGION, cities: [LEAGUE, CAPITAL] },
  });
  const institution = (institutionCode: string): Promise<Actor> =>
    hub.createActor({ name: institutionCode, role: 'INSTITUTION', institutionCode });
  const city = (name: string, regionCode: string): Promise<Actor> =>
    hub.createActor({ name, role: 'CITY', regionCode });
  const province = (name: string): Promise<Actor> =>
    hub.createActor({ name, role: 'PROVINCE', regionCode: REGION.code });
  return {
    hub,
    league: await city('包头初审', LEAGUE.code),
    leagueSecond: await city('包头复审', LEAGUE.code),
    capital: await city('呼和浩特', CAPITAL.code),
    region: await province('自治区一'),
    regionSecond: await province('自治区二'),
    regionThird: await province('自治区三'),
    school: await institution(SCHOOL_CODE),
    regional: await institution(REGIONAL_CODE),
    institution,
  };
}

/** Who stands in the public directory, and how. */
export const inDirectory = async (hub: TestHub): Promise<readonly string[]> =>
  (await directoryJson(hub)).items.map(({ institutionName, standing }) => `${institutionName} ${standing}`);
