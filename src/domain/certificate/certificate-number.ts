/**
 * Certificate numbers (人社鉴发〔2019〕2号): 22 characters in seven parts, no check digit.
 *
 *     Y 0000 51 001064 25 3 000001
 *     │ │    │  │      │  │ └ serial, from 000001 per site, year and level
 *     │ │    │  │      │  └── level, 5 (初级工) to 1 (高级技师)
 *     │ │    │  │      └───── year of issue, last two digits
 *     │ │    │  └──────────── site serial, set by the province, opaque
 *     │ │    └─────────────── province, GB/T 2260
 *     │ └──────────────────── institution code: 0001–9999 by the ministry, 0000 by a province
 *     └────────────────────── category: Y employer, S social organisation (the letters are a pack parameter)
 *
 * The first 13 characters are the code under which the site is filed.
 */
export interface CertificateNumber {
  readonly category: string;
  readonly institution: string;
  readonly province: string;
  readonly siteSerial: string;
  readonly year: string;
  readonly level: string;
  readonly serial: string;
}

export const CERTIFICATE_NUMBER_LENGTH = 22;
export const SITE_CODE_LENGTH = 13;

const STANDARD_SHAPE = /^[A-Z][0-9]{21}$/;
/** The former qualification certificates (职业技能鉴定编码规则). */
const LEGACY_SHAPE = /^[0-9]{16}$/;
const SITE_CODE_SHAPE = /^[A-Z][0-9]{12}$/;

/** GB/T 2260, first two digits; 66 is 新疆生产建设兵团. */
export const PROVINCE_CODES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82'.split(' '),
);

export const isStandardNumber = (text: string): boolean => STANDARD_SHAPE.test(text);
export const isLegacyNumber = (text: string): boolean => LEGACY_SHAPE.test(text);
export const isSiteCode = (text: string): boolean => SITE_CODE_SHAPE.test(text);

/** Cuts 22 characters into the seven parts, without judging them. */
export const partsOf = (number: string): CertificateNumber => ({
  category: number.slice(0, 1),
  institution: number.slice(1, 5),
  province: number.slice(5, 7),
  siteSerial: number.slice(7, 13),
  year: number.slice(13, 15),
  level: number.slice(15, 16),
  serial: number.slice(16, 22),
});

/** All parts but the serial: numbers of one site, year and level. */
export const SERIES_LENGTH = 16;
const ZERO = 48;

/**
 * The serial of a number of standard shape that begins with `series`, the first 16 characters of another one; -1 when the text
 * is no such number. The numbers of a batch mostly differ in the serial only, and this is the cheap way to see it.
 */
export function serialIn(series: string, text: string): number {
  if (text.length !== CERTIFICATE_NUMBER_LENGTH || !text.startsWith(series)) return -1;
  let serial = 0;
  for (let index = SERIES_LENGTH; index < CERTIFICATE_NUMBER_LENGTH; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    serial = serial * 10 + digit;
  }
  return serial;
}

/** `undefined` when the text does not have the standard shape. */
export const parseCertificateNumber = (text: string): CertificateNumber | undefined =>
  STANDARD_SHAPE.test(text) ? partsOf(text) : undefined;

export type NumberReader = (text: string) => CertificateNumber | undefined;

/** `parseCertificateNumber` for numbers one after the other: those of one series share all parts but the serial. */
export function numberReader(): NumberReader {
  let series: string | undefined;
  let parts: CertificateNumber | undefined;
  return (text) => {
    if (series !== undefined && parts !== undefined && serialIn(series, text) !== -1) {
      const { category, institution, province, siteSerial, year, level } = parts;
      return { category, institution, province, siteSerial, year, level, serial: text.slice(SERIES_LENGTH) };
    }
    const read = parseCertificateNumber(text);
    if (read !== undefined) {
      parts = read;
      series = text.slice(0, SERIES_LENGTH);
    }
    return read;
  };
}

export const formatCertificateNumber = (parts: CertificateNumber): string =>
  parts.category + parts.institution + parts.province + parts.siteSerial + parts.year + parts.level + parts.serial;
