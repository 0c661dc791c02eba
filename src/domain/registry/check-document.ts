/**
 * Checks a registry document before anything is stored: shapes, dates, check characters, and what its lists say of
 * each other. A document may be partial, so a key it does not hold is no problem here (`references.ts` lists those).
 */
import type { Bilingual } from '../bilingual';
import { overlap, type Term } from '../reference/snapshot';
import { REGISTRY_LIST_MAX, type RegistryDocument, type RegistryList } from './document';
import { LIST_SHAPES } from './list-shapes';
import { algorithmOfKey } from './signing-key';
import { checkShape, isPlainObject, list, object, optional, type FieldShape, type Problem, type Report } from './shape';

/** More problems than these are counted in `problemCount` but not spelled out. */
export const REGISTRY_PROBLEMS_MAX = 1_000;

export type CheckedDocument =
  { readonly document: RegistryDocument } | { readonly problems: readonly Problem[]; readonly problemCount: number };

const isList = (name: string): name is RegistryList => Object.hasOwn(LIST_SHAPES, name);
const LIST_NAMES = Object.keys(LIST_SHAPES).filter(isList);
const DOCUMENT_SHAPE = object(
  Object.fromEntries(
    LIST_NAMES.map((name): [string, FieldShape] => [name, optional(list(LIST_SHAPES[name], REGISTRY_LIST_MAX[name]))]),
  ),
);

export function checkRegistryDocument(found: unknown): CheckedDocument {
  const problems: Problem[] = [];
  let problemCount = 0;
  const report: Report = (path, message) => {
    problemCount += 1;
    if (problems.length < REGISTRY_PROBLEMS_MAX) problems.push({ path, message });
  };
  if (isDocument(found, report)) {
    checkKeys(found, report);
    checkTerms(found, report);
    checkOverlaps(found, report);
    checkRegions(found, report);
    checkSites(found, report);
    checkFilingsAndPlans(found, report);
    checkSigningKeys(found, report);
    if (problemCount === 0) return { document: found };
  }
  return { problems, problemCount };
}

function isDocument(found: unknown, report: Report): found is RegistryDocument {
  return checkShape(DOCUMENT_SHAPE, found, '', report);
}

const KEYS: { readonly [name in RegistryList]: string } = {
  regions: 'code',
  regulators: 'code',
  institutions: 'code',
  sites: 'code',
  filings: 'id',
  plans: 'planNo',
  catalogue: 'edition',
  assessors: 'id',
  signingKeys: 'keyId',
};
const TWICE: Bilingual = { zh: '同一文件内重复。', en: 'Stands twice in the document.' };

function checkKeys(document: RegistryDocument, report: Report): void {
  for (const name of LIST_NAMES) {
    // Institutions name their keys each for itself.
    if (name !== 'signingKeys') checkUnique(document[name] ?? [], KEYS[name], `/${name}`, report);
  }
  checkUnique(document.institutions ?? [], 'creditCode', '/institutions', report);
  (document.catalogue ?? []).forEach(({ occupations }, place) =>
    checkUnique(occupations, 'code', `/catalogue/${place}/occupations`, report),
  );
}

function checkUnique(rows: readonly object[], key: string, path: string, report: Report): void {
  const seen = new Set<unknown>();
  rows.forEach((row, place) => {
    const found = isPlainObject(row) ? row[key] : undefined;
    if (seen.has(found)) report(`${path}/${place}/${key}`, TWICE);
    seen.add(found);
  });
}

const BACKWARDS: Bilingual = { zh: '截止日期早于起始日期。', en: 'The last day lies before the first day.' };

/** Every object that carries `from` and `to`, at any depth. */
function checkTerms(found: unknown, report: Report, path = ''): void {
  if (Array.isArray(found)) found.forEach((entry, place) => checkTerms(entry, report, `${path}/${place}`));
  if (!isPlainObject(found)) return;
  const { from, to, examFrom, examTo } = found;
  if (typeof from === 'string' && typeof to === 'string' && to < from) report(`${path}/to`, BACKWARDS);
  if (typeof examFrom === 'string' && typeof examTo === 'string' && examTo < examFrom) {
    report(`${path}/examTo`, BACKWARDS);
  }
  for (const [name, value] of Object.entries(found)) {
    if (typeof value === 'object' && value !== null) checkTerms(value, report, `${path}/${name}`);
  }
}

