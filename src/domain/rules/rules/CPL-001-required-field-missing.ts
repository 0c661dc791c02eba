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
  basis: [CERTIFICATE_FORM, DATA_DUTY],
  check: (record, { parameters }) => {
    const { requiredFields } = parameters;
    if (!requiredFields.some((name) => isBlank(record[name]))) return undefined;
    return requiredFields.filter((name) => isBlank(record[name])).map(missing);
  },
});
