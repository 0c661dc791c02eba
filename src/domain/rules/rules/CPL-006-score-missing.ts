import { isBlank } from '../../certificate/text';
import { hunan, panzhihua } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';
import type { RawRecord } from '../../certificate/record';
import type { RecordContext } from '../record-context';

const SKILL_MISSING = fault('/skillScore', { zh: '缺少技能成绩。', en: 'The skill score is missing.' });

/** A substitute outside its code set is CPL-002's; one that the pack does not accept stands for nothing. */
function isTheoryMissing(record: RawRecord, { parameters, reading }: RecordContext): boolean {
  if (!isBlank(record.theoryScore)) return false;
  if (isBlank(record.theorySubstitute)) return true;
  return reading.theorySubstitute !== undefined && !parameters.theorySubstitutes.includes(reading.theorySubstitute);
}

export const scoreMissing = defineRecordRule({
  code: 'CPL-006',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '理论或技能成绩缺失', en: 'Theory or skill score missing' },
  about: {
    zh: '技能成绩缺失，或理论成绩缺失且没有规则包认可的替代（课程考试、专项职业能力）时提出，两项都缺各提一条。',
    en: 'Speaks when the skill score is missing, or the theory score is missing without a substitute that the pack accepts (course exam, special ability); one finding for each.',
  },
  mend: {
    zh: '从成绩登记表补录所缺成绩；理论成绩确由课程考试或专项职业能力替代的，在“理论替代”中注明。没有成绩的考生不能报送发证。',
    en: 'Enter the missing score from the score sheet, or declare the substitute where a course exam or special ability stands for the theory exam. A candidate without scores cannot be sent in.',
  },
  basis: [hunan('五(三)'), panzhihua('第十一条')],
  parameters: ['theorySubstitutes'],
  check: (record, context) => {
    const isSkillMissing = isBlank(record.skillScore);
    if (!isTheoryMissing(record, context)) return isSkillMissing ? SKILL_MISSING : undefined;
    const theory: Fault = fault(
      '/theoryScore',
      {
        zh: '缺少理论成绩,也没有可接受的替代成绩。',
        en: 'The theory score is missing and no accepted substitute is declared.',
      },
      { expected: context.parameters.theorySubstitutes },
    );
    return isSkillMissing ? [theory, SKILL_MISSING] : theory;
  },
});
