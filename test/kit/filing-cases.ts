/** Invented applications and filings, for tests of what approval makes of them. */
import type {
  Applicant,
  Application,
  ApplicationContent,
  ItemWish,
  SiteWish,
} from '../../src/domain/application/application';
import { creditCodeCheck } from '../../src/domain/registry/credit-code';
import type { RegistryFiling } from '../../src/domain/registry/document';

const creditCodeOf = (serial: number): string => {
  const body = `91510100MA${String(serial).padStart(7, '0')}`;
  return body + creditCodeCheck(body);
};

export const applicantOf = (serial: number, change: Partial<Applicant> = {}): Applicant => ({
  name: `样例评价机构${serial}`,
  creditCode: creditCodeOf(serial),
  kind: 'SOCIAL_ORG',
  schoolType: null,
  ownership: 'PRIVATE',
  grade: 'CITY',
  regionCode: '510100',
  address: '样例市样例路 1 号',
  registrationAuthority: '样例市市场监督管理局',
  contactName: '张三',
  contactPost: null,
  phone: '028-00000000',
  mobile: null,
  email: null,
  ...change,
});

export const siteWish = (ref: string, change: Partial<SiteWish> = {}): SiteWish => ({
  ref,
  name: `考点${ref}`,
  regionCode: '510100',
  address: '样例市样例路 2 号',
  venue: `venue-${ref}`,
  tenure: 'OWNED',
  leasedTo: null,
  ...change,
});

export const itemWish = (occupationCode: string, change: Partial<ItemWish> = {}): ItemWish => ({
  occupationCode,
  occupationName: '电工',
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_4'],
  basis: ['NATIONAL_STANDARD'],
  audience: ['EXTERNAL'],
  sites: [],
  fees: [{ level: 'LEVEL_5', yuan: 320 }],
  questionBank: true,
  ...change,
});

export const EMPTY_CONTENT: ApplicationContent = {
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

export interface ApplicationChange extends Partial<Omit<Application, 'content'>> {
  readonly content?: Partial<ApplicationContent>;
}

export const applicationOf = (id: string, { content, ...change }: ApplicationChange): Application => ({
  id,
  kind: 'FILING',
  institutionCode: content?.applicant?.creditCode ?? '0001',
  regionCode: '510100',
  state: 'APPROVED',
  route: null,
  steps: [{ by: 'PROVINCE', act: 'RECORD' }],
  stepIndex: null,
  stepSince: null,
  revision: 2,
  openedBy: 'applicant',
  openedRole: 'INSTITUTION',
  openedAt: new Date('2026-05-01T02:00:00Z'),
  enteredBy: ['applicant'],
  submittedAt: new Date('2026-05-02T02:00:00Z'),
  noticeFrom: null,
  noticeTo: null,
  droppedFilingIds: [],
  approvedAt: new Date('2026-05-20T02:00:00Z'),
  publishedOn: null,
  ...change,
  content: { ...EMPTY_CONTENT, ...content },
});

export const filingRow = (id: string, change: Partial<RegistryFiling> = {}): RegistryFiling => ({
  id,
  institutionCode: '0001',
  occupationCode: '6-31-01-03',
  workTypes: [],
  levels: ['LEVEL_5', 'LEVEL_4'],
  siteCodes: [],
  audience: ['EXTERNAL'],
  basis: ['NATIONAL_STANDARD'],
  from: '2024-05-01',
  to: '2027-04-30',
  interruptions: [],
  ...change,
});
