import { fujian, hunan, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** Asks the filings of the record's own site; where none names the site, CMP-020 speaks. */
export const outsideAudience = defineRecordRule({
  code: 'CMP-021',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '评价对象超范围', en: 'Candidate outside the audience' },
  about: {
    zh: '考生与机构的关系（本单位职工、本校学生、社会人员）不在该备案的评价对象之内时提出。',
    en: 'Speaks when the candidate’s affiliation (own staff, own student, public) is outside the audience of the filing.',
  },
  mend: {
    zh: '核对考生身份；确属备案对象以外的人员，撤下记录，由可面向其评价的机构认定，或先办理备案变更。',
    en: 'Check who the candidate is; somebody outside the audience is certified by an institution that may do so, or after the filing has been changed: take the record out.',
  },
  basis: [sichuan('五'), hunan('一(一)'), fujian('第二条')],
  parameters: [],
  check: (_record, { audience, reading: { affiliation } }) => {
    if (audience === undefined || affiliation === undefined || audience.includes(affiliation)) return undefined;
    return fault(
      '/affiliation',
      { zh: '考生不属于备案的评价对象范围。', en: 'The candidate is outside the filed audience.' },
      { expected: audience },
    );
  },
});
