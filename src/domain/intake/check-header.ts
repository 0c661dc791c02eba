/** What is wrong with a batch header, field by field; empty when it may open an upload. */
import type { Bilingual } from '../bilingual';
import { isDate } from '../calendar/dates';
import { ACCEPTANCES } from '../decision/acceptance';
import { reasonFault } from '../decision/declared-reason';
import type { BatchHeader, Declaration } from './header';
import type { Place } from './place';

export const HEADER_TEXT_CHARS_MAX = 64;
export const DECLARATIONS_MAX = 5_000;

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DIGEST = /^[0-9a-f]{64}$/;
const RULE = /^[A-Z]{3}-\d{3}$/;
export const isRuleCode = (text: string): boolean => RULE.test(text);

const NUMBER_FAULT: Bilingual = {
  zh: `应为 1–${HEADER_TEXT_CHARS_MAX} 位字母、数字或 . _ / -`,
  en: `Must be 1–${HEADER_TEXT_CHARS_MAX} letters, digits or . _ / -`,
};
const DAY_FAULT: Bilingual = { zh: '应为 YYYY-MM-DD 格式的真实日期', en: 'Must be a real date as YYYY-MM-DD' };

export const RULE_FAULT: Bilingual = { zh: '应为规则代码,如 AUT-009', en: 'Must be a rule code such as AUT-009' };
export const DECLARATIONS_FAULT: Bilingual = {
  zh: `说明不得超过 ${DECLARATIONS_MAX} 条`,
  en: `At most ${DECLARATIONS_MAX} declarations`,
};
const ACCEPTANCE_FAULT: Bilingual = {
  zh: `应为 ${ACCEPTANCES.join(' 或 ')}`,
  en: `Must be ${ACCEPTANCES.join(' or ')}`,
};
const PLACE_FAULT: Bilingual = {
  zh: '行号(从 1 起)与记录摘要(SHA-256)至多填一项,均不填为整批',
  en: 'Give line (from 1) or recordDigest (SHA-256), or neither for the whole batch',
};

export const isUuid = (text: string): boolean => UUID.test(text);

export function checkHeader(header: BatchHeader): readonly Place[] {
  const places: Place[] = [];
  const fault = (field: string, message: Bilingual): void => void places.push({ record: null, field, message });
  for (const field of ['planNo', 'clientBatchNo'] as const) {
    const value = header[field];
    if (value.length > HEADER_TEXT_CHARS_MAX || !NUMBER.test(value)) fault(field, NUMBER_FAULT);
  }
  for (const field of ['noticeFrom', 'noticeTo', 'resultsApprovedOn'] as const) {
    const value = header[field] ?? (field === 'resultsApprovedOn' ? undefined : '');
    if (value !== undefined && !isDate(value)) fault(field, DAY_FAULT);
  }
  if (places.length === 0 && header.noticeFrom > header.noticeTo) {
    fault('noticeTo', { zh: '公示结束日期早于开始日期', en: 'The notice ends before it begins' });
  }
  if (header.resubmissionOf && !isUuid(header.resubmissionOf)) {
    fault('resubmissionOf', { zh: '应为原批次的编号', en: 'Must be the id of the batch it mends' });
  }
  if (header.acceptance && !ACCEPTANCES.includes(header.acceptance)) fault('acceptance', ACCEPTANCE_FAULT);
  return [...places, ...checkDeclarations(header.declarations ?? [])];
}

/** With neither line nor digest a declaration speaks of the finding about the whole batch. */
function checkDeclarations(declarations: readonly Declaration[]): readonly Place[] {
  const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
  if (declarations.length > DECLARATIONS_MAX) return [place('declarations', DECLARATIONS_FAULT)];
  return declarations.flatMap((declaration, index) => {
    const field = `declarations/${index}`;
    const reason = reasonFault(declaration.reason);
    return [
      ...(namesPlace(declaration) ? [] : [place(field, PLACE_FAULT)]),
      ...(isRuleCode(declaration.rule) ? [] : [place(`${field}/rule`, RULE_FAULT)]),
      ...(reason === undefined ? [] : [place(`${field}/reason`, reason)]),
    ];
  });
}

function namesPlace({ line = null, recordDigest = null }: Declaration): boolean {
  if (line !== null) return recordDigest === null && line >= 1;
  return recordDigest === null || DIGEST.test(recordDigest);
}
