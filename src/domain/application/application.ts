/**
 * What is applied for. The fields are those of the application form and the list of materials of 湘人社函〔2020〕47号
 * 附件1、附件2; a province that asks for less leaves fields empty. Nothing here is judged: see `check-application.ts`.
 */
import type { Bilingual } from '../bilingual';
import type { InstitutionGrade, InstitutionKind, SchoolType } from '../reference/snapshot';
import { STAFF_KINDS, type FilingFee } from '../registry/document';
import type { Prohibition } from './conditions';
import type { MaterialKind } from './materials';
import type { ApplicationKind, Ownership, RouteOffice, RouteStep } from './route';

export const APPLICATION_STATES = [
  'DRAFT',
  'SUBMITTED',
  'RETURNED',
  'APPROVED',
  'PUBLISHED',
  'REFUSED',
  'WITHDRAWN',
] as const;
/** SUBMITTED: at a step of its route · APPROVED: recorded, not yet published · RETURNED: to be mended by the applicant */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_MOVES = {
  DRAFT: ['SUBMITTED', 'WITHDRAWN'],
  SUBMITTED: ['SUBMITTED', 'RETURNED', 'REFUSED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN'],
  RETURNED: ['SUBMITTED', 'WITHDRAWN'],
  /** What cannot be published must not stand in the way of others for ever. */
  APPROVED: ['PUBLISHED', 'RETURNED', 'REFUSED', 'WITHDRAWN'],
  PUBLISHED: [],
  REFUSED: [],
  WITHDRAWN: [],
} as const satisfies Record<ApplicationState, readonly ApplicationState[]>;

const MOVES: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = APPLICATION_MOVES;
export const mayMoveApplication = (from: ApplicationState, to: ApplicationState): boolean => MOVES[from].includes(to);

/** 一、申请单位基本信息 */
export interface Applicant {
  readonly name: string;
  /** 统一社会信用代码, GB 32100. */
  readonly creditCode: string;
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  readonly ownership: Ownership;
  /** Where it asks to work. */
  readonly grade: InstitutionGrade;
  /** City where it stands, GB/T 2260. */
  readonly regionCode: string;
  readonly address: string;
  readonly registrationAuthority: string;
  readonly contactName: string;
  readonly contactPost: string | null;
  readonly phone: string;
  readonly mobile: string | null;
  readonly email: string | null;
}

/** 四、场地: `ref` is how items of the same application name it. */
export interface SiteWish {
  readonly ref: string;
  readonly name: string;
  /** City or county where it lies. */
  readonly regionCode: string;
  readonly address: string;
  /** The hub's key of the place (CMP-035). */
  readonly venue: string | null;
  /** TEMPORARY: rented for the occasion, which some provinces do not file (`NO_TEMPORARY_VENUE`). */
  readonly tenure: 'OWNED' | 'LEASED' | 'TEMPORARY';
  /** Last day of the lease; `null` where it is owned. */
  readonly leasedTo: string | null;
}

/** 二、申请开展评价的职业(工种): one filing each. */
export interface ItemWish {
  readonly occupationCode: string;
  readonly occupationName: string;
  readonly workTypes: readonly string[];
  readonly levels: readonly string[];
  readonly basis: readonly string[];
  readonly audience: readonly string[];
  /** `ref` of a site of this application or the code of one that is filed; empty: every site. */
  readonly sites: readonly string[];
  readonly fees: readonly FilingFee[];
  /** A question bank exists; some provinces ask for one (`QUESTION_BANK`). */
  readonly questionBank: boolean;
}

export interface Equipment {
  readonly name: string;
  readonly brand: string | null;
  readonly model: string | null;
  readonly quantity: number;
  readonly owner: string | null;
}

export const STAFF_GROUPS = ['FULL_TIME', 'EXPERT', ...STAFF_KINDS] as const;
export type StaffGroup = (typeof STAFF_GROUPS)[number];

/** 五、人员: document numbers are digested by the verb that takes them; only the mask is kept. */
export interface StaffWish {
  readonly group: StaffGroup;
  readonly name: string;
  readonly idNumberMasked: string;
  /** Hex of the hub's keyed digest. */
  readonly personKey: string;
  readonly employer: string | null;
  readonly post: string | null;
  readonly education: string | null;
  /** 考评职业领域 or 专业方向, in words. */
  readonly field: string | null;
  /** What an assessor may assess; empty for the other groups. */
  readonly occupationCodes: readonly string[];
  /** Card or certificate; what the register of staff knows it by. */
  readonly certificateNo: string | null;
}

export interface Material {
  readonly kind: MaterialKind;
  readonly attachmentId: string;
}

/** Parts that a kind does not need stay empty; which it needs: `NEEDED_PARTS` in needed-parts.ts. */
export interface ApplicationContent {
  /** FILING, and BASIC_CHANGE with the data as they shall be. */
  readonly applicant: Applicant | null;
  /** FILING, SITE, SCOPE_CHANGE. */
  readonly sites: readonly SiteWish[];
  readonly items: readonly ItemWish[];
  /** RENEWAL, TERMINATION (empty: all), SCOPE_CHANGE (filings that `items` replace). */
  readonly filingIds: readonly string[];
  /** TERMINATION: last day of work. */
  readonly endsOn: string | null;
  readonly strengths: string | null;
  readonly monitoring: string | null;
  readonly equipment: readonly Equipment[];
  readonly staff: readonly StaffWish[];
  readonly materials: readonly Material[];
  /** Those that hold; a truthful applicant has none. `null`: not answered. */
  readonly prohibitions: readonly Prohibition[] | null;
  readonly commitmentSigned: boolean;
  readonly reason: string | null;
}

/** Who decided a step, and what. */
export interface ApplicationStep {
  /** Of the application when it was decided: steps begin again after a return. */
  readonly revision: number;
  readonly stepIndex: number;
  readonly step: RouteStep;
  readonly outcome: 'PASSED' | 'RETURNED' | 'REFUSED';
  /** What the office found (初审意见, 评估意见), or why it returned or refused. */
  readonly opinion: string | null;
  readonly basis: readonly string[];
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export interface Application {
  readonly id: string;
  readonly kind: ApplicationKind;
  /** Of the registry; of an institution that was never filed its unified social credit code, for ever. */
  readonly institutionCode: string;
  /** City that handles it: of the applicant, for SITE of the site. */
  readonly regionCode: string;
  readonly content: ApplicationContent;
  readonly state: ApplicationState;
  /** Frozen at the submission: the route of the packs in force then, by its title and clauses. */
  readonly route: { readonly title: Bilingual; readonly basis: readonly string[] } | null;
  readonly steps: readonly RouteStep[];
  /** Index into `steps` of the one that is due; `null` when none is. */
  readonly stepIndex: number | null;
  /** When the application came to that step. */
  readonly stepSince: Date | null;
  /** Grows with every saved content and every submission; what is decided names it. */
  readonly revision: number;
  readonly openedBy: string;
  /** INSTITUTION, or the office at whose counter it was entered. */
  readonly openedRole: 'INSTITUTION' | RouteOffice;
  readonly openedAt: Date;
  /** Clients that entered or submitted content; none of them decides a step. */
  readonly enteredBy: readonly string[];
  readonly submittedAt: Date | null;
  /** First day of the notice to the public, and its last; `null` where the route or the packs ask for none. */
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  /** RENEWAL: filings that the deciding regulator left out because nobody was ever certified by them. */
  readonly droppedFilingIds: readonly string[];
  readonly approvedAt: Date | null;
  readonly publishedOn: string | null;
}
