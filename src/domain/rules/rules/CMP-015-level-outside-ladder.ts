import { EIGHT_LEVELS, innerMongolia, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

export const levelOutsideLadder = defineRecordRule({
  code: 'CMP-015',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级超出等级序列', en: 'Level outside the ladder' },
  basis: [EIGHT_LEVELS, sichuan('四'), innerMongolia('第六条'), innerMongolia('第二十条')],
  check: (_record, { reading, level, ladder }) => {
    if (reading.level === undefined || level !== undefined) return undefined;
    return fault(
      '/level',
      { zh: '该类机构不能认定此等级。', en: 'This kind of institution does not certify this level.' },
      { expected: ladder },
    );
  },
});
