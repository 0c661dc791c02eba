/** Which styles of a workbook show a number as a date (ECMA-376 part 1, 18.8.30 and 18.8.31). */

/** Built-in formats of days and times; 27 to 36 and 50 to 58 are those of East Asian languages. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
/** Quoted and escaped text, padding, and what stands in brackets (colour, locale, condition) but elapsed time. */
const NO_PART_OF_IT = /"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;
const DATE_LETTERS = /[ymdhs]/i;
const DIGIT_PLACES = /[#?]/;
/** More than a spreadsheet program takes; a longer one is no format. */
const CODE_CHARACTERS_MAX = 255;

export const isBuiltInDate = (id: number): boolean => BUILT_IN.some(([from, to]) => id >= from && id <= to);

/** `code` such as `yyyy"年"m"月"d"日";@`. */
export const isDateCode = (code: string): boolean => {
  if (code.length > CODE_CHARACTERS_MAX) return false;
  const [first = ''] = code.split(';');
  const bare = first.replaceAll(NO_PART_OF_IT, '');
  return DATE_LETTERS.test(bare) && !DIGIT_PLACES.test(bare);
};

const DAY_MS = 24 * 60 * 60 * 1_000;
const SECOND_MS = 1_000;
/** 1970-01-01 as days since the last of 1899, and what the calendar from 1904 is behind it. */
const UNIX_EPOCH_DAYS = 25_569;
const DAYS_TO_1904 = 1_462;
/** The calendar of 1900 has a 29 February, which the year had not. */
const LEAP_BUG_DAYS = 60;
/** 9999-12-31 */
const DAYS_MAX = 2_958_465;
const DATE_CHARACTERS = 10;

/** The day of a serial number; `undefined` for what is none. */
export function dayOf(serial: number, is1904: boolean): string | undefined {
  const days = is1904 ? serial + DAYS_TO_1904 : serial;
  if (!(days >= 0 && days < DAYS_MAX + 1)) return undefined;
  const sinceEpoch = days - UNIX_EPOCH_DAYS + (days < LEAP_BUG_DAYS ? 1 : 0);
  const ms = Math.round((sinceEpoch * DAY_MS) / SECOND_MS) * SECOND_MS;
  return new Date(ms).toISOString().slice(0, DATE_CHARACTERS);
}
