/** What a caller may see: one institution, or every region whose GB/T 2260 code starts with the prefix ('' = all). */
export interface Territory {
  readonly institutionCode: string | null;
  readonly regionPrefix: string;
}

/** The part of a caller that decides; shaped like `Caller` of the verbs, which the domain may not import. */
export interface Holder {
  readonly role: 'INSTITUTION' | 'CITY' | 'PROVINCE' | 'NATION' | 'OPERATOR' | 'HUB';
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
}

const REGION_CODE = /^\d{6}$/;
const CITY_PREFIX_DIGITS = 4;
const PROVINCE_PREFIX_DIGITS = 2;

/**
 * City 510100 → '5101', province 510000 → '51', nation and operator → ''. Of another hub the code itself says which it is.
 * Throws when the binding is missing or does not fit the role: a caller without a wall must not become one without limits.
 */
export function territoryOf({ role, institutionCode, regionCode }: Holder): Territory {
  switch (role) {
    case 'INSTITUTION':
      if (institutionCode === null || institutionCode === '') throw new Error('An institution without its code.');
      return { institutionCode, regionPrefix: '' };
    case 'CITY':
      return { institutionCode: null, regionPrefix: prefixOf(regionCode, CITY_PREFIX_DIGITS) };
    case 'PROVINCE':
      return { institutionCode: null, regionPrefix: prefixOf(regionCode, PROVINCE_PREFIX_DIGITS) };
    case 'HUB':
      return { institutionCode: null, regionPrefix: prefixOf(regionCode, hubDigits(regionCode)) };
    case 'NATION':
    case 'OPERATOR':
      return { institutionCode: null, regionPrefix: '' };
  }
}

const hubDigits = (regionCode: string | null): number =>
  regionCode?.slice(PROVINCE_PREFIX_DIGITS, CITY_PREFIX_DIGITS) === '00' ? PROVINCE_PREFIX_DIGITS : CITY_PREFIX_DIGITS;

/** '00' as a prefix would belong to no region, and a city code that ends in the province's zeros names no city. */
function prefixOf(regionCode: string | null, digits: number): string {
  if (regionCode === null || !REGION_CODE.test(regionCode))
    throw new Error('A regulator or hub without a region of six digits.');
  const prefix = regionCode.slice(0, digits);
  if (prefix.endsWith('00')) throw new Error('The region of a regulator or hub does not fit its role.');
  return prefix;
}

/** True when a region lies inside the territory. An institution's territory holds no region of its own. */
export function coversRegion(territory: Territory, regionCode: string): boolean {
  return territory.institutionCode === null && regionCode.startsWith(territory.regionPrefix);
}
