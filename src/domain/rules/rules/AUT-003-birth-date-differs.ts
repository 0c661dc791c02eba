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
  about: {
    zh: '身份证（或港澳台居民居住证）号码第 7–14 位不是真实日期，或与出生日期不同时提出；校验码有误时由 AUT-002 说明，本规则不再提出。',
    en: 'Speaks when digits 7 to 14 of a resident ID or residence permit are no date of the calendar or differ from the birth date. Silent where the check character is wrong: AUT-002 says so.',
  },
  mend: {
    zh: '对照证件原件核对号码与出生日期，改正录错的一项；证件本身有误的，由持证人到发证机关更正后再报送。',
    en: 'Compare number and birth date with the document and correct the one that is wrong; where the document itself is wrong, the holder has it corrected first.',
  },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  parameters: [],
  check: (_record, { residentId, birthDate }) => {
    if (residentId === undefined) return undefined;
    if (residentId.birthDate === undefined) return NO_DATE;
    return birthDate !== undefined && birthDate !== residentId.birthDate ? DIFFERS : undefined;
  },
});
