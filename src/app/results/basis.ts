import type { Bilingual } from '../../domain/bilingual';
import { isStorable } from '../../domain/certificate/text';
import type { Place } from '../../domain/intake/place';
import { BASIS_CHARS_MAX, BASIS_MAX } from './results-limits';

const FAULT: Bilingual = {
  zh: `依据须为 1–${BASIS_MAX} 条,每条 1–${BASIS_CHARS_MAX} 字`,
  en: `Give 1–${BASIS_MAX} documents or articles of 1–${BASIS_CHARS_MAX} characters each`,
};

const isFit = (text: string): boolean =>
  text.trim() !== '' && Array.from(text).length <= BASIS_CHARS_MAX && isStorable(text);

/** What is wrong with the documents and articles that a decision names. */
export const basisFaults = (basis: readonly string[]): readonly Place[] =>
  basis.length > 0 && basis.length <= BASIS_MAX && basis.every(isFit)
    ? []
    : [{ record: null, field: 'basis', message: FAULT }];
