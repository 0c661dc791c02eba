/**
 * Numbers of identity documents. Resident ID numbers (GB 11643) are 17 digits and a check character; the residence permit
 * for 港澳台 has the same build. Where no public text fixes a format, only what all known numbers share is asked for.
 */
import { isDate } from '../calendar/dates';

export interface ResidentId {
  /** GB/T 2260, six digits, as of the day the number was given. */
  readonly region: string;
  /** `undefined` when digits 7–14 are no day of the calendar. */
  readonly birthDate: string | undefined;
  readonly sex: 'MALE' | 'FEMALE';
}

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const HYPHEN = 45;
const ZERO = 48;
const NINE = 57;
const LARGE_A = 65;
const LARGE_X = 88;
const LARGE_Z = 90;
const SMALL_X = 120;

/** The documents whose number is built like a resident ID. */
export const NUMBERED_LIKE_RESIDENT_ID: ReadonlySet<string> = new Set(['RESIDENT_ID', 'HMT_RESIDENCE_PERMIT']);

/** The check character of the first 17 digits; throws RangeError when there are not 17 digits. */
export function checkCharacter(digits: string): string {
  if (!/^[0-9]{17}/.test(digits)) throw new RangeError('A resident ID number begins with 17 digits.');
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index += 1) {
    sum += (digits.charCodeAt(index) - ZERO) * (WEIGHTS[index] ?? 0);
  }
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** True when shape and check character are right; a small `x` counts as `X`. One walk, as every record asks. */
export function isResidentIdNumber(text: string): boolean {
  if (text.length !== LENGTH) return false;
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return false;
    sum += digit * (WEIGHTS[index] ?? 0);
  }
  const last = text.charCodeAt(LENGTH - 1);
  return CHECK_CHARACTERS.charCodeAt(sum % 11) === (last === SMALL_X ? LARGE_X : last);
}

/** Digits 7 to 14 as a date; `undefined` when they are no day of the calendar. */
export function birthDateIn(text: string): string | undefined {
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  return isDate(birthDate) ? birthDate : undefined;
}

/** True when digits 7 to 14 are those of `date`, which is a real one. */
function hasBirthDate(text: string, date: string): boolean {
  let at = 6;
  for (let index = 0; index < date.length; index += 1) {
    const unit = date.charCodeAt(index);
    if (unit === HYPHEN) continue;
    if (unit !== text.charCodeAt(at)) return false;
    at += 1;
  }
  return true;
}

/**
 * What a sound number says of its holder; `undefined` for a number that is not sound. `likely` is a real date that its digits
 * probably say, such as the birth date beside it: then none need be put together.
 */
export function parseResidentId(text: string, likely?: string): ResidentId | undefined {
  if (!isResidentIdNumber(text)) return undefined;
  return {
    region: text.slice(0, 6),
    birthDate: likely !== undefined && hasBirthDate(text, likely) ? likely : birthDateIn(text),
    sex: text.charCodeAt(16) % 2 === 1 ? 'MALE' : 'FEMALE',
  };
}

/** The regions of residence permits: Hong Kong, Macao, Taiwan. */
const HMT_REGION = /^8[123]0000/;
const PASSPORT = /^[A-Z0-9]{5,17}$/;
/** H or M and eight digits; with two more, the count of renewals. */
const HK_MACAO_PERMIT = /^[HM](?:[0-9]{8}|[0-9]{10})$/;
/** Eight digits; permits of the former kinds have ten to twelve letters and digits. */
const TAIWAN_PERMIT = /^(?:[0-9]{8}|[A-Z0-9]{10,12})$/;
/** Three letters and twelve digits; since 2023-12 built like a resident ID, beginning with 9. */
const FOREIGN_CARD_FORMER = /^[A-Z]{3}[0-9]{12}$/;
const FOREIGN_CARD_NEW = /^9/;

/** Formats of documents other than the resident ID, for numbers in capitals without outer blanks. */
const FORMATS: Readonly<Record<string, (number: string) => boolean>> = {
  HMT_RESIDENCE_PERMIT: (number) => HMT_REGION.test(number) && isResidentIdNumber(number),
  PASSPORT: (number) => PASSPORT.test(number),
  HK_MACAO_PERMIT: (number) => HK_MACAO_PERMIT.test(number),
  TAIWAN_PERMIT: (number) => TAIWAN_PERMIT.test(number),
  FOREIGN_PERMANENT_RESIDENT: (number) =>
    FOREIGN_CARD_FORMER.test(number) ||
    (FOREIGN_CARD_NEW.test(number) && isResidentIdNumber(number) && birthDateIn(number) !== undefined),
};

/** Digits and capitals only, as nearly all numbers are written: nothing is to be made of them. */
function isNormal(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!((unit >= ZERO && unit <= NINE) || (unit >= LARGE_A && unit <= LARGE_Z))) return false;
  }
  return true;
}

/** Small letters and outer blanks count as `normalisedNumber` has them. */
export const normalisedNumber = (idNumber: string): string =>
  isNormal(idNumber) ? idNumber : idNumber.trim().toUpperCase();

/** False for a number that cannot be one of such a document; true for documents without a format (resident ID, military). */
export function hasOwnFormat(idType: string, idNumber: string): boolean {
  const fits = FORMATS[idType];
  return fits === undefined || fits(normalisedNumber(idNumber));
}
