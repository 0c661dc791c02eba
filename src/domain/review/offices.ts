/** The regulators' offices around a region, by GB/T 2260: the first four digits are the city's, the first two the province's. */
const CITY_DIGITS = 4;
const PROVINCE_DIGITS = 2;
const CODE_DIGITS = 6;

/** `undefined` for a region that lies in no city. */
export function cityOf(regionCode: string): string | undefined {
  const city = regionCode.slice(0, CITY_DIGITS);
  return city.endsWith('00') ? undefined : city.padEnd(CODE_DIGITS, '0');
}

export const provinceOf = (regionCode: string): string => regionCode.slice(0, PROVINCE_DIGITS).padEnd(CODE_DIGITS, '0');
