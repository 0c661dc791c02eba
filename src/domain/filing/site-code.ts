/**
 * The 13 characters by which a site is filed, and with which all of its certificate numbers begin (人社鉴发〔2019〕2号,
 * 编码规则): category · 0000, filed by a province · province, GB/T 2260 · serial, set by the province.
 */
import type { InstitutionKind, SchoolType } from '../reference/snapshot';
import { provinceOf } from '../tenancy/office';

export interface SerialRange {
  readonly from: number;
  readonly to: number;
}

/** Positions 2 to 5 of what a province files; the ministry gives 0001 to 9999. */
const FILED_BY_PROVINCE = '0000';
const SERIAL_DIGITS = 6;
const PROVINCE_DIGITS = 2;

/** Candidates of the institution's own. */
const OWN = ['OWN_STAFF', 'OWN_STUDENT'];

export interface Coded {
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  /** Of all its filings. */
  readonly audience: readonly string[];
}

/**
 * Y for who certifies its own people, S for who certifies the public. A college that certifies its own students only is
 * coded Y: 四川省人社厅 2025-12-24 公告 lists 四川科技职业学院 as Y000051001064, 面向本校学生.
 */
export function categoryOf({ kind, schoolType, audience }: Coded): 'Y' | 'S' {
  if (kind === 'EMPLOYER') return 'Y';
  const ownOnly = audience.length > 0 && audience.every((code) => OWN.includes(code));
  return schoolType !== null && ownOnly ? 'Y' : 'S';
}

/** 510104 → 51, as it stands in the code. */
export const provinceDigitsOf = (regionCode: string): string => provinceOf(regionCode).slice(0, PROVINCE_DIGITS);

/** `regionCode`: where the site lies. */
export const siteCodeOf = (category: 'Y' | 'S', regionCode: string, serial: number): string =>
  `${category}${FILED_BY_PROVINCE}${provinceDigitsOf(regionCode)}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
