/**
 * Finds what looks like a resident ID number or a mobile number inside free text (SEC-002): unbroken, or in groups parted by
 * blanks or hyphens, in half-width or full-width digits. It answers whether, never what.
 */
import { PROVINCE_CODES } from './certificate-number';
import { birthDateIn } from './identity-document';
import { toHalfWidth } from './text';

const MOBILE_DIGITS = 11;
const ID_CHARACTERS = 18;
const ZERO = 48;
const NINE = 57;
const FULL_WIDTH_ZERO = 0xff10;
const FULL_WIDTH_NINE = 0xff19;

/** Digits in groups, and an X that may close an ID number. */
const GROUPS = /[0-9]+(?:[ -]+[0-9]+)*(?:[ -]*X(?![0-9A-Z]))?/g;
const SEPARATORS = /[ -]+/;
const MOBILE = /^1[3-9][0-9]{9}$/;
/** How people part a mobile number; other groups of eleven digits are counts, dates and file numbers. */
const MOBILE_GROUPINGS: ReadonlySet<string> = new Set(['11', '3,4,4', '3,8', '7,4', '4,3,4', '3,3,5']);
/** China's country code before a mobile number, written without a blank. */
const COUNTRY_CODE = /(?:\+|(?<![0-9])00)86(?=1)/g;
/** Residence permits of Taiwan residents begin with 83; certificate numbers and resident IDs have 71 for Taiwan. */
const TAIWAN_RESIDENCE = '83';
const ID_SHAPE = /^[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X]$/;

function holdsEnoughDigits(text: string): boolean {
  if (text.length < MOBILE_DIGITS) return false;
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if ((unit >= ZERO && unit <= NINE) || (unit >= FULL_WIDTH_ZERO && unit <= FULL_WIDTH_NINE)) digits += 1;
    else if (digits + text.length - index <= MOBILE_DIGITS) return false;
  }
  return digits >= MOBILE_DIGITS;
}

/** Shape, province and a day of birth in the calendar; a mistyped check character makes the number no less somebody's. */
const isIdShaped = (number: string): boolean =>
  ID_SHAPE.test(number) &&
  (PROVINCE_CODES.has(number.slice(0, 2)) || number.startsWith(TAIWAN_RESIDENCE)) &&
  birthDateIn(number) !== undefined;

const isMobile = (groups: readonly string[], joined: string): boolean =>
  MOBILE.test(joined) && MOBILE_GROUPINGS.has(groups.map(({ length }) => length).join(','));

/** Asks every run of neighbouring groups that together are as long as one of the two numbers. */
function holdsNumberIn(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first += 1) {
    let joined = '';
    for (let next = first; next < groups.length && joined.length < ID_CHARACTERS; next += 1) {
      joined += groups[next] ?? '';
      if (joined.length === ID_CHARACTERS && isIdShaped(joined)) return true;
      if (joined.length === MOBILE_DIGITS && isMobile(groups.slice(first, next + 1), joined)) return true;
    }
  }
  return false;
}

const CLOSING_X = /[ -]*X$/;

/** An X may close an ID number or just stand behind a number; both are asked. */
function holdsNumber(run: string): boolean {
  const digits = run.replace(CLOSING_X, '');
  return holdsNumberIn(digits.split(SEPARATORS)) || (digits !== run && holdsNumberIn(`${digits}X`.split(SEPARATORS)));
}

/** A number inside a longer run of digits is none. */
export function holdsPersonalNumber(text: string): boolean {
  if (!holdsEnoughDigits(text)) return false;
  const plain = toHalfWidth(text).toUpperCase().replace(COUNTRY_CODE, ' ');
  return [...plain.matchAll(GROUPS)].some(([run]) => holdsNumber(run));
}
