/** 统一社会信用代码, GB 32100-2015: 18 characters of a 31-character set, the last one a check character. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const SHAPE = /^[0-9A-HJ-NP-RTUWXY]{18}$/;

/** The check character for the first 17 characters; every character must be of the set. */
export function creditCodeCheck(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * CHARACTERS.indexOf(body.charAt(place)), 0);
  return CHARACTERS.charAt((CHARACTERS.length - (sum % CHARACTERS.length)) % CHARACTERS.length);
}

export const isCreditCode = (code: string): boolean =>
  SHAPE.test(code) && creditCodeCheck(code.slice(0, -1)) === code.slice(-1);
