import { RECORD_FIELDS } from '../../certificate/record';
import { holdsForbiddenCharacters } from '../../certificate/text';
import { DATA_DUTY } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

const KNOWN: ReadonlySet<string> = new Set(RECORD_FIELDS.map(({ name }) => name));
/** Unknown fields named one by one; what is more than that is counted in one further fault. */
export const UNKNOWN_FIELDS_NAMED_MAX = 20;
/** A longer name is not repeated: it may be a value that slipped into the place of a name. */
export const FIELD_NAME_LENGTH_MAX = 64;
/** Runs of digits in a name could be somebody's number. */
const LOOKS_LIKE_A_VALUE = /[0-9]{6}/;

const MESSAGE = {
  zh: '该字段不在数据规范内,请删除或改用规范字段名。',
  en: 'The contract has no such field; remove it or use the name that the contract gives.',
};

const isRepeatable = (name: string): boolean =>
  name.length <= FIELD_NAME_LENGTH_MAX && !LOOKS_LIKE_A_VALUE.test(name) && !holdsForbiddenCharacters(name);
const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function faultsOf(names: readonly string[]): readonly Fault[] {
  const shown = names.filter(isRepeatable).slice(0, UNKNOWN_FIELDS_NAMED_MAX);
  const faults = shown.map((name) => fault(pointer(name), MESSAGE));
  const rest = names.length - shown.length;
  if (rest === 0) return faults;
  return [
    ...faults,
    fault('', {
      zh: `另有 ${rest} 个字段不在数据规范内,名称未列出。`,
      en: `${rest} more fields, not named here, are not in the contract.`,
    }),
  ];
}

export const unknownField = defineRecordRule({
  code: 'CPL-004',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '未定义字段', en: 'Unknown field' },
  basis: [DATA_DUTY],
  check: (record) => {
    for (const name in record) {
      if (!KNOWN.has(name)) return faultsOf(Object.keys(record).filter((key) => !KNOWN.has(key)));
    }
    return undefined;
  },
});
