/** The catalogue: every rule, by code. One more rule is one file in `rules/` and one line here. */
import type { BatchHeader } from '../intake/header';
import { requiredFieldMissing } from './rules/CPL-001-required-field-missing';
import { valueOutsideCodeSet } from './rules/CPL-002-value-outside-code-set';
import { lengthOrCharacters } from './rules/CPL-003-length-or-characters';
import { unknownField } from './rules/CPL-004-unknown-field';
import { workTypeLeftBlank } from './rules/CPL-005-work-type-left-blank';
import { scoreMissing } from './rules/CPL-006-score-missing';
import { reviewScoreMissing } from './rules/CPL-007-review-score-missing';
import { idCheckDigit } from './rules/AUT-002-id-check-digit';
import { birthDateDiffers } from './rules/AUT-003-birth-date-differs';
import { sexDiffers } from './rules/AUT-004-sex-differs';
import { unknownRegion } from './rules/AUT-005-unknown-region';
import { otherDocumentMalformed } from './rules/AUT-006-other-document-malformed';
import { nameMalformed } from './rules/AUT-007-name-malformed';
import { duplicateInsideBatch } from './rules/AUT-008-duplicate-inside-batch';
import { personAlreadyHolds } from './rules/AUT-009-person-already-holds';
import { numberAlreadyUsed } from './rules/AUT-010-number-already-used';
import { notOnRoster } from './rules/AUT-011-not-on-roster';
import { gradeContradictsScores } from './rules/AUT-015-grade-contradicts-scores';
import { numberMalformed } from './rules/CMP-001-number-malformed';
import { categoryLetter } from './rules/CMP-002-category-letter';
import { institutionCode } from './rules/CMP-003-institution-code';
import { provinceCode } from './rules/CMP-004-province-code';
import { siteSerial } from './rules/CMP-005-site-serial';
import { yearDiffers } from './rules/CMP-006-year-differs';
import { levelDigitDiffers } from './rules/CMP-007-level-digit-differs';
import { serialNotAllowed } from './rules/CMP-008-serial-not-allowed';
import { legacyNumber } from './rules/CMP-009-legacy-number';
import { occupationNotInCatalogue } from './rules/CMP-010-occupation-not-in-catalogue';
import { occupationNameDiffers } from './rules/CMP-011-occupation-name-differs';
import { notASkillOccupation } from './rules/CMP-012-not-a-skill-occupation';
import { accessTypeOccupation } from './rules/CMP-013-access-type-occupation';
import { foreignWorkType } from './rules/CMP-014-foreign-work-type';
import { levelOutsideLadder } from './rules/CMP-015-level-outside-ladder';
import { aboveSchoolLimit } from './rules/CMP-016-above-school-limit';
import { occupationNotFiled } from './rules/CMP-017-occupation-not-filed';
import { levelNotFiled } from './rules/CMP-018-level-not-filed';
import { filingNotInForce } from './rules/CMP-019-filing-not-in-force';
import { siteNotFiled } from './rules/CMP-020-site-not-filed';
import { outsideAudience } from './rules/CMP-021-outside-audience';
import { basisNotAllowed } from './rules/CMP-022-basis-not-allowed';
import { scoreBelowPassMark } from './rules/CMP-023-score-below-pass-mark';
import { planNotApproved } from './rules/CMP-024-plan-not-approved';
import { differsFromPlan } from './rules/CMP-025-differs-from-plan';
import { issuedTooEarly } from './rules/CMP-028-issued-too-early';
import { belowMinimumAge } from './rules/CMP-031-below-minimum-age';
import { conditionInconsistent } from './rules/CMP-032-condition-inconsistent';
import { institutionNameDiffers } from './rules/CMP-034-institution-name-differs';
import { dateInFuture } from './rules/TIM-006-date-in-future';
import { outsidePlanWindow } from './rules/TIM-007-outside-plan-window';
import { personalDataInText } from './rules/SEC-002-personal-data-in-text';
import { digestOrSignature } from './rules/AUT-001-digest-or-signature';
import { twoSitesOneDay } from './rules/AUT-012-two-sites-one-day';
import { samePhoto } from './rules/AUT-013-same-photo';
import { oneNumberTwoNames } from './rules/AUT-014-one-number-two-names';
import { scorePatternUnusual } from './rules/AUT-016-score-pattern-unusual';
import { gapInSerials } from './rules/AUT-017-gap-in-serials';
import { provinceApproval } from './rules/CMP-026-province-approval';
import { noticeTooShort } from './rules/CMP-027-notice-too-short';
import { assessorsNotInOrder } from './rules/CMP-029-assessors-not-in-order';
import { supervisorHoldsPost } from './rules/CMP-030-supervisor-holds-post';
import { stepOrInterval } from './rules/CMP-033-step-or-interval';
import { venueFiledTwice } from './rules/CMP-035-venue-filed-twice';
import { planLead } from './rules/TIM-001-plan-lead';
import { planAfterEnrolment } from './rules/TIM-002-plan-after-enrolment';
import { resultsLate } from './rules/TIM-003-results-late';
import { certificateDataLate } from './rules/TIM-004-certificate-data-late';
import { resubmittedLate } from './rules/TIM-005-resubmitted-late';
import { reviewOverdue } from './rules/TIM-008-review-overdue';
import { inactiveInstitution } from './rules/TIM-009-inactive-institution';
import { filingExpiresSoon } from './rules/TIM-010-filing-expires-soon';
import { signingKeyNotInForce } from './rules/SEC-001-signing-key-not-in-force';
import type { BatchRule, HubRule, RecordRule, RegistryRule, Rule } from './rule';

