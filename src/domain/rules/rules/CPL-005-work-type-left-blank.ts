import { isBlank } from '../../certificate/text';
import { CERTIFICATE_FORM, hunan } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** What a certificate prints where an occupation has no work type. */
const NO_WORK_TYPE = '--';
const PATH = '/workType';

export const workTypeLeftBlank = defineRecordRule({
  code: 'CPL-005',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '工种留白', en: 'Work type left blank' },
  about: {
    zh: '“工种/职业方向”缺失或留白时提出；没有工种的职业，证书上该项印“--”，记录也应填“--”。',
    en: 'Speaks when the work type is missing or blank. Where an occupation has none the certificate prints --, and so does the record.',
  },
  mend: {
    zh: '职业不分工种的填“--”（可直接应用自动修正）；分工种的填备案的工种名称，不要应用自动修正。',
    en: 'Write -- where the occupation has no work types (the fix does that); where it has some, write the filed one and do not apply the fix.',
  },
  basis: [CERTIFICATE_FORM, hunan('四(四)')],
  parameters: [],
  check: ({ workType }) =>
    isBlank(workType)
      ? fault(
          PATH,
          {
            zh: '“工种/职业方向”不能留白;没有工种的应填“--”。',
            en: 'The work type must not be blank; where there is none it is --.',
          },
          {
            expected: [NO_WORK_TYPE],
            // `add` sets the field whether it is there or not (RFC 6902, 4.1).
            fix: [{ op: 'add', path: PATH, value: NO_WORK_TYPE }],
          },
        )
      : undefined,
});
