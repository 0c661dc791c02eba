/** GB/T 2260: two digits each for province, city or prefecture, and county; 00 closes the code at its level. */
const PROVINCE = /^[1-9]\d0000$/;
const CITY = /^[1-9]\d(?!00)\d\d00$/;

export const isProvinceRegion = (code: string): boolean => PROVINCE.test(code);

/** The districts of a municipality stand under a code of city level too (110100). */
export const isCityRegion = (code: string): boolean => CITY.test(code);
