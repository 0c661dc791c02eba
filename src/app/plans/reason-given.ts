/** The words of a decision, which everybody concerned reads later. */
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { isStorable } from '../../domain/certificate/text';
import { REASON_CHARS_MAX } from '../limits';

export const BASIS_ENTRIES_MAX = 20;
const BASIS_CHARS_MAX = 200;

const isText = (text: string, charsMax: number): boolean => text !== '' && text.length <= charsMax && isStorable(text);

/** Without outer blanks; `undefined` where nothing is said, it is too long, or it holds the number of a person. */
export function reasonGiven(reason: string): string | undefined {
  const text = reason.trim();
  return isText(text, REASON_CHARS_MAX) && !holdsPersonalNumber(text) ? text : undefined;
}

/** Documents and articles, each without outer blanks; `undefined` where none is named or one is too long. */
export function basisGiven(basis: readonly string[]): readonly string[] | undefined {
  const entries = basis.map((entry) => entry.trim());
  const sound = entries.length > 0 && entries.length <= BASIS_ENTRIES_MAX;
  return sound && entries.every((entry) => isText(entry, BASIS_CHARS_MAX)) ? entries : undefined;
}