export const RULES: readonly Rule[] = [
  requiredFieldMissing,
  valueOutsideCodeSet,
  lengthOrCharacters,
  unknownField,
  workTypeLeftBlank,
  scoreMissing,
  reviewScoreMissing,
  idCheckDigit,
  birthDateDiffers,
  sexDiffers,
  unknownRegion,
  otherDocumentMalformed,
  nameMalformed,
  duplicateInsideBatch,
  personAlreadyHolds,
  numberAlreadyUsed,
  notOnRoster,
  gradeContradictsScores,
  numberMalformed,
  categoryLetter,
  institutionCode,
  provinceCode,
  siteSerial,
  yearDiffers,
  levelDigitDiffers,
  serialNotAllowed,
  legacyNumber,
  occupationNotInCatalogue,
  occupationNameDiffers,
  notASkillOccupation,
  accessTypeOccupation,
  foreignWorkType,
  levelOutsideLadder,
  aboveSchoolLimit,
  occupationNotFiled,
  levelNotFiled,
  filingNotInForce,
  siteNotFiled,
  outsideAudience,
  basisNotAllowed,
  scoreBelowPassMark,
  planNotApproved,
  differsFromPlan,
  issuedTooEarly,
  belowMinimumAge,
  conditionInconsistent,
  institutionNameDiffers,
  dateInFuture,
  outsidePlanWindow,
  personalDataInText,
  digestOrSignature,
  twoSitesOneDay,
  samePhoto,
  oneNumberTwoNames,
  scorePatternUnusual,
  gapInSerials,
  provinceApproval,
  noticeTooShort,
  assessorsNotInOrder,
  supervisorHoldsPost,
  stepOrInterval,
  venueFiledTwice,
  planLead,
  planAfterEnrolment,
  resultsLate,
  certificateDataLate,
  resubmittedLate,
  reviewOverdue,
  inactiveInstitution,
  filingExpiresSoon,
  signingKeyNotInForce,
];

export const RECORD_RULES: readonly RecordRule[] = RULES.filter((rule) => rule.form === 'RECORD');
export const BATCH_RULES: readonly BatchRule[] = RULES.filter((rule) => rule.form === 'BATCH');
export const HUB_RULES: readonly HubRule[] = RULES.filter((rule) => rule.form === 'HUB');
export const REGISTRY_RULES: readonly RegistryRule[] = RULES.filter((rule) => rule.form === 'REGISTRY');
/** Codes that without the hub cannot be judged, or of some batches only by half: batch rules that ask for what only it knows, and hub scope. */
export const HUB_ONLY_CODES: readonly string[] = codesOf(
  (rule) => rule.form === 'HUB' || (rule.form === 'BATCH' && rule.judgesBy !== 'BATCH'),
);

/** Those of them that leave something out of a batch with this header. */
export const skippedFor = (header: BatchHeader): readonly string[] =>
  codesOf((rule) => rule.form === 'HUB' || (rule.form === 'BATCH' && rule.leavesToHub(header)));

function codesOf(isMeant: (rule: Rule) => boolean): readonly string[] {
  return RULES.filter(isMeant)
    .map(({ code }) => code)
    .sort();
}

const BY_CODE: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.code, rule]));

export const ruleByCode = (code: string): Rule | undefined => BY_CODE.get(code);
