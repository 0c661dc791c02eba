/**
 * Invented people. Their resident ID numbers pass every check of GB 11643 and yet belong to nobody: a number begins
 * with the code of the county-level region that gave it, and these begin with the code of a whole city (`…00`), under
 * which no numbers are given. The code itself is a real one of GB/T 2260, so a check for unknown regions stays silent.
 *
 * Every person has a place in one of two age groups; a place is turned into region, birth date and sequence by a
 * one-to-one shuffle, so two places never make the same number.
 */
import { checkCharacter } from '../certificate/identity-document';
import { addYears, daysBetween } from './days';
import type { Draw } from './draw';
import { CITY_CODES } from './regions';
import { DOTTED_NAMES, GIVEN_CHARACTERS, LATIN_FIRST_NAMES, LATIN_LAST_NAMES, SURNAMES } from './words';

export interface SamplePerson {
  readonly name: string;
  readonly idType: 'RESIDENT_ID' | 'PASSPORT';
  readonly idNumber: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly birthDate: string;
}

/** People born on one of these days. */
export interface AgeGroup {
  readonly birthDates: readonly string[];
}

const YOUNG_YEARS = { from: 18, to: 22 };
const ADULT_YEARS = { from: 23, to: 50 };

/** Ages are those reached on `today`. */
const ageGroup = (today: string, years: { readonly from: number; readonly to: number }): AgeGroup => ({
  birthDates: daysBetween(addYears(today, -years.to), addYears(today, -years.from)).slice(0, -1),
});
export const youngPeople = (today: string): AgeGroup => ageGroup(today, YOUNG_YEARS);
export const adultPeople = (today: string): AgeGroup => ageGroup(today, ADULT_YEARS);
/** Fourteen years old on `examDate`: too young for any certificate. */
export const minors = (examDate: string): AgeGroup => ({
  birthDates: daysBetween(addYears(examDate, -15), addYears(examDate, -14)).slice(1),
});

/** Sequences 001 to 999; 000 is not given. */
const SEQUENCES = 999;
/** A prime above every factor of a group's size, so the shuffle is one-to-one; products stay below 2^53. */
const SHUFFLE_STEP = 15_485_863;

export const groupSize = ({ birthDates }: AgeGroup): number => birthDates.length * CITY_CODES.length * SEQUENCES;

/** The resident at `place` of a group. Throws RangeError when the group has no such place. */
export function residentAt(group: AgeGroup, place: number, draw: Draw): SamplePerson {
  const { idNumber, birthDate, sex } = residentNumber(group, place);
  return { name: chineseName(draw), idType: 'RESIDENT_ID', idNumber, sex, birthDate };
}

function residentNumber({ birthDates }: AgeGroup, place: number): Pick<SamplePerson, 'idNumber' | 'birthDate' | 'sex'> {
  const size = birthDates.length * CITY_CODES.length * SEQUENCES;
  if (place < 0 || place >= size) throw new RangeError(`An age group of the sample has ${size} places.`);
  const shuffled = (place * SHUFFLE_STEP) % size;
  const birthDate = birthDates[shuffled % birthDates.length] ?? '';
  const rest = Math.floor(shuffled / birthDates.length);
  const sequence = 1 + Math.floor(rest / CITY_CODES.length);
  const region = CITY_CODES[rest % CITY_CODES.length] ?? '';
  const digits = region + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return { idNumber: digits + checkCharacter(digits), birthDate, sex: sequence % 2 === 1 ? 'MALE' : 'FEMALE' };
}

const PASSPORT_DIGITS = 8;

/** A foreigner whose passport begins with ZZ, which stands for no state in ISO 3166. */
export function foreignerAt({ birthDates }: AgeGroup, place: number, draw: Draw): SamplePerson {
  return {
    name: `${draw.pick(LATIN_FIRST_NAMES)} ${draw.pick(LATIN_LAST_NAMES)}`,
    idType: 'PASSPORT',
    idNumber: `ZZ${String(place).padStart(PASSPORT_DIGITS, '0')}`,
    sex: draw.chance(0.5) ? 'MALE' : 'FEMALE',
    birthDate: draw.pick(birthDates),
  };
}

const DOTTED_SHARE = 0.01;
const TWO_CHARACTERS_SHARE = 0.7;

function chineseName(draw: Draw): string {
  if (draw.chance(DOTTED_SHARE)) return draw.pick(DOTTED_NAMES);
  const given = draw.pick(GIVEN_CHARACTERS) + (draw.chance(TWO_CHARACTERS_SHARE) ? draw.pick(GIVEN_CHARACTERS) : '');
  return draw.pick(SURNAMES) + given;
}
