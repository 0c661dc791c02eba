import { CODING_RULE, innerMongolia, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** A level for which the pack names no code cannot be numbered: no character is the right one. */
export const levelDigitDiffers = defineRecordRule({
  code: 'CMP-007',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级码与等级不符', en: 'Level digit differs from level' },
  about: {
    zh: '证书编号第 16 位与职业技能等级对应的等级码不符时提出（5 初级工至 1 高级技师；其他等级由规则包规定，没有规定的不能编号）。',
    en: 'Speaks when character 16 of the number is not the code of the level (5 to 1 from junior worker to senior technician; further levels by pack, and a level without a code cannot be numbered).',
  },
  mend: {
    zh: '核对等级；等级无误的，用该等级的序列重新编号。尚无等级码的等级，向审核部门询问编码办法后再报送。',
    en: 'Check the level; where it is right, number the certificate in the series of that level. For a level without a code ask the regulator before you send.',
  },
  basis: [CODING_RULE, sichuan('四'), innerMongolia('第二十八条')],
  parameters: ['levelCodes'],
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
