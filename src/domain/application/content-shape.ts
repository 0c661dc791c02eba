/**
 * The shape of what is sent as an application: texts, codes and list lengths. A draft may lack parts, but what is there
 * is sound. Problems name the place and what is expected, never the value.
 */
import { isDate } from '../calendar/dates';
import { isResidentIdNumber, NUMBERED_LIKE_RESIDENT_ID } from '../certificate/identity-document';
import { AFFILIATIONS, BASES, ID_TYPES, LEVELS, type CodeLabel } from '../certificate/record';
import { isStorable } from '../certificate/text';
import { isCreditCode } from '../registry/credit-code';
import { isCityRegion } from '../registry/region-level';
import { checkShape, list, nullable, object, value, type Problem, type ValueShape } from '../registry/shape';
import { isOccupationCode } from '../rules/occupation-code';
import { type ApplicationContent, STAFF_GROUPS, type StaffWish } from './application';
import { PROHIBITIONS } from './conditions';
import { MATERIAL_KINDS } from './materials';
import { OWNERSHIPS } from './route';

export const APPLICATION_SITES_MAX = 100;
export const APPLICATION_ITEMS_MAX = 200;
export const APPLICATION_FILINGS_MAX = 500;
export const APPLICATION_EQUIPMENT_MAX = 1_000;
export const APPLICATION_STAFF_MAX = 2_000;
export const APPLICATION_MATERIALS_MAX = 100;
const WORK_TYPES_MAX = 200;
const ITEM_SITES_MAX = 200;
const OCCUPATIONS_OF_PERSON_MAX = 200;
const QUANTITY_MAX = 1_000_000;
/** A fee above this is a slip of the pen. */
const FEE_YUAN_MAX = 100_000;
const CODE_CHARS_MAX = 40;
const NAME_CHARS_MAX = 100;
const LINE_CHARS_MAX = 200;
const PROSE_CHARS_MAX = 4_000;
const ID_NUMBER_CHARS_MAX = 30;

/** A person as sent: the plain number leaves the verb as a mask and a digest. */
export type GivenStaff = Omit<StaffWish, 'idNumberMasked' | 'personKey'> & {
  readonly idType: string;
  readonly idNumber: string;
};
export type GivenContent = Omit<ApplicationContent, 'staff'> & { readonly staff: readonly GivenStaff[] };

const oneOf = (codes: readonly string[]): ValueShape =>
  value(
    (found) => typeof found === 'string' && codes.includes(found),
    `只能取 ${codes.join('、')}。`,
    `One of ${codes.join(', ')} is expected.`,
  );
const labels = (pairs: readonly CodeLabel[]): ValueShape => oneOf(pairs.map(({ code }) => code));
const text = (max: number): ValueShape =>
  value(
    (found) => typeof found === 'string' && found.trim() !== '' && found.length <= max && isStorable(found),
    `应为 1 至 ${max} 个字符的文字。`,
    `A text of 1 to ${max} characters is expected.`,
  );
const matching = (test: (found: string) => boolean, zh: string, en: string): ValueShape =>
  value((found) => typeof found === 'string' && test(found), zh, en);

const name = text(NAME_CHARS_MAX);
const line = text(LINE_CHARS_MAX);
const prose = text(PROSE_CHARS_MAX);
const key = matching(
  (found) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(found) && found.length <= CODE_CHARS_MAX,
  `应为 1 至 ${CODE_CHARS_MAX} 位字母、数字、点、下划线或连字符。`,
  `1 to ${CODE_CHARS_MAX} letters, digits, dots, underscores or hyphens are expected.`,
);
const flag = value((found) => typeof found === 'boolean', '应为 true 或 false。', 'True or false is expected.');
const day = matching(isDate, '应为真实日期，格式 YYYY-MM-DD。', 'A real date of the form YYYY-MM-DD is expected.');
const city = matching(
  isCityRegion,
  '应为市级行政区划代码（如 510100）。',
  'A city-level region code (such as 510100) is expected.',
);
const region = matching(
  (found) => /^[1-9]\d{5}$/.test(found) && !found.endsWith('0000'),
  '应为市级或区县行政区划代码。',
  'The region code of a city or a county is expected.',
);
const creditCode = matching(
  isCreditCode,
  '应为校验通过的统一社会信用代码（GB 32100）。',
  'A unified social credit code with a right check character (GB 32100) is expected.',
);
const occupation = matching(
  isOccupationCode,
  '应为 D-DD-DD-DD 形式的职业编码。',
  'An occupation code of the form D-DD-DD-DD is expected.',
);
const quantity = value(
  (found) => typeof found === 'number' && Number.isInteger(found) && found >= 1 && found <= QUANTITY_MAX,
  `应为 1 至 ${QUANTITY_MAX} 的整数。`,
  `A whole number from 1 to ${QUANTITY_MAX} is expected.`,
);
const yuan = value(
  (found) =>
    typeof found === 'number' && found >= 0 && found <= FEE_YUAN_MAX && Number.isInteger(Math.round(found * 1e6) / 1e4),
  `应为 0 至 ${FEE_YUAN_MAX} 元，最多两位小数。`,
  `0 to ${FEE_YUAN_MAX} yuan with at most two decimals are expected.`,
);
const uuid = matching(
  (found) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(found),
  '应为附件编号。',
  'The id of an attachment is expected.',
);

