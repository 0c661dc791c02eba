import { beginsWithRegion } from '../../certificate/region-codes';
import { DATA_DUTY, GB_REGIONS, GB_RESIDENT_ID } from '../documents';
import { defineRecordRule, fault } from '../rule';

const UNKNOWN = fault('/idNumber', {
  zh: '证件号码前 6 位不是现行或历史的行政区划代码;请核对,确认无误的说明理由。',
  en: 'Digits 1 to 6 of the document number are no region code of today or of the past; check it, or declare a reason.',
});

/** Other documents have regions of their own (AUT-006), and a number with a wrong check character is told once (AUT-002). */
export const unknownRegion = defineRecordRule({
  code: 'AUT-005',
  dimension: 'authenticity',
  severity: 'confirm',
  title: { zh: '证件地区码未知', en: 'ID region code unknown' },
  about: {
    zh: '居民身份证校验码正确，但前 6 位不在 1980 年以来的县级以上行政区划代码中时提出；已撤销的代码视为正确。',
    en: 'Speaks when a resident ID has a right check character but its first six digits are no code of a county, city or province since 1980. Abolished codes count as right.',
  },
  mend: {
    zh: '对照证件原件核对前 6 位；录错的更正后重新提交；原件确为该号码的，说明已核对原件。',
    en: 'Compare the first six digits with the document itself. Mend a slip and send again; if the document does say so, declare that it was seen.',
  },
  basis: [GB_RESIDENT_ID, GB_REGIONS, DATA_DUTY],
  parameters: [],
  check: (_record, { residentId, reading: { idType, idNumber } }) =>
    residentId !== undefined && idType === 'RESIDENT_ID' && idNumber !== undefined && !beginsWithRegion(idNumber)
      ? UNKNOWN
      : undefined,
});
