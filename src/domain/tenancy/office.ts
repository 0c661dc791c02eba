/** The codes of the offices around a region, as GB/T 2260 writes them. */
const CITY_PREFIX_DIGITS = 4;
const PROVINCE_PREFIX_DIGITS = 2;
const REGION_DIGITS = 6;

/** 510104 → 510100, and 510000 → 510000: below the province itself there is no city. */
export const cityOf = (regionCode: string): string =>
  regionCode.slice(0, CITY_PREFIX_DIGITS).padEnd(REGION_DIGITS, '0');

/** 510104 → 510000. */
export const provinceOf = (regionCode: string): string =>
  regionCode.slice(0, PROVINCE_PREFIX_DIGITS).padEnd(REGION_DIGITS, '0');

/** True where the province is the nearest office: nobody sits between it and the institution. */
export const hasNoCity = (regionCode: string): boolean => cityOf(regionCode) === provinceOf(regionCode);
