import { DATA_DUTY, GB_RESIDENT_ID } from '../documents';
import { defineRecordRule, fault } from '../rule';

const NO_DATE = fault('/idNumber', {
  zh: '证件号码第 7–14 位不是真实存在的日期。',
  en: 'Digits 7 to 14 of the document number are no date of the calendar.',
});
const DIFFERS = fault('/birthDate', {
  zh: '出生日期与证件号码第 7–14 位不一致。',
  en: 'The birth date differs from digits 7 to 14 of the document number.',
});

/** Silent where the check character is wrong: a mistyped digit would be told twice. */
export const birthDateDiffers = defineRecordRule({
  code: 'AUT-003',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '出生日期与证件不符', en: 'Birth date differs from ID' },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  check: (_record, { residentId, birthDate }) => {
    if (residentId === undefined) return undefined;
    if (residentId.birthDate === undefined) return NO_DATE;
    return birthDate !== undefined && birthDate !== residentId.birthDate ? DIFFERS : undefined;
  },
});
