/** The name under which a file is kept: safe on every system and in every header, and ending as its type does. */
import { holdsPersonalNumber } from '../certificate/personal-numbers';
import type { MediaType } from './media-types';

export const FILE_NAME_CHARS_MAX = 120;

/** Path separators, what Windows forbids, controls, and characters that turn or hide text. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const OUTER_DOTS_AND_BLANKS = /^[.\s]+|[.\s]+$/g;
const ENDING = /\.[A-Za-z0-9]{1,5}$/;
const UNNAMED = '附件';

export function safeFileName(given: string, { extension }: MediaType): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const stem = last.replace(UNSAFE, '_').replace(OUTER_DOTS_AND_BLANKS, '').replace(ENDING, '');
  const cut = Array.from(stem)
    .slice(0, FILE_NAME_CHARS_MAX - extension.length - 1)
    .join('')
    .trim();
  return `${cut === '' ? UNNAMED : cut}.${extension}`;
}

/** Lists and logs show file names; the number of a person does not belong there. */
export const namesPerson = (fileName: string): boolean => holdsPersonalNumber(fileName);
