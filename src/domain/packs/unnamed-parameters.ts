/**
 * What stands in the place of a parameter that no pack names. Packs of today name them all (`checkPacks`); those of an
 * earlier release, under which a batch was sealed, cannot name what came later. These values ask for nothing, and a rule
 * that needs such a parameter stays out (`severityUnder`).
 */
import type { Parameters } from './parameters';

export const UNNAMED_PARAMETERS: Partial<Parameters> = {
  blockedOccupations: [],
  confirmOccupations: [],
  levelLimits: {},
  allowedBases: {},
  eligibilityConditions: { closed: false, conditions: [] },
  provinceApprovalLevels: [],
  noticeDays: null,
  noticeUnit: 'DAY',
  minAssessors: 0,
  oddNumber: false,
  minCandidates: Number.MAX_SAFE_INTEGER,
  maxPassRate: 1,
  maxIdenticalShare: 1,
  planLeadWorkingDays: null,
  planAfterEnrolmentWorkingDays: null,
  resultsWorkingDays: null,
  certificateDataWorkingDays: null,
  resubmitWorkingDays: null,
  reviewWorkingDays: null,
  inactiveMonths: null,
  renewalDays: null,
  filingTermMonths: null,
  filingPublicationMonths: null,
  filingRoutes: [],
  filingMaterials: [],
  filingConditions: [],
  filingNoticeWorkingDays: null,
  siteSerials: { from: 1, to: 999_999 },
  scopeChangeAfterMonths: null,
  noAdditionsAfterViolation: false,
  measureOffices: { SUSPENSION: 'RECORD', REVOCATION: 'RECORD' },
  revocationBarYears: null,
  venueChangeNoticeWorkingDays: null,
  exitAfterIdleMonths: {},
  applicationWorkingDays: null,
  planWorkingDays: null,
  objectionWorkingDays: null,
  warningWorkingDays: 0,
  calendar: {},
};
