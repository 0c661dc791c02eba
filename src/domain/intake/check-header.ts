/** What is wrong with a batch header, field by field; empty when it may open an upload. */
import type { Bilingual } from '../bilingual';
import { isDate } from '../calendar/dates';
import { isStorable } from '../certificate/text';
import type { BatchHeader, Declaration } from './header';
import type { Place } from './place';

export const HEADER_TEXT_CHARS_MAX = 64;
export const DECLARATIONS_MAX = 5_000;
export const DECLARED_REASON_CHARS_MAX = 500;

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DIGEST = /^[0-9a-f]{64}$/;
const RULE = /^[A-Z]{3}-\d{3}$/;

const NUMBER_FAULT: Bilingual = {
  zh: `应为 1–${HEADER_TEXT_CHARS_MAX} 位字母、数字或 . _ / -`,
  en: `Must be 1–${HEADER_TEXT_CHARS_MAX} letters, digits or . _ / -`,
};
const DAY_FAULT: Bilingual = { zh: '应为 YYYY-MM-DD 格式的真实日期', en: 'Must be a real date as YYYY-MM-DD' };

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
  return [...places, ...checkDeclarations(header.declarations ?? [])];
}

function checkDeclarations(declarations: readonly Declaration[]): readonly Place[] {
  const place = (field: string, zh: string, en: string): Place => ({ record: null, field, message: { zh, en } });
  if (declarations.length > DECLARATIONS_MAX) {
    return [place('declarations', `声明不得超过 ${DECLARATIONS_MAX} 条`, `At most ${DECLARATIONS_MAX} declarations`)];
  }
  return declarations.flatMap(({ line, recordDigest, rule, reason }, index) => {
    const field = `declarations/${index}`;
    const faults: Place[] = [];
    const lineGiven = line !== null && line !== undefined;
    const digestGiven = recordDigest !== null && recordDigest !== undefined;
    if (lineGiven === digestGiven || (lineGiven && line < 1) || (digestGiven && !DIGEST.test(recordDigest))) {
      faults.push(
        place(field, '行号(从 1 起)与记录摘要(SHA-256)填一项', 'Give either line (from 1) or recordDigest (SHA-256)'),
      );
    }
    if (!RULE.test(rule))
      faults.push(place(`${field}/rule`, '应为规则代码,如 AUT-009', 'Must be a rule code such as AUT-009'));
    if (reason.trim() === '' || reason.length > DECLARED_REASON_CHARS_MAX || !isStorable(reason)) {
      faults.push(
        place(
          `${field}/reason`,
          `理由须为 1–${DECLARED_REASON_CHARS_MAX} 字`,
          `A reason has 1–${DECLARED_REASON_CHARS_MAX} characters`,
        ),
      );
    }
    return faults;
  });
}
