/** What each list of a registry document holds. */
import { isDate } from '../calendar/dates';
import { isStorable } from '../certificate/text';
import { AFFILIATIONS, BASES, LEVELS, type CodeLabel } from '../certificate/record';
import { OWNERSHIPS } from '../application/route';
import { isCreditCode } from './credit-code';
import { STAFF_KINDS, type RegistryList } from './document';
import { isCityRegion } from './region-level';
import { algorithmOfKey } from './signing-key';
import { list, nullable, object, optional, value, type ObjectShape, type ValueShape } from './shape';

const CODE_CHARS_MAX = 40;
const NAME_CHARS_MAX = 100;
const NAMES_MAX = 50;
const WORK_TYPES_MAX = 200;
const FILING_SITES_MAX = 1_000;
const INTERRUPTIONS_MAX = 100;
const OCCUPATIONS_MAX = 10_000;
const ASSESSOR_OCCUPATIONS_MAX = 200;
const BANS_MAX = 50;
const SESSION_STAFF_MAX = 2_000;
const ADDRESS_CHARS_MAX = 200;
const PHONE_CHARS_MAX = 30;
/** What one candidate pays, in yuan. */
const FEE_YUAN_MAX = 100_000;
/** Twice the largest batch: not everybody passes. */
const HEADCOUNT_MAX = 2_000_000;

const matching = (pattern: RegExp, zh: string, en: string): ValueShape =>
  value((found) => typeof found === 'string' && pattern.test(found), zh, en);
const oneOf = (codes: readonly string[]): ValueShape =>
  value(
    (found) => typeof found === 'string' && codes.includes(found),
    `只能取 ${codes.join('、')}。`,
    `One of ${codes.join(', ')} is expected.`,
  );
const labels = (pairs: readonly CodeLabel[]): ValueShape => oneOf(pairs.map(({ code }) => code));

