import { EIGHT_LEVELS, innerMongolia, sichuan } from '../documents';
import { defineExamRule, fault } from '../rule';

export const levelOutsideLadder = defineExamRule({
  code: 'CMP-015',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级超出等级序列', en: 'Level outside the ladder' },
  about: {
    zh: '等级不在该类机构的等级序列内时提出：社会培训评价组织为五级，用人单位为八级，院校可由规则包另行收窄。',
    en: 'Speaks when the level is not in the ladder of this kind of institution: five levels for social organisations, eight for employers, narrowed for schools by some packs.',
  },
  mend: {
    zh: '核对等级是否录错；学徒工、特级技师、首席技师只由用人单位评定，其他机构撤下该记录。',
    en: 'Check the level for a slip; apprentices, special and chief technicians are certified by employers only: other institutions take the record out.',
  },
  basis: [EIGHT_LEVELS, sichuan('四'), innerMongolia('第六条'), innerMongolia('第二十条')],
  parameters: ['ladders'],
  check: ({ reading, level, ground: { ladder } }) => {
    // A level of the ladder that is above the school's limit is CMP-016's.
    if (level !== undefined || reading.level === undefined || ladder.includes(reading.level)) return undefined;
    return fault(
      '/level',
      { zh: '该类机构不能认定此等级。', en: 'This kind of institution does not certify this level.' },
      { expected: ladder },
    );
  },
});
