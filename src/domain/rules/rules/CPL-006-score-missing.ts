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
  basis: [hunan('五(三)'), panzhihua('第十一条')],
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
