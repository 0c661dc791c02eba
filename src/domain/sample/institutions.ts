/** Forty invented institutions of every kind and school type, with their sites. */
import type { InstitutionGrade, InstitutionKind, SchoolType } from '../reference/snapshot';
import { creditCodeCheck } from '../registry/credit-code';
import type { RegistryInstitution, RegistrySite } from '../registry/document';
import { addDays } from './days';
import { CITY_CODES } from './regions';
import { PLACE_WORDS } from './words';

/** The institution whose plans are large enough for load, and on which every fault can be planted. */
export const SAMPLE_MAIN_INSTITUTION = '0001';
/** Filed with the ministry and so coded by it; all others are filed with the province (0000). */
const MINISTRY_FILED = '0040';
const MINISTRY_CODE = '9001';
const MAIN_SITES = 7;

interface InstitutionPattern {
  readonly count: number;
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  readonly grades: readonly InstitutionGrade[];
  readonly nameEndings: readonly string[];
  /** 登记管理部门 and 机构类别 of the credit code: 12 public body, 52 private school, 91 company. */
  readonly creditHead: string;
}

const pattern = (
  count: number,
  kind: InstitutionKind,
  schoolType: SchoolType | null,
  grades: readonly InstitutionGrade[],
  creditHead: string,
  ...nameEndings: string[]
): InstitutionPattern => ({ count, kind, schoolType, grades, creditHead, nameEndings });

/** A college that assesses only its own students is coded like an employer in Sichuan (letter Y). */
const PATTERNS: readonly InstitutionPattern[] = [
  pattern(7, 'SOCIAL_ORG', null, ['PROVINCE', 'CITY'], '52', '职业技能评价中心', '技能人才评价院'),
  pattern(4, 'SOCIAL_ORG', 'TECHNICIAN_COLLEGE', ['PROVINCE', 'CITY'], '12', '技师学院'),
  pattern(4, 'SOCIAL_ORG', 'SENIOR_TECHNICAL_SCHOOL', ['CITY'], '12', '高级技工学校'),
  pattern(4, 'SOCIAL_ORG', 'TECHNICAL_SCHOOL', ['CITY'], '52', '技工学校'),
  pattern(5, 'SOCIAL_ORG', 'SECONDARY_VOCATIONAL', ['CITY'], '12', '中等职业学校', '职业高级中学'),
  pattern(3, 'SOCIAL_ORG', 'HIGHER_VOCATIONAL', ['PROVINCE'], '12', '职业技术学院'),
  pattern(2, 'EMPLOYER', 'HIGHER_VOCATIONAL', ['PROVINCE'], '12', '职业技术学院'),
  pattern(2, 'SOCIAL_ORG', 'UNIVERSITY', ['PROVINCE'], '52', '应用科技学院'),
  pattern(2, 'EMPLOYER', 'UNIVERSITY', ['PROVINCE'], '12', '应用科技学院'),
  pattern(7, 'EMPLOYER', null, ['CITY', 'PROVINCE'], '91', '装备制造有限公司', '酒店管理有限公司', '电力工程有限公司'),
];

export interface SampleInstitution {
  readonly institution: RegistryInstitution;
  readonly sites: readonly RegistrySite[];
}

export function sampleInstitutions(seed: number, today: string): readonly SampleInstitution[] {
  const patterns = PATTERNS.flatMap((each) => Array.from({ length: each.count }, (_, turn) => ({ each, turn })));
  return patterns.map(({ each, turn }, index) => {
    const institution = institutionOf(each, turn, index, seed, today);
    return { institution, sites: sitesOf(institution, index, today) };
  });
}

const entryOf = <Item>(items: readonly Item[], place: number): Item => {
  const found = items[place % items.length];
  if (found === undefined) throw new RangeError('The list is empty.');
  return found;
};

