import { RECORD_FIELDS } from '../../certificate/record';
import { holdsForbiddenCharacters } from '../../certificate/text';
import { DATA_DUTY } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

const NAMES = RECORD_FIELDS.map(({ name }) => name);
/** Where each field stands in the contract. */
const PLACES: ReadonlyMap<string, number> = new Map(NAMES.map((name, place) => [name, place]));
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
  about: {
    zh: '记录带有数据规范以外的字段时提出。多余字段不会被悄悄丢弃；字段名过长、含不可见字符或像某人号码的，只计数而不列名。',
    en: 'Speaks when a record carries a field that the contract does not have. Such a field is never dropped in silence; a name that is very long, holds invisible characters or looks like a number of a person is counted and not repeated.',
  },
  mend: {
    zh: '拼写错误的改为规范字段名（见 docs/record.md），规范以外的内容从导出中去掉；需要说明的写入“备注”，但不得含个人证件号码或手机号码。',
    en: 'Correct a misspelt name (docs/record.md has them all) and leave everything else out of the export; what must be said goes into the remark, without numbers of persons.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: (record) => {
    let next = 0;
    for (const name in record) {
      // Mostly the fields come in the order of the contract, and are only looked up where one is left out.
      const place = name === NAMES[next] ? next : PLACES.get(name);
      if (place === undefined) return faultsOf(Object.keys(record).filter((key) => !PLACES.has(key)));
      next = place + 1;
    }
    return undefined;
  },
});
