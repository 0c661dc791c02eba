import type { RecordField } from '../../certificate/record';
import { isMechanical } from '../../fixes/mechanical';
import { DATA_DUTY, panzhihua } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

/** The label of a code in place of the code itself: what a table may say and a record may not. */
function fixOf({ name, codes = [] }: RecordField, value: unknown): Pick<Fault, 'fix'> {
  const code = typeof value === 'string' ? codes.find(({ zh }) => zh === value.trim())?.code : undefined;
  if (code === undefined) return {};
  const fix = [{ op: 'replace', path: `/${name}`, value: code }] as const;
  return isMechanical(fix) ? { fix } : {};
}

export const valueOutsideCodeSet = defineRecordRule({
  code: 'CPL-002',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '代码值不在代码集内', en: 'Value outside its code set' },
  about: {
    zh: '证件类型、性别、文化程度、考生类别、与机构关系、等级、认定依据、认定方式、理论替代或评定成绩的值不在代码集内时提出，并列出允许的代码。',
    en: 'Speaks when a coded field (document type, sex, education, candidate category, affiliation, level, basis, source, theory substitute, overall grade) holds a value outside its code set; the finding lists the set.',
  },
  mend: {
    zh: '改用所列代码；CSV 和 XLSX 也可填写代码对应的中文名称。若本单位系统另有编码，先建立对照表再导出。',
    en: 'Use one of the codes listed; CSV and XLSX also take their Chinese labels. Where your system has codes of its own, map them before you export.',
  },
  basis: [panzhihua('第七条'), DATA_DUTY],
  parameters: [],
  check: (record, { reading: { troubles } }) => {
    if (troubles.length === 0) return undefined;
    return troubles
      .filter(({ kind }) => kind === 'CODE')
      .map(({ field }) =>
        fault(
          `/${field.name}`,
          {
            zh: `“${field.zh}”的值不在代码集内,请改用所列代码之一。`,
            en: `The ${field.en} is outside its code set; use one of the codes listed.`,
          },
          { expected: (field.codes ?? []).map(({ code }) => code), ...fixOf(field, record[field.name]) },
        ),
      );
  },
});
