/** The part of a GB/T 2260 code that all regions inside it share: 510100 → 5101, 510000 → 51, 000000 → ''. */
export const regionPrefixOf = (regionCode: string): string => regionCode.replace(/(00)+$/, '');
