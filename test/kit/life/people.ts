/** Invented candidates: numbers that pass every check and, by the code of a whole city, belong to nobody. */
import { checkCharacter } from '../../../src/domain/certificate/identity-document';

export interface Candidate {
  readonly name: string;
  readonly idType: 'RESIDENT_ID';
  readonly idNumber: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly birthDate: string;
}

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const GIVEN = '晓明文静思远嘉欣子涵宇轩雨桐若曦';
const SEQUENCES_MAX = 999;
const DAYS = 28;

/** `from` is the serial of the first one, so that two groups of one test share nobody. At most 999 × 28 in all. */
export const candidates = (
  count: number,
  {
    cityCode,
    birthYear = 2004,
    from = 1,
  }: { readonly cityCode: string; readonly birthYear?: number; readonly from?: number },
): readonly Candidate[] => Array.from({ length: count }, (_, index) => candidate(from + index, cityCode, birthYear));

function candidate(serial: number, cityCode: string, birthYear: number): Candidate {
  const sequence = 1 + (serial % SEQUENCES_MAX);
  const day = 1 + (Math.floor(serial / SEQUENCES_MAX) % DAYS);
  const birthDate = `${birthYear}-03-${String(day).padStart(2, '0')}`;
  const digits = `${cityCode}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return {
    name: `${SURNAMES.charAt(serial % SURNAMES.length)}${GIVEN.charAt(serial % GIVEN.length)}${GIVEN.charAt(Math.floor(serial / GIVEN.length) % GIVEN.length)}`,
    idType: 'RESIDENT_ID',
    idNumber: digits + checkCharacter(digits),
    sex: sequence % 2 === 1 ? 'MALE' : 'FEMALE',
    birthDate,
  };
}