function institutionOf(
  { kind, schoolType, grades, nameEndings, creditHead }: InstitutionPattern,
  turn: number,
  index: number,
  seed: number,
  today: string,
): RegistryInstitution {
  const regionCode = entryOf(CITY_CODES, index);
  const place = placeName(index, seed);
  const name = place + entryOf(nameEndings, turn);
  return {
    code: String(index + 1).padStart(4, '0'),
    name,
    creditCode: creditCodeOf(creditHead, regionCode, index),
    kind,
    schoolType,
    regionCode,
    grade: entryOf(grades, turn),
    names: namesOf(name, `${place}职业培训学校`, index, today),
  };
}

/** Two invented words; forty indices and any seed give forty different pairs. */
function placeName(index: number, seed: number): string {
  const words = PLACE_WORDS.length;
  const round = Math.floor(index / words);
  const first = index % words;
  const step = 1 + (((seed % words) + words + round * 5) % (words - 1));
  return entryOf(PLACE_WORDS, first) + entryOf(PLACE_WORDS, first + step);
}

const RENAMED_EVERY = 13;
const RENAMED_DAYS_AGO = 700;
const NAMED_SINCE = '2019-06-01';

/** The main institution and every thirteenth after it once had another name. */
function namesOf(name: string, formerName: string, index: number, today: string): RegistryInstitution['names'] {
  if (index % RENAMED_EVERY !== 0) return [{ name, from: NAMED_SINCE, to: null }];
  const renamedOn = addDays(today, -RENAMED_DAYS_AGO);
  return [
    { name: formerName, from: NAMED_SINCE, to: addDays(renamedOn, -1) },
    { name, from: renamedOn, to: null },
  ];
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const ORGANISATION_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Both check characters are right (GB 11714 inside, GB 32100 outside), but the organisation code begins with YX:
 * codes are handed out as plain digits or from MA on, so none is met.
 */
function creditCodeOf(head: string, regionCode: string, index: number): string {
  const organisation = `YX${String(index + 1).padStart(6, '0')}`;
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, place) => total + weight * ORGANISATION_CHARACTERS.indexOf(organisation.charAt(place)),
    0,
  );
  const check = '0X987654321'.charAt(sum % 11);
  const body = head + regionCode + organisation + check;
  return body + creditCodeCheck(body);
}

const SITE_SINCE_DAYS = 1_500;
/** Longer ago than any exam of the sample. */
const SITE_CLOSED_DAYS_AGO = 420;
const SITES_PER_INSTITUTION_MAX = 10;
/** Serials from here on; the real ones that are public lie far below. */
const SITE_SERIAL_FROM = 9_001;

function sitesOf(institution: RegistryInstitution, index: number, today: string): readonly RegistrySite[] {
  const isMain = institution.code === SAMPLE_MAIN_INSTITUTION;
  const open = isMain ? MAIN_SITES : 1 + ((index + 1) % 2);
  const closed = isMain || index % 3 === 0 ? 1 : 0;
  return Array.from({ length: open + closed }, (_, place) => {
    const inCity = institution.grade === 'CITY' ? 0 : place;
    const regionCode = entryOf(CITY_CODES, CITY_CODES.indexOf(institution.regionCode) + inCity);
    return {
      code: siteCodeOf(institution, regionCode, SITE_SERIAL_FROM + index * SITES_PER_INSTITUTION_MAX + place),
      institutionCode: institution.code,
      regionCode,
      name: `${institution.name}第${place + 1}考点`,
      from: addDays(today, -SITE_SINCE_DAYS),
      to: place < open ? null : addDays(today, -SITE_CLOSED_DAYS_AGO),
    };
  });
}

/** Site serial: 00 for those filed by the province, the city's two digits for those filed by a city; then four digits. */
function siteCodeOf({ code, kind, grade }: RegistryInstitution, regionCode: string, serial: number): string {
  const letter = kind === 'EMPLOYER' ? 'Y' : 'S';
  const institutionPart = code === MINISTRY_FILED ? MINISTRY_CODE : '0000';
  const filedBy = grade === 'PROVINCE' ? '00' : regionCode.slice(2, 4);
  return `${letter}${institutionPart}${regionCode.slice(0, 2)}${filedBy}${serial}`;
}
