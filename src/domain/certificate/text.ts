/** What characters a text of a record may hold (CPL-003). */

/** Control, format (zero-width, direction), lone surrogate, line and paragraph separator. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const PRINTABLE_ASCII = /^[ -~]*$/;
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/;
const FULL_WIDTH_ALL = /[\uff01-\uff5e\u3000]/g;
/** Distance from a full-width form to its ASCII character. */
const FULL_WIDTH_OFFSET = 0xfee0;

export const isPrintableAscii = (text: string): boolean => PRINTABLE_ASCII.test(text);

export const holdsForbiddenCharacters = (text: string): boolean => !PRINTABLE_ASCII.test(text) && FORBIDDEN.test(text);

export const holdsFullWidth = (text: string): boolean => FULL_WIDTH.test(text);

export const toHalfWidth = (text: string): string =>
  text.replace(FULL_WIDTH_ALL, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );

/** NUL and half of a surrogate pair: JSON can say them, the text of a database cannot. */
const UNSTORABLE = /[\u0000\p{Cs}]/u;
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** Missing, `null`, empty or only blanks: what a form shows as an empty box. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && (value === '' || value.trim() === ''));
