/**
 * The parameters that rules read. A new one is an entry here, one in `PARAMETERS` (parameter-shapes.ts: its shape and
 * what “tighter” means for it) and a value in the national pack.
 */
import type { Bilingual } from '../bilingual';
import type { AskedCondition } from '../application/conditions';
import type { FilingMaterials } from '../application/materials';
import type { FilingRoute } from '../application/route';
import type { MeasureOffices } from '../filing/measure-office';
import type { SchoolType } from '../reference/snapshot';

export interface Parameters {
  /** Fields that CPL-001 asks for. Work type and scores have rules of their own (CPL-005, 006, 007). */
  readonly requiredFields: readonly string[];
  /** What may stand for the theory score (CPL-006). */
  readonly theorySubstitutes: readonly string[];
  /** Levels that ask for a comprehensive review (CPL-007). */
  readonly reviewLevels: readonly string[];
  /** Every part needs at least this many of 100 points. */
  readonly passMark: number;
  /** First letters of certificate numbers in use (CMP-002). */
  readonly categoryLetters: readonly string[];
  /** Character 16 of the certificate number, by level. A level without one cannot be numbered yet. */
  readonly levelCodes: Readonly<Record<string, string>>;
  /** Levels whose numbers are not one letter and 21 digits: regular expression of their 22 characters. */
  readonly numberPatterns: Readonly<Record<string, string>>;
  /** Editions of the catalogue in use; `null` is every edition of the snapshot in force on the exam date. */
  readonly catalogueEditions: readonly string[] | null;
  /** First digits of the codes of skill occupations (CMP-012). */
  readonly allowedMajors: readonly string[];
  /** Levels by kind of institution; `SCHOOL`, where given, narrows the ladder of every institution with a school type. */
  readonly ladders: Readonly<Record<string, readonly string[]>>;
  /** Full years on the exam date (CMP-031). */
  readonly minAge: number;
  /** Occupations kept as qualifications: no level certificate (CMP-013, error). */
  readonly blockedOccupations: readonly ListedOccupation[];
  /** Occupations of which only a part is kept as a qualification (CMP-013, confirm). */
  readonly confirmOccupations: readonly ListedOccupation[];
  /** Levels that a school of the type may certify (CMP-016); a type that is not named has no limit of its own. */
  readonly levelLimits: Readonly<Record<string, readonly string[]>>;
  /** Bases by kind of institution; `SCHOOL`, where given, stands for every institution with a school type (CMP-022). */
  readonly allowedBases: Readonly<Record<string, readonly string[]>>;
  /** Declared conditions (CMP-032) and the interval that each asks for (CMP-033). */
  readonly eligibilityConditions: EligibilityList;
  /** Levels whose plans the province approves (CMP-026). */
  readonly provinceApprovalLevels: readonly string[];
  /** Length of the public notice of results, first and last day counted (CMP-027); `null` asks for none. */
  readonly noticeDays: number | null;
  readonly noticeUnit: 'DAY' | 'WORKING_DAY';
  /** Assessors of one exam (CMP-029). */
  readonly minAssessors: number;
  /** Whether their number must be odd (CMP-029). */
  readonly oddNumber: boolean;
  /** Records that make a session large enough for AUT-016. */
  readonly minCandidates: number;
  /** Highest ordinary share of passes among the planned candidates, 0 to 1 (AUT-016). */
  readonly maxPassRate: number;
  /** Highest ordinary share of records with the same scores, and of records exactly at the pass mark, 0 to 1 (AUT-016). */
  readonly maxIdenticalShare: number;
  /** Working days between the filing of a plan and its first exam day (TIM-001); `null` asks for none, as below. */
  readonly planLeadWorkingDays: number | null;
  /** From the close of enrolment to the filing of the plan (TIM-002). */
  readonly planAfterEnrolmentWorkingDays: number | null;
  /** From the last exam day to the upload (TIM-003). */
  readonly resultsWorkingDays: number | null;
  /** From the approval of results to the upload (TIM-004). */
  readonly certificateDataWorkingDays: number | null;
  /** From the return of a batch to its resubmission (TIM-005). */
  readonly resubmitWorkingDays: number | null;
  /** What each step of the review may take (TIM-008). */
  readonly reviewWorkingDays: number | null;
  /** Months without an approved batch (TIM-009). */
  readonly inactiveMonths: number | null;
  /** Days before the end of a filing in which its renewal is applied for (TIM-010). */
  readonly renewalDays: number | null;
  /** Term of a filing. */
  readonly filingTermMonths: number | null;
  /** Months (1 to 12) in which filings are published; `null` any. */
  readonly filingPublicationMonths: readonly number[] | null;
  /** Who receives, reviews and records an application, by its kind and applicant; the first route that fits is taken. */
  readonly filingRoutes: readonly FilingRoute[];
  /** Attachments that an application needs, by its kind and applicant; all entries that fit count. */
  readonly filingMaterials: readonly FilingMaterials[];
  /** What an applicant has to meet beside the parts of the form. */
  readonly filingConditions: readonly AskedCondition[];
  /** Working days for which a proposed filing is shown to the public; `null` asks for none. */
  readonly filingNoticeWorkingDays: number | null;
  /** Characters 8 to 13 of site codes that are given out here, both included. */
  readonly siteSerials: { readonly from: number; readonly to: number };
  /** Months of work after which scope and venue may be changed; `null` any time. */
  readonly scopeChangeAfterMonths: number | null;
  /** Nothing is added for the rest of a term in which there was a violation. */
  readonly noAdditionsAfterViolation: boolean;
  /** Whose office suspends and revokes filings; what ends without blame is ended by the office that revokes. */
  readonly measureOffices: MeasureOffices;
  /** Years for which an institution whose filing was revoked may not apply; `null` none. */
  readonly revocationBarYears: number | null;
  /**
   * Working days for which the end of a filing by a venue that was changed without permission is shown to the public; `null`: a
   * changed venue ends no filing here.
   */
  readonly venueChangeNoticeWorkingDays: number | null;
  /**
   * Months without work, suspensions left out, after which the office may end the filings of an institution without blame: by its
   * type of school, `NONE` for an institution that is none. Who is not named does not exit so.
   */
  readonly exitAfterIdleMonths: Readonly<Partial<Record<SchoolType | 'NONE', number>>>;
  /** What each step of an application may take. */
  readonly applicationWorkingDays: number | null;
  /** What each step of the approval of a plan may take. */
  readonly planWorkingDays: number | null;
  /** What the decision of an objection or of a correction may take. */
  readonly objectionWorkingDays: number | null;
  /** Working days before a term ends on which those responsible are warned. */
  readonly warningWorkingDays: number;
  /** Years that documents of the process are kept. */
  readonly retentionYears: { readonly paper: number; readonly electronic: number };
  /** Holidays and make-up workdays of years that the calendar of the release does not cover yet, by year. */
  readonly calendar: Readonly<Record<string, CalendarYear>>;
}

/** Empty `workTypes`: the whole occupation. */
export interface ListedOccupation {
  readonly code: string;
  readonly name: string;
  readonly workTypes: readonly string[];
}

export interface EligibilityCondition {
  readonly code: string;
  readonly level: string;
  readonly title: Bilingual;
  /** Level of the certificate that the condition builds on, and the years that must lie in between. */
  readonly priorLevel: string | null;
  readonly priorYears: number | null;
}

export interface EligibilityList {
  /** False: national standards have further conditions, so that an unknown code cannot be judged. */
  readonly closed: boolean;
  readonly conditions: readonly EligibilityCondition[];
}

/** Dates that differ from Monday to Friday. */
export interface CalendarYear {
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

export type ParameterName = keyof Parameters;
