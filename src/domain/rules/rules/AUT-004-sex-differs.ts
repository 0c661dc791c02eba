import { DATA_DUTY, GB_RESIDENT_ID } from '../documents';
import { defineRecordRule, fault } from '../rule';

const DIFFERS = fault('/sex', {
  zh: '性别与证件号码第 17 位不一致。',
  en: 'The sex differs from digit 17 of the document number.',
});

export const sexDiffers = defineRecordRule({
  code: 'AUT-004',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '性别与证件不符', en: 'Sex differs from ID' },
  about: {
    zh: '身份证（或港澳台居民居住证）号码第 17 位的奇偶与性别不符时提出，奇数为男，偶数为女。',
    en: 'Speaks when digit 17 of a resident ID or residence permit (odd for male, even for female) differs from the sex.',
  },
  mend: {
    zh: '对照证件原件核对号码与性别，改正录错的一项；常见原因是两名考生的资料错行。',
    en: 'Compare number and sex with the document and correct the one that is wrong; often two candidates have been mixed up by one row.',
  },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  parameters: [],
  check: (_record, { residentId, reading: { sex } }) =>
    residentId !== undefined && sex !== undefined && sex !== residentId.sex ? DIFFERS : undefined,
});
