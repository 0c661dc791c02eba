import { isBlank } from '../../certificate/text';
import { hunan, panzhihua } from '../documents';
import { defineRecordRule, fault } from '../rule';

const MISSING = fault('/reviewScore', {
  zh: '技师、高级技师须有综合评审成绩。',
  en: 'A technician or senior technician needs a comprehensive review score.',
});

export const reviewScoreMissing = defineRecordRule({
  code: 'CPL-007',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '缺综合评审成绩', en: 'Comprehensive review score missing' },
  basis: [hunan('五(三)'), panzhihua('第十一条')],
  check: ({ reviewScore }, { level, parameters }) =>
    level !== undefined && parameters.reviewLevels.includes(level) && isBlank(reviewScore) ? MISSING : undefined,
});
