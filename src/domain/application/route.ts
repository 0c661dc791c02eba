/**
 * Who receives, reviews and records an application: data of the packs (`filingRoutes`), found by what is applied for and
 * who applies. 川 2021-06-16 通知 三; 湘人社函〔2020〕47号 三(二); 内人社办发〔2024〕53号 第七至十二条; 闽劳鉴〔2023〕10号 第三至四条.
 */
import type { Bilingual } from '../bilingual';
import type { InstitutionGrade, InstitutionKind, SchoolType } from '../reference/snapshot';

/**
 * FILING a first filing · SITE a site in another city · BASIC_CHANGE name, address, contact · SCOPE_CHANGE occupations,
 * levels, venues · RENEWAL of filings that end · TERMINATION by the institution itself
 */
export const APPLICATION_KINDS = ['FILING', 'SITE', 'BASIC_CHANGE', 'SCOPE_CHANGE', 'RENEWAL', 'TERMINATION'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** Whose the applicant is (隶属关系): of the nation, a province, a city, a county, or nobody's. */
export const OWNERSHIPS = ['CENTRAL', 'PROVINCIAL', 'MUNICIPAL', 'COUNTY', 'PRIVATE'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

export const ROUTE_OFFICES = ['CITY', 'PROVINCE'] as const;
export type RouteOffice = (typeof ROUTE_OFFICES)[number];

/** REVIEW of the papers (初审) · ASSESS by experts (技术评估) · NOTICE to the public (公示) · RECORD (备案, 复核): the last one. */
export const ROUTE_ACTS = ['REVIEW', 'ASSESS', 'NOTICE', 'RECORD'] as const;
export type RouteAct = (typeof ROUTE_ACTS)[number];

export interface RouteStep {
  readonly by: RouteOffice;
  readonly act: RouteAct;
}

/** `null` fits every applicant; `NONE` is an applicant without a school type. */
export interface FilingRoute {
  readonly title: Bilingual;
  readonly kinds: readonly ApplicationKind[] | null;
  readonly institutionKinds: readonly InstitutionKind[] | null;
  readonly schoolTypes: readonly (SchoolType | 'NONE')[] | null;
  readonly ownerships: readonly Ownership[] | null;
  readonly grades: readonly InstitutionGrade[] | null;
  /** Fits who asks for no other audience. */
  readonly audiences: readonly string[] | null;
  readonly steps: readonly RouteStep[];
  readonly basis: readonly string[];
}

export interface Routed {
  readonly kind: ApplicationKind;
  readonly institutionKind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  readonly ownership: Ownership;
  readonly grade: InstitutionGrade;
  readonly audience: readonly string[];
}

/** `null` names everybody. */
export const isNamedIn = <Code>(allowed: readonly Code[] | null, code: Code): boolean =>
  allowed === null || allowed.includes(code);

/** The first route that fits; `undefined` where the packs know none. */
export const routeFor = (routes: readonly FilingRoute[], applicant: Routed): FilingRoute | undefined =>
  routes.find(
    (route) =>
      isNamedIn(route.kinds, applicant.kind) &&
      isNamedIn(route.institutionKinds, applicant.institutionKind) &&
      isNamedIn(route.schoolTypes, applicant.schoolType ?? 'NONE') &&
      isNamedIn(route.ownerships, applicant.ownership) &&
      isNamedIn(route.grades, applicant.grade) &&
      applicant.audience.every((audience) => isNamedIn(route.audiences, audience)),
  );
