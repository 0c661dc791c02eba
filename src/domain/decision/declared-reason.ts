/** The reason of a declaration is free text that regulators read: it must say something, and nothing about a person. */
import type { Bilingual } from '../bilingual';
import { holdsPersonalNumber } from '../certificate/personal-numbers';
import { isStorable } from '../certificate/text';

export const DECLARED_REASON_CHARS_MAX = 500;

const LENGTH_FAULT: Bilingual = {
  zh: `理由须为 1–${DECLARED_REASON_CHARS_MAX} 字`,
  en: `A reason has 1–${DECLARED_REASON_CHARS_MAX} characters`,
};
/** Of every text that says why: whoever it concerns reads it later. */
export const PERSON_FAULT: Bilingual = {
  zh: '理由中不得出现证件号码或手机号码',
  en: 'A reason holds neither a document number nor a mobile number of a person',
};

/** What is wrong with a reason; `undefined` when it may stand. The text itself is never repeated. */
export function reasonFault(reason: string): Bilingual | undefined {
  if (reason.trim() === '' || reason.length > DECLARED_REASON_CHARS_MAX || !isStorable(reason)) return LENGTH_FAULT;
  return holdsPersonalNumber(reason) ? PERSON_FAULT : undefined;
}
