/** A sound application of an invented school in Chengdu, and what it is judged by; tests change what they are about. */
import { basisFrom } from '../../src/app/packs/basis-in';
import type { Applicant, ApplicationContent, ItemWish, StaffWish } from '../../src/domain/application/application';
import type { GivenContent, GivenStaff } from '../../src/domain/application/content-shape';
import type { ApplicationFacts } from '../../src/domain/application/facts';
import { checkCharacter } from '../../src/domain/certificate/identity-document';
import { resolvePack } from '../../src/domain/packs/resolve-pack';
import { creditCodeCheck } from '../../src/domain/registry/credit-code';
import type { RegistryFiling, RegistryInstitution, RegistrySite } from '../../src/domain/registry/document';
import { samplePacks } from './sample-record';

const creditCodeOf = (body: string): string => body + creditCodeCheck(body);
/** Of institutions that nobody has filed. */
export const CREDIT_CODE = creditCodeOf('12510100MA6CQ0H01');
export const OTHER_CREDIT_CODE = creditCodeOf('12510100MA6CQ0H02');
export const TODAY = '2026-06-30';
export const OCCUPATION = { code: '6-31-01-03', name: '电工', workTypes: [] };
const ATTACHMENT = '00000000-0000-7000-8000-000000000001';

const idNumberOf = (serial: number): string => {
  const digits = `5101041990010${String(serial).padStart(4, '0')}`;
  return digits + checkCharacter(digits);
};

export const APPLICANT: Applicant = {
  name: '样例技师学院',
  creditCode: CREDIT_CODE,
  kind: 'EMPLOYER',
  schoolType: 'TECHNICIAN_COLLEGE',
  ownership: 'MUNICIPAL',
  grade: 'CITY',
  regionCode: '510100',
  address: '样例路 1 号',
  registrationAuthority: '样例市事业单位登记管理局',
  contactName: '李联系',
  contactPost: '主任',
  phone: '028-00000000',
  mobile: '13800000000',
  email: 'office@example.org',
};

export const assessor = (serial: number): GivenStaff => ({
  group: 'ASSESSOR',
  name: '王考评',
  idType: 'RESIDENT_ID',
  idNumber: idNumberOf(1011 + serial * 10),
  employer: '样例技师学院',
  post: '高级技师',
  education: '本科',
  field: '电工',
  occupationCodes: [OCCUPATION.code],
  certificateNo: `KP-${serial}`,
});

export const ITEM: ItemWish = {
  occupationCode: OCCUPATION.code,
  occupationName: OCCUPATION.name,
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_4'],
  basis: ['NATIONAL_STANDARD'],
  audience: ['OWN_STUDENT'],
  sites: ['main'],
  fees: [{ level: 'LEVEL_5', yuan: 240.5 }],
  questionBank: true,
};

export const EMPTY: GivenContent = {
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
  prohibitions: null,
  commitmentSigned: false,
  reason: null,
};

const FILING_MATERIALS = [
  'APPLICATION_FORM',
  'LEGAL_PERSON_CERTIFICATE',
  'IMPLEMENTATION_PLAN',
  'OCCUPATION_STANDARD',
  'QUESTION_SAMPLES',
  'ASSESSOR_PROOF',
  'RULES_COLLECTION',
  'INFORMATION_PLAN',
  'VENUE_PROOF',
] as const;

/** Every material that a first filing needs, as one file. */
export const materialsOf = (attachmentId: string): GivenContent['materials'] =>
  FILING_MATERIALS.map((kind) => ({ kind, attachmentId }));

/** As an institution sends a first filing. */
export const givenFiling = (over: Partial<GivenContent> = {}): GivenContent => ({
  ...EMPTY,
  applicant: APPLICANT,
  sites: [
    {
      ref: 'main',
      name: '校本部考点',
      regionCode: '510100',
      address: '样例路 1 号',
      venue: 'V-1',
      tenure: 'OWNED',
      leasedTo: null,
    },
  ],
  items: [ITEM],
  strengths: '机电类专业',
  monitoring: '考场全程录像',
  equipment: [{ name: '电工实训台', brand: '样例', model: 'D-1', quantity: 40, owner: '样例技师学院' }],
  staff: [1, 2, 3].map(assessor),
  materials: materialsOf(ATTACHMENT),
  prohibitions: [],
  commitmentSigned: true,
  ...over,
});

export const keptStaff = ({ idType: _type, idNumber, ...person }: GivenStaff): StaffWish => ({
  ...person,
  idNumberMasked: '51**************1X',
  personKey: idNumber,
});

export const contentOf = ({ staff, ...given }: GivenContent): ApplicationContent => ({
  ...given,
  staff: staff.map(keptStaff),
});
export const filingContent = (over: Partial<ApplicationContent> = {}): ApplicationContent => ({
  ...contentOf(givenFiling()),
  ...over,
});

/** What the packs ask for there, and by which clauses. */
export function askedIn(regionCode: string, day = TODAY): Pick<ApplicationFacts, 'parameters' | 'clausesOf'> {
  const pack = resolvePack(samplePacks(), regionCode, day);
  return { parameters: pack.parameters, clausesOf: (name) => basisFrom(pack, name) };
}

export const factsOf = (over: Partial<ApplicationFacts> & { readonly regionCode?: string } = {}): ApplicationFacts => {
  const { regionCode = '510100', today = TODAY } = over;
  return {
    today,
    regionCode,
    institutionCode: CREDIT_CODE,
    ...askedIn(regionCode, today),
    institution: null,
    sites: [],
    venueOfSite: new Map(),
    filings: [],
    catalogue: [OCCUPATION],
    filedElsewhere: [],
    underWay: [],
    attachmentIds: new Set([ATTACHMENT]),
    knownRegions: new Set(['510100', '510300', '510104', '510000', '430100', '150100', '350100']),
    ...over,
  };
};

export const INSTITUTION: RegistryInstitution = {
  code: CREDIT_CODE,
  name: APPLICANT.name,
  creditCode: CREDIT_CODE,
  kind: 'EMPLOYER',
  schoolType: 'TECHNICIAN_COLLEGE',
  regionCode: '510100',
  grade: 'PROVINCE',
  names: [],
  ownership: 'MUNICIPAL',
};
export const SITE: RegistrySite = {
  code: 'Y000051009001',
  institutionCode: CREDIT_CODE,
  regionCode: '510100',
  name: '校本部考点',
  from: '2024-01-01',
  to: null,
};
export const filing = (over: Partial<RegistryFiling> = {}): RegistryFiling => ({
  id: 'F-1',
  institutionCode: CREDIT_CODE,
  occupationCode: OCCUPATION.code,
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_4'],
  siteCodes: [],
  audience: ['OWN_STUDENT'],
  basis: ['NATIONAL_STANDARD'],
  from: '2024-01-01',
  to: '2026-12-31',
  interruptions: [],
  ...over,
});

/** Of an institution that stands in the register. */
export const registeredFacts = (over: Partial<ApplicationFacts> = {}): ApplicationFacts =>
  factsOf({ institution: INSTITUTION, sites: [SITE], filings: [filing()], ...over });
