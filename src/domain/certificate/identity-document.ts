/** Resident ID numbers (GB 11643): 17 digits and a check character. The residence permit for 港澳台 has the same build. */
import { isDate } from '../calendar/dates';

export interface ResidentId {
  /** GB/T 2260, six digits, as of the day the number was given. */
  readonly region: string;
  /** `undefined` when digits 7–14 are no day of the calendar. */
  readonly birthDate: string | undefined;
  readonly sex: 'MALE' | 'FEMALE';
}

const SHAPE = /^[0-9]{17}[0-9Xx]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const ZERO = 48;

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

/** True when shape and check character are right; a small `x` counts as `X`. */
export const isResidentIdNumber = (text: string): boolean =>
  SHAPE.test(text) && checkCharacter(text) === text.charAt(17).toUpperCase();

/** What a sound number says of its holder; `undefined` for a number that is not sound. */
export function parseResidentId(text: string): ResidentId | undefined {
  if (!isResidentIdNumber(text)) return undefined;
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  return {
    region: text.slice(0, 6),
    birthDate: isDate(birthDate) ? birthDate : undefined,
    sex: Number(text.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE',
  };
}
