/** The catalogue: every rule, by code. One more rule is one file in `rules/` and one line here. */
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
import { nameMalformed } from './rules/AUT-007-name-malformed';
import { duplicateInsideBatch } from './rules/AUT-008-duplicate-inside-batch';
import { personAlreadyHolds } from './rules/AUT-009-person-already-holds';
import { numberAlreadyUsed } from './rules/AUT-010-number-already-used';
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
import { levelOutsideLadder } from './rules/CMP-015-level-outside-ladder';
import { occupationNotFiled } from './rules/CMP-017-occupation-not-filed';
import { levelNotFiled } from './rules/CMP-018-level-not-filed';
import { filingNotInForce } from './rules/CMP-019-filing-not-in-force';
import { siteNotFiled } from './rules/CMP-020-site-not-filed';
import { outsideAudience } from './rules/CMP-021-outside-audience';
import { scoreBelowPassMark } from './rules/CMP-023-score-below-pass-mark';
import { issuedTooEarly } from './rules/CMP-028-issued-too-early';
import { belowMinimumAge } from './rules/CMP-031-below-minimum-age';
import { institutionNameDiffers } from './rules/CMP-034-institution-name-differs';
import { dateInFuture } from './rules/TIM-006-date-in-future';
import type { LineRule, RecordRule, Rule } from './rule';

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
  nameMalformed,
  duplicateInsideBatch,
  personAlreadyHolds,
  numberAlreadyUsed,
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
  levelOutsideLadder,
  occupationNotFiled,
  levelNotFiled,
  filingNotInForce,
  siteNotFiled,
  outsideAudience,
  scoreBelowPassMark,
  issuedTooEarly,
  belowMinimumAge,
  institutionNameDiffers,
  dateInFuture,
];

export const RECORD_RULES: readonly RecordRule[] = RULES.filter((rule) => rule.scope === 'record');
export const LINE_RULES: readonly LineRule[] = RULES.filter((rule) => rule.scope !== 'record');

const BY_CODE: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.code, rule]));

export const ruleByCode = (code: string): Rule | undefined => BY_CODE.get(code);
