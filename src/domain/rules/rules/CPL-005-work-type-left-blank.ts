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
  basis: [CERTIFICATE_FORM, hunan('四(四)')],
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