const key = matching(
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${CODE_CHARS_MAX - 1}}$`),
  `应为 1 至 ${CODE_CHARS_MAX} 位字母、数字、点、下划线或连字符。`,
  `1 to ${CODE_CHARS_MAX} letters, digits, dots, underscores or hyphens are expected.`,
);
const name = value(
  (found) => typeof found === 'string' && found.trim() !== '' && found.length <= NAME_CHARS_MAX && isStorable(found),
  `应为 1 至 ${NAME_CHARS_MAX} 个字符的文字。`,
  `A text of 1 to ${NAME_CHARS_MAX} characters is expected.`,
);
const address = value(
  (found) => typeof found === 'string' && found.trim() !== '' && found.length <= ADDRESS_CHARS_MAX && isStorable(found),
  `应为 1 至 ${ADDRESS_CHARS_MAX} 个字符的文字。`,
  `A text of 1 to ${ADDRESS_CHARS_MAX} characters is expected.`,
);
const phone = matching(
  new RegExp(`^[0-9+][0-9 ()-]{4,${PHONE_CHARS_MAX - 1}}$`),
  `应为 5 至 ${PHONE_CHARS_MAX} 位电话号码（数字、+、空格、括号、连字符）。`,
  `A telephone number of 5 to ${PHONE_CHARS_MAX} digits, blanks, brackets or hyphens is expected.`,
);
const yuan = value(
  (found) =>
    typeof found === 'number' && found >= 0 && found <= FEE_YUAN_MAX && /^\d+(\.\d{1,2})?$/.test(String(found)),
  `应为 0 至 ${FEE_YUAN_MAX} 元，最多两位小数。`,
  `An amount in yuan from 0 to ${FEE_YUAN_MAX} with up to two decimals is expected.`,
);
const flag = value((found) => typeof found === 'boolean', '应为 true 或 false。', 'True or false is expected.');
const headcount = value(
  (found) => typeof found === 'number' && Number.isInteger(found) && found >= 1 && found <= HEADCOUNT_MAX,
  `应为 1 至 ${HEADCOUNT_MAX} 的整数。`,
  `A whole number from 1 to ${HEADCOUNT_MAX} is expected.`,
);
const day = value(
  (found) => typeof found === 'string' && isDate(found),
  '应为真实日期，格式 YYYY-MM-DD。',
  'A real date of the form YYYY-MM-DD is expected.',
);
const region = matching(/^\d{6}$/, '应为 6 位行政区划代码。', 'A region code of six digits is expected.');
/** A batch waits for the review of its institution's city: one that stood at the province would wait for nobody. */
const cityRegion = value(
  (found) => typeof found === 'string' && isCityRegion(found),
  '应为市级行政区划代码（如 510100），不能是省级或区县代码：批次由机构所在市初审。',
  'A city-level region code (such as 510100) is expected, not one of a province or a county: the city of the institution reviews its batches first.',
);
/** What a plain number cannot be: longer than any document number, and of a digest's characters only. */
const personDigest = matching(
  /^[0-9a-f]{64}$/,
  '应为计划编号、证件类型与号码的 SHA-256 摘要（64 位小写十六进制），不接收证件号码原文。',
  'A SHA-256 over plan number, document type and number (64 lower-case hexadecimal digits) is expected; plain numbers are refused.',
);
const siteCode = matching(
  /^[A-Z]\d{12}$/,
  '应为 1 位大写字母加 12 位数字。',
  'A capital letter and 12 digits are expected.',
);
const occupation = matching(
  /^\d-\d{2}-\d{2}-\d{2}$/,
  '应为 D-DD-DD-DD 形式的职业编码。',
  'An occupation code of the form D-DD-DD-DD is expected.',
);
const creditCode = value(
  (found) => typeof found === 'string' && isCreditCode(found),
  '应为校验通过的统一社会信用代码（GB 32100）。',
  'A unified social credit code with a right check character (GB 32100) is expected.',
);
const publicKey = value(
  (found) => typeof found === 'string' && algorithmOfKey(found) !== undefined,
  '应为 Ed25519 或 ECDSA P-256 公钥（SubjectPublicKeyInfo，Base64 或 PEM）。',
  'An Ed25519 or ECDSA P-256 public key (SubjectPublicKeyInfo, Base64 or PEM) is expected.',
);
const regionGrade = oneOf(['NATION', 'PROVINCE', 'CITY']);
const term = { from: day, to: nullable(day) };
const staff = list(key, SESSION_STAFF_MAX);

export const LIST_SHAPES: { readonly [name in RegistryList]-?: ObjectShape } = {
  regions: object({
    code: region,
    name,
    nameEn: optional(nullable(name)),
    grade: regionGrade,
    parentCode: nullable(region),
  }),
  regulators: object({ code: key, name, regionCode: region, grade: regionGrade }),
  institutions: object({
    code: key,
    name,
    creditCode,
    kind: oneOf(['EMPLOYER', 'SOCIAL_ORG']),
    schoolType: nullable(
      oneOf([
        'TECHNICIAN_COLLEGE',
        'SENIOR_TECHNICAL_SCHOOL',
        'TECHNICAL_SCHOOL',
        'SECONDARY_VOCATIONAL',
        'HIGHER_VOCATIONAL',
        'UNIVERSITY',
      ]),
    ),
    regionCode: cityRegion,
    grade: oneOf(['PROVINCE', 'CITY']),
    names: list(object({ name, ...term }), NAMES_MAX),
    ownership: optional(nullable(oneOf(OWNERSHIPS))),
    address: optional(nullable(address)),
    phone: optional(nullable(phone)),
    registrationAuthority: optional(nullable(name)),
    contactName: optional(nullable(name)),
  }),
  sites: object({
    code: siteCode,
    institutionCode: key,
    regionCode: region,
    name,
    venue: optional(nullable(name)),
    address: optional(nullable(address)),
    ...term,
  }),
  filings: object({
    id: key,
    institutionCode: key,
    occupationCode: occupation,
    workTypes: list(name, WORK_TYPES_MAX),
    levels: list(labels(LEVELS), LEVELS.length),
    siteCodes: list(siteCode, FILING_SITES_MAX),
    audience: list(labels(AFFILIATIONS), AFFILIATIONS.length),
    basis: list(labels(BASES), BASES.length),
    fees: optional(nullable(list(object({ level: labels(LEVELS), yuan }), LEVELS.length))),
    ...term,
    interruptions: list(object({ kind: oneOf(['SUSPENDED', 'REVOKED', 'TERMINATED']), ...term }), INTERRUPTIONS_MAX),
  }),
  plans: object({
    planNo: key,
    institutionCode: key,
    status: key,
    provinceApproved: flag,
    filedOn: day,
    enrolmentClosedOn: nullable(day),
    occupationCode: occupation,
    workType: name,
    level: labels(LEVELS),
    siteCode,
    examFrom: day,
    examTo: day,
    headcount,
    roster: nullable(list(personDigest, HEADCOUNT_MAX)),
    assessors: staff,
    internalSupervisors: staff,
    invigilators: staff,
    trainers: staff,
  }),
  catalogue: object({
    edition: key,
    supplementTo: optional(nullable(key)),
    ...term,
    occupations: list(object({ code: occupation, name, workTypes: list(name, WORK_TYPES_MAX) }), OCCUPATIONS_MAX),
  }),
  assessors: object({
    id: key,
    kinds: optional(nullable(list(oneOf(STAFF_KINDS), STAFF_KINDS.length))),
    institutionCode: optional(nullable(key)),
    regionCode: optional(nullable(region)),
    certificateNo: optional(nullable(name)),
    name: optional(nullable(name)),
    occupationCodes: list(occupation, ASSESSOR_OCCUPATIONS_MAX),
    ...term,
    barred: list(object(term), BANS_MAX),
  }),
  signingKeys: object({
    keyId: key,
    institutionCode: key,
    algorithm: oneOf(['ED25519', 'ECDSA_P256']),
    publicKey,
    ...term,
    revokedOn: nullable(day),
  }),
};
