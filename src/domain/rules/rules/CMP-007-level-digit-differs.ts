import { CODING_RULE, innerMongolia, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** A level for which the pack names no code cannot be numbered: no character is the right one. */
export const levelDigitDiffers = defineRecordRule({
  code: 'CMP-007',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级码与等级不符', en: 'Level digit differs from level' },
  basis: [CODING_RULE, sichuan('四'), innerMongolia('第二十八条')],
  check: (_record, { number, level, parameters: { levelCodes } }) => {
    if (number === undefined || level === undefined) return undefined;
    const code = levelCodes[level];
    if (number.level === code) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 16 位(等级码)与职业技能等级不一致。',
        en: 'Character 16 of the certificate number differs from the level.',
      },
      { expected: code === undefined ? [] : [code] },
    );
  },
});