const applicant = object({
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
  ownership: oneOf(OWNERSHIPS),
  grade: oneOf(['PROVINCE', 'CITY']),
  regionCode: city,
  address: line,
  registrationAuthority: name,
  contactName: name,
  contactPost: nullable(name),
  phone: text(CODE_CHARS_MAX),
  mobile: nullable(text(CODE_CHARS_MAX)),
  email: nullable(name),
});

const CONTENT = object({
  applicant: nullable(applicant),
  sites: list(
    object({
      ref: key,
      name,
      regionCode: region,
      address: line,
      venue: nullable(name),
      tenure: oneOf(['OWNED', 'LEASED', 'TEMPORARY']),
      leasedTo: nullable(day),
    }),
    APPLICATION_SITES_MAX,
  ),
  items: list(
    object({
      occupationCode: occupation,
      occupationName: name,
      workTypes: list(name, WORK_TYPES_MAX),
      levels: list(labels(LEVELS), LEVELS.length),
      basis: list(labels(BASES), BASES.length),
      audience: list(labels(AFFILIATIONS), AFFILIATIONS.length),
      sites: list(key, ITEM_SITES_MAX),
      fees: list(object({ level: labels(LEVELS), yuan }), LEVELS.length),
      questionBank: flag,
    }),
    APPLICATION_ITEMS_MAX,
  ),
  filingIds: list(key, APPLICATION_FILINGS_MAX),
  endsOn: nullable(day),
  strengths: nullable(prose),
  monitoring: nullable(prose),
  equipment: list(
    object({ name, brand: nullable(name), model: nullable(name), quantity, owner: nullable(name) }),
    APPLICATION_EQUIPMENT_MAX,
  ),
  staff: list(
    object({
      group: oneOf(STAFF_GROUPS),
      name,
      idType: labels(ID_TYPES),
      idNumber: text(ID_NUMBER_CHARS_MAX),
      employer: nullable(name),
      post: nullable(name),
      education: nullable(name),
      field: nullable(line),
      occupationCodes: list(occupation, OCCUPATIONS_OF_PERSON_MAX),
      certificateNo: nullable(key),
    }),
    APPLICATION_STAFF_MAX,
  ),
  materials: list(object({ kind: oneOf(MATERIAL_KINDS), attachmentId: uuid }), APPLICATION_MATERIALS_MAX),
  prohibitions: nullable(list(oneOf(PROHIBITIONS), PROHIBITIONS.length)),
  commitmentSigned: flag,
  reason: nullable(prose),
});

const ID_NUMBER = { zh: '证件号码校验不通过。', en: 'The check character of the document number is wrong.' };

/** Everything that keeps the content from being stored; empty when it can be. */
export function problemsOfShape(given: GivenContent): readonly Problem[] {
  const problems: Problem[] = [];
  if (!checkShape(CONTENT, given, '', (path, message) => problems.push({ path, message }))) return problems;
  // Only here is the number plain: what is kept of it cannot be checked any more.
  given.staff.forEach(({ idType, idNumber }, index) => {
    if (NUMBERED_LIKE_RESIDENT_ID.has(idType) && !isResidentIdNumber(idNumber.trim())) {
      problems.push({ path: `/staff/${index}/idNumber`, message: ID_NUMBER });
    }
  });
  return problems;
}
