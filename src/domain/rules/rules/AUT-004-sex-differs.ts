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
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  check: (_record, { residentId, reading: { sex } }) =>
    residentId !== undefined && sex !== undefined && sex !== residentId.sex ? DIFFERS : undefined,
});
