import { RECORD_FIELDS } from '../../certificate/record';
import { isBlank } from '../../certificate/text';
import { CERTIFICATE_FORM, DATA_DUTY } from '../documents';
import { defineRecordRule, fault } from '../rule';

const FIELDS = new Map(RECORD_FIELDS.map((field) => [field.name, field]));

function missing(name: string) {
  const { zh, en } = FIELDS.get(name) ?? { zh: name, en: name };
  return fault(`/${name}`, {
    zh: `“${zh}”为必填项,不能缺失或留白。`,
    en: `The ${en} is required and is missing or blank.`,
  });
}

/** Work type and scores have rules of their own: CPL-005, 006, 007. */
export const requiredFieldMissing = defineRecordRule({
  code: 'CPL-001',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '必填项缺失', en: 'Required field missing' },
  about: {
    zh: '规则包要求的字段不存在、为 null、为空或只有空白时提出，每个字段一条。工种和各项成绩另有规则（CPL-005、CPL-006、CPL-007）。',
    en: 'Speaks when a field that the pack requires is absent, null, empty or only blanks, once for each field. Work type and scores have rules of their own (CPL-005, CPL-006, CPL-007).',
  },
  mend: {
    zh: '从报名表或考务系统补全所指字段后重新报送；确实没有该项信息的记录先从批次中撤下，不要用“无”或占位字符代替。',
    en: 'Fill in the field named from the enrolment form or the exam system and send again; take a record out of the batch while the fact is missing, and never put a placeholder in its stead.',
  },
  basis: [CERTIFICATE_FORM, DATA_DUTY],
  parameters: ['requiredFields'],
  check: (record, { ground, parameters, reading }) => {
    if ((reading.blanks & ground.requiredBits) === 0) return undefined;
    return parameters.requiredFields.filter((name) => isBlank(record[name])).map(missing);
  },
});
