/** What characters a text of a record may hold (CPL-003). */

/** Control, format (zero-width, direction), lone surrogate, line and paragraph separator. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const PRINTABLE_ASCII = /^[ -~]*$/;
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/;
const FULL_WIDTH_ALL = /[\uff01-\uff5e\u3000]/g;
/** Distance from a full-width form to its ASCII character. */
const FULL_WIDTH_OFFSET = 0xfee0;

const SPACE = 0x20;
const TILDE = 0x7e;
const HAN_FROM = 0x4e00;
const HAN_TO = 0x9fff;

/**
 * Printable ASCII and the block of common Han characters, of which nothing is forbidden and nothing full-width. Asked of
 * nearly every text, hence the loop: a regular expression takes three times as long to begin.
 */
export function isCommonText(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!((unit >= SPACE && unit <= TILDE) || (unit >= HAN_FROM && unit <= HAN_TO))) return false;
  }
  return true;
}

/** Nothing but common Han characters; rarer ones lie in other blocks. */
export function isCommonHan(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!(unit >= HAN_FROM && unit <= HAN_TO)) return false;
  }
  return text !== '';
}

const ASCII_CODES = 128;
const NO_HEXADECIMAL = new Uint8Array(ASCII_CODES).fill(1);
for (const digit of '0123456789abcdefABCDEF') NO_HEXADECIMAL[digit.charCodeAt(0)] = 0;

/**
 * Digits and the letters a to f, small or capital. By a table: digits and letters come in no order, and a processor that
 * guesses which is next takes more than twice as long (64 of them: 113 ns, a regular expression 275 ns).
 */
export function isHexadecimal(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= ASCII_CODES || NO_HEXADECIMAL[unit] !== 0) return false;
  }
  return true;
}

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
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'string') return false;
  const first = value.charCodeAt(0);
  // No blank, and by far the most frequent beginnings: then the end is not looked for.
  if ((first > SPACE && first <= TILDE) || (first >= HAN_FROM && first <= HAN_TO)) return false;
  return value === '' || value.trim() === '';
}
