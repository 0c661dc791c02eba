import { DATA_DUTY, panzhihua } from '../documents';
import { defineRecordRule, fault } from '../rule';

export const valueOutsideCodeSet = defineRecordRule({
  code: 'CPL-002',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '代码值不在代码集内', en: 'Value outside its code set' },
  basis: [panzhihua('第七条'), DATA_DUTY],
  check: (_record, { reading: { troubles } }) => {
    if (troubles.length === 0) return undefined;
    return troubles
      .filter(({ kind }) => kind === 'CODE')
      .map(({ field: { name, zh, en, codes = [] } }) =>
        fault(
          `/${name}`,
          {
            zh: `“${zh}”的值不在代码集内,请改用所列代码之一。`,
            en: `The ${en} is outside its code set; use one of the codes listed.`,
          },
          { expected: codes.map(({ code }) => code) },
        ),
      );
  },
});