/** An institution bears one name on a day; of one kind a filing is stopped, and of one person a bar stands, once on a day. */
function checkOverlaps({ institutions = [], filings = [], assessors = [] }: RegistryDocument, report: Report): void {
  institutions.forEach(({ names }, place) => checkApart(names, `/institutions/${place}/names`, report));
  filings.forEach(({ interruptions }, place) => {
    checkApart(interruptions, `/filings/${place}/interruptions`, report, ({ kind }) => kind);
  });
  assessors.forEach(({ barred }, place) => checkApart(barred, `/assessors/${place}/barred`, report));
}

/** Terms of one list, each against those before it that stand for the same. */
function checkApart<Entry extends Term>(
  entries: readonly Entry[],
  path: string,
  report: Report,
  same: (entry: Entry) => string = () => '',
): void {
  entries.forEach((entry, place) => {
    const other = entries.slice(0, place).findIndex((before) => same(before) === same(entry) && overlap(before, entry));
    if (other === -1) return;
    report(`${path}/${place}`, {
      zh: `与第 ${other + 1} 项的期限重叠，请使两项首尾相接。`,
      en: `Its term overlaps that of entry ${other + 1}: let one end the day before the other begins.`,
    });
  });
}

const PARENT_GRADE = { NATION: null, PROVINCE: 'NATION', CITY: 'PROVINCE' } as const;

function checkRegions({ regions = [], regulators = [] }: RegistryDocument, report: Report): void {
  const grades = new Map(regions.map(({ code, grade }) => [code, grade]));
  regions.forEach(({ grade, parentCode }, place) => {
    const parentGrade = parentCode === null ? null : (grades.get(parentCode) ?? PARENT_GRADE[grade] ?? 'NATION');
    if (parentGrade !== PARENT_GRADE[grade]) {
      report(`/regions/${place}/parentCode`, {
        zh: '上级地区须比本级高一级；全国没有上级。',
        en: 'The parent region is one grade higher; the nation has none.',
      });
    }
  });
  regulators.forEach(({ regionCode, grade }, place) => {
    if ((grades.get(regionCode) ?? grade) !== grade) {
      report(`/regulators/${place}/grade`, {
        zh: '与所属地区的级别不符。',
        en: 'Differs from the grade of its region.',
      });
    }
  });
}

const SITE_PROVINCE_FROM = 5;
const SITE_PROVINCE_TO = 7;

function checkSites({ sites = [] }: RegistryDocument, report: Report): void {
  sites.forEach(({ code, regionCode }, place) => {
    if (code.slice(SITE_PROVINCE_FROM, SITE_PROVINCE_TO) !== regionCode.slice(0, 2)) {
      report(`/sites/${place}/code`, {
        zh: '第 6 至 7 位与所在地区的省级代码不符。',
        en: 'Characters 6 and 7 differ from the province code of its region.',
      });
    }
  });
}

const FOREIGN_SITE: Bilingual = { zh: '站点属于另一机构。', en: 'The site belongs to another institution.' };

function checkFilingsAndPlans({ sites = [], filings = [], plans = [] }: RegistryDocument, report: Report): void {
  const owners = new Map(sites.map(({ code, institutionCode }) => [code, institutionCode]));
  const isForeign = (siteCode: string, institutionCode: string): boolean =>
    (owners.get(siteCode) ?? institutionCode) !== institutionCode;
  filings.forEach(({ siteCodes, institutionCode }, place) =>
    siteCodes.forEach((siteCode, at) => {
      if (isForeign(siteCode, institutionCode)) report(`/filings/${place}/siteCodes/${at}`, FOREIGN_SITE);
    }),
  );
  plans.forEach(({ siteCode, institutionCode }, place) => {
    if (isForeign(siteCode, institutionCode)) report(`/plans/${place}/siteCode`, FOREIGN_SITE);
  });
}

function checkSigningKeys({ signingKeys = [] }: RegistryDocument, report: Report): void {
  const seen = new Set<string>();
  signingKeys.forEach(({ institutionCode, keyId, algorithm, publicKey }, place) => {
    const key = `${institutionCode}/${keyId}`;
    if (seen.has(key)) report(`/signingKeys/${place}/keyId`, TWICE);
    seen.add(key);
    if (algorithmOfKey(publicKey) !== algorithm) {
      report(`/signingKeys/${place}/algorithm`, {
        zh: '与公钥的种类不符。',
        en: 'Differs from the kind of the public key.',
      });
    }
  });
}
