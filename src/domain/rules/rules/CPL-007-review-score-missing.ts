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
  about: {
    zh: '等级须经综合评审（一般为技师和高级技师）而综合评审成绩缺失时提出。',
    en: 'Speaks when the level asks for a comprehensive review, as technician and senior technician do, and the review score is missing.',
  },
  mend: {
    zh: '补录综合评审（论文、答辩或业绩评审）成绩；尚未评审的，评审结束后再报送该记录。',
    en: 'Enter the score of the comprehensive review; where it has not been held yet, send the record after it.',
  },
  basis: [hunan('五(三)'), panzhihua('第十一条')],
  parameters: ['reviewLevels'],
  check: ({ reviewScore }, { level, parameters }) =>
    level !== undefined && parameters.reviewLevels.includes(level) && isBlank(reviewScore) ? MISSING : undefined,
});
