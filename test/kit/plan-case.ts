/** A filing of a plan that is in order, and the world that finds it so: an institution of Hunan, its people, and the packs. */
import { workingDaysOf } from '../../src/domain/calendar/working-days';
import { checkCharacter } from '../../src/domain/certificate/identity-document';
import { resolvePack } from '../../src/domain/packs/resolve-pack';
import type { PlanWorld } from '../../src/domain/plan/judge-plan';
import type { PlanFiling, RosterPerson } from '../../src/domain/plan/plan-filing';
import type {
  RegistryDocument,
  RegistryFiling,
  RegistrySite,
  RegistryStaff,
  StaffKind,
} from '../../src/domain/registry/document';
import { samplePacks } from './sample-record';

export const HUNAN = { province: '430000', city: '430100', otherCity: '430200' } as const;
export const SITE = 'S000043009001';
export const OTHER_SITE = 'S000043009002';
export const OCCUPATION = '6-31-01-03';
/** Monday; with ten working days the first exam day is Saturday 13 June. */
export const FILED_ON = '2026-06-01';

/** Invented: no region of the country has this code. */
export function residentId(serial: number): string {
  const digits = `99000019900101${String(serial % 1_000).padStart(3, '0')}`;
  const spread = `990${String(Math.floor(serial / 1_000)).padStart(3, '0')}${digits.slice(6)}`;
  return spread + checkCharacter(spread);
}
export const rosterOf = (people: number): readonly RosterPerson[] =>
  Array.from({ length: people }, (_, index) => ({ idType: 'RESIDENT_ID', idNumber: residentId(index) }));

export const planFiling = (change: Partial<PlanFiling> = {}): PlanFiling => ({
  planNo: 'HN-2026-01',
  enrolmentClosedOn: null,
  occupationCode: OCCUPATION,
  workType: '--',
  level: 'LEVEL_3',
  siteCode: SITE,
  examFrom: '2026-06-16',
  examTo: '2026-06-17',
  audience: ['OWN_STUDENT'],
  headcount: 3,
  roster: rosterOf(3),
  rosterDigests: null,
  assessors: ['A1', 'A2', 'A3'],
  internalSupervisors: ['D1'],
  invigilators: ['I1'],
  trainers: ['T1'],
  ...change,
});

export const staffMember = (id: string, change: Partial<RegistryStaff> = {}): RegistryStaff => ({
  id,
  kinds: [kindOf(id)],
  institutionCode: '4301',
  regionCode: HUNAN.city,
  certificateNo: `HN-${id}`,
  name: '样例人员',
  occupationCodes: [OCCUPATION],
  from: '2026-01-01',
  to: '2026-12-31',
  barred: [],
  ...change,
});
const KINDS: Readonly<Record<string, StaffKind>> = { A: 'ASSESSOR', D: 'SUPERVISOR', I: 'INVIGILATOR', T: 'TRAINER' };
const kindOf = (id: string): StaffKind => KINDS[id.charAt(0)] ?? 'ASSESSOR';

export const planSite = (code = SITE, change: Partial<RegistrySite> = {}): RegistrySite => ({
  code,
  institutionCode: '4301',
  regionCode: HUNAN.city,
  name: '样例考点',
  from: '2025-01-01',
  to: null,
  ...change,
});

export const filingOf = (change: Partial<RegistryFiling> = {}): RegistryFiling => ({
  id: 'F-4301',
  institutionCode: '4301',
  occupationCode: OCCUPATION,
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'],
  siteCodes: [SITE],
  audience: ['OWN_STUDENT'],
  basis: ['NATIONAL_STANDARD'],
  from: '2025-01-01',
  to: '2027-12-31',
  interruptions: [],
  ...change,
});

export const REGISTERED = ['A1', 'A2', 'A3', 'A4', 'A5', 'D1', 'I1', 'T1'];

export const planWorld = (change: Partial<PlanWorld> = {}): PlanWorld => {
  const { parameters } = resolvePack(samplePacks(), HUNAN.city, '2026-06-16');
  return {
    sites: [planSite()],
    filings: [filingOf()],
    register: new Map(REGISTERED.map((id) => [id, staffMember(id)])),
    parameters,
    workingDays: workingDaysOf(parameters.calendar),
    ...change,
  };
};

const region = (code: string, grade: 'NATION' | 'PROVINCE' | 'CITY', parentCode: string | null) => ({
  code,
  name: '样例',
  grade,
  parentCode,
});
const institution = (code: string, creditCode: string, regionCode: string) =>
  ({
    code,
    name: `样例技师学院${code}`,
    creditCode,
    kind: 'SOCIAL_ORG',
    schoolType: 'TECHNICIAN_COLLEGE',
    regionCode,
    grade: 'PROVINCE',
    names: [],
  }) as const;

/** The same world as a registry document, with a second institution of another city. */
export const planRegistry = (): RegistryDocument => ({
  regions: [
    region('000000', 'NATION', null),
    region(HUNAN.province, 'PROVINCE', '000000'),
    region(HUNAN.city, 'CITY', HUNAN.province),
    region(HUNAN.otherCity, 'CITY', HUNAN.province),
  ],
  institutions: [
    institution('4301', '91430100M000100Y43', HUNAN.city),
    institution('4302', '91430200M000200Y43', HUNAN.otherCity),
  ],
  sites: [planSite(), planSite(OTHER_SITE)],
  filings: [filingOf({ siteCodes: [] })],
  assessors: REGISTERED.map((id) => staffMember(id)),
});
