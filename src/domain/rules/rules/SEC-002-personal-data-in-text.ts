import { holdsPersonalNumber } from '../../certificate/personal-numbers';
import type { Reading } from '../../certificate/reading';
import { DATA_DUTY, fujian } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

/** Texts that people fill in freely; the fields for numbers and names are asked by rules of their own. */
const FREE_TEXTS = ['remark', 'workType', 'occupationName', 'institutionName', 'eligibilityCondition'] as const;

const MESSAGE = {
  zh: '该字段含有疑似身份证号码或手机号码;请删除,个人信息只填在规定字段。',
  en: 'The field holds what looks like an ID number or a mobile number; remove it: personal data belongs in its own fields only.',
};

const holds = (text: string | undefined): boolean => text !== undefined && holdsPersonalNumber(text);

const faultsOf = (reading: Reading): readonly Fault[] =>
  FREE_TEXTS.filter((field) => holds(reading[field])).map((field) => fault(`/${field}`, MESSAGE));

export const personalDataInText = defineRecordRule({
  code: 'SEC-002',
  dimension: 'security',
  severity: 'error',
  title: { zh: '超范围个人信息', en: 'Personal data outside the contract' },
  about: {
    zh: '备注、工种、职业名称、机构名称、申报条件等文本中出现疑似身份证号码或手机号码时提出，含全角数字以及用空格或连字符分隔的写法。',
    en: 'Speaks when remark, work type, occupation name, institution name or condition holds what looks like a resident ID or mobile number, also in full-width digits or parted by blanks or hyphens.',
  },
  mend: {
    zh: '从该字段删除号码；确需联系方式的留在本机构系统内，不随证书数据上报。',
    en: 'Remove the number from the field. Contact data stays in the system of the institution and is not sent with certificate data.',
  },
  basis: [fujian('第二十三条(五)'), DATA_DUTY],
  parameters: [],
  check: (_record, { reading }) => {
    const { remark, workType, occupationName, institutionName, eligibilityCondition } = reading;
    // Field by field, for speed: each of a million records comes here, and next to none goes on.
    const none =
      !holds(remark) &&
      !holds(workType) &&
      !holds(occupationName) &&
      !holds(institutionName) &&
      !holds(eligibilityCondition);
    return none ? undefined : faultsOf(reading);
  },
});
