/** FILING, SITE and SCOPE_CHANGE: sites get their codes, items become filings with a term. */
import type { Applicant, ItemWish, SiteWish } from '../application/application';
import { dayBefore } from '../calendar/dates';
import type { RegistryFiling, RegistryInstitution, RegistrySite } from '../registry/document';
import type { Enacting, EnactProblems, RegistryChange, Standing } from './registry-change';
import { NO_CHANGE, problem } from './registry-change';
import { filingsOverlap, laterEnd, livesOn, termFrom } from './terms';

/** 湘人社函〔2020〕47号 三(三), 内人社办发〔2024〕53号 第十五条, 闽劳鉴〔2023〕10号 第十六条: each item is filed for one term. */
export function enactFiling(standing: Standing, enacting: Enacting): RegistryChange | EnactProblems {
  const { application, on, termMonths } = enacting;
  const { applicant, items } = application.content;
  if (applicant === null) {
    return problem('APPLICATION_NOT_ENACTABLE', '/content/applicant', '缺少申请单位信息', 'The applicant is missing');
  }
  const term = termFrom(on, termMonths);
  return {
    ...NO_CHANGE,
    // Who stands in the registry keeps what stands there: a change of it is applied for by itself.
    institution: standing.institution === undefined ? institutionOf(applicant, enacting) : null,
    sites: sitesOf(enacting),
    filed: items.map((item, index) => filingOf(item, index, enacting, term.from, term.to)),
  };
}

const institutionOf = (applicant: Applicant, { application, on }: Enacting): RegistryInstitution => ({
  code: application.institutionCode,
  name: applicant.name,
  creditCode: applicant.creditCode,
  kind: applicant.kind,
  schoolType: applicant.schoolType,
  regionCode: applicant.regionCode,
  grade: applicant.grade,
  names: [{ name: applicant.name, from: on, to: null }],
  ownership: applicant.ownership,
  address: applicant.address,
  phone: applicant.phone,
  registrationAuthority: applicant.registrationAuthority,
  contactName: applicant.contactName,
});

/**
 * 内人社办发〔2024〕53号 第十二条: a site in another city. What is done there follows the term of the filing that it belongs to
 * (第十五条); without items it serves everything that is filed.
 */
export function enactSite(standing: Standing, enacting: Enacting): RegistryChange | EnactProblems {
  const { application, on } = enacting;
  const sites = sitesOf(enacting);
  const alive = standing.filings.filter((filing) => livesOn(filing, on));
  if (application.content.items.length === 0) {
    const added = sites.map(({ code }) => code);
    const changed: RegistryFiling[] = [];
    for (const filing of alive.filter(({ siteCodes }) => siteCodes.length > 0)) {
      const wider = { ...filing, siteCodes: [...filing.siteCodes, ...added] };
      // Two filings of one scope at two sites: the new site belongs to the first, or it would be filed twice.
      if (!changed.some((other) => filingsOverlap(wider, other))) changed.push(wider);
    }
    return { ...NO_CHANGE, sites, changed };
  }
  const filed: RegistryFiling[] = [];
  for (const [index, item] of application.content.items.entries()) {
    const parents = alive.filter((filing) => isWithin(item, filing));
    const parent = parents.at(0);
    if (parent === undefined) return notFiled(index);
    // An empty list of sites means every site of the institution, this one too.
    if (parents.some(({ siteCodes }) => siteCodes.length === 0)) continue;
    const to = parents.map((filing) => filing.to).reduce(laterEnd);
    filed.push(filingOf(item, index, enacting, on, to));
  }
  return { ...NO_CHANGE, sites, filed };
}

const isWithin = (item: ItemWish, filing: RegistryFiling): boolean =>
  filing.occupationCode === item.occupationCode &&
  item.levels.every((level) => filing.levels.includes(level)) &&
  (filing.workTypes.length === 0 ||
    (item.workTypes.length > 0 && item.workTypes.every((workType) => filing.workTypes.includes(workType))));

const notFiled = (index: number): EnactProblems =>
  problem(
    'FILING_NOT_FOUND',
    `/content/items/${index}`,
    '机构没有覆盖该职业、工种和等级的有效备案;新增职业或等级请申请变更',
    'No filing in force covers the occupation, work types and levels; a new one is applied for as a change of scope',
  );

/**
 * 内人社办发〔2024〕53号 第十四条: the named filings end the day before, and the items are filed for the rest of the term – of those
 * they replace, and for what is added of the institution's filings in force.
 */
export function enactScopeChange({ filings }: Standing, enacting: Enacting): RegistryChange | EnactProblems {
  const { application, on } = enacting;
  const { filingIds, items } = application.content;
  const replaced: RegistryFiling[] = [];
  for (const [index, id] of filingIds.entries()) {
    const filing = filings.find((each) => each.id === id);
    if (filing === undefined || !livesOn(filing, on)) return noSuchFiling(index);
    if (filing.from >= on) return beginsLater(index);
    replaced.push(filing);
  }
  const alive = filings.filter((filing) => livesOn(filing, on));
  const [first, ...others] = replaced.length > 0 ? replaced : alive;
  if (first === undefined) return notFiled(0);
  const to = others.map((filing) => filing.to).reduce(laterEnd, first.to);
  return {
    ...NO_CHANGE,
    sites: sitesOf(enacting),
    filed: items.map((item, index) => filingOf(item, index, enacting, on, endOf(item, replaced) ?? to)),
    changed: replaced.map((filing) => ({ ...filing, to: dayBefore(on) })),
    endedIds: replaced.map(({ id }) => id),
  };
}

/** Of the replaced filing of the same occupation; `undefined` where there is none or it has no end. */
const endOf = ({ occupationCode }: ItemWish, replaced: readonly RegistryFiling[]): string | undefined =>
  replaced.find((filing) => filing.occupationCode === occupationCode)?.to ?? undefined;

export const noSuchFiling = (index: number): EnactProblems =>
  problem(
    'FILING_NOT_FOUND',
    `/content/filingIds/${index}`,
    '本机构没有该备案,或其已终止、到期',
    'The institution has no such filing, or it has ended',
  );

const beginsLater = (index: number): EnactProblems =>
  problem(
    'FILING_TERM_INVALID',
    `/content/filingIds/${index}`,
    '该备案尚未生效,若被替换将在开始之前结束',
    'The filing has not begun: replaced now, it would end before it begins',
  );

const sitesOf = ({ application, on, siteCodes }: Enacting): readonly RegistrySite[] =>
  application.content.sites.map((site) => siteOf(site, siteCodes.get(site.ref) ?? '', application.institutionCode, on));

/** A leased place is filed to the last day of its lease. */
const siteOf = (site: SiteWish, code: string, institutionCode: string, on: string): RegistrySite => ({
  code,
  institutionCode,
  regionCode: site.regionCode,
  name: site.name,
  venue: site.venue,
  address: site.address,
  from: on,
  to: site.leasedTo,
});

function filingOf(
  item: ItemWish,
  index: number,
  { application, siteCodes, ids }: Enacting,
  from: string,
  to: string | null,
): RegistryFiling {
  return {
    id: ids[index] ?? '',
    institutionCode: application.institutionCode,
    occupationCode: item.occupationCode,
    workTypes: item.workTypes,
    levels: item.levels,
    siteCodes: item.sites.map((site) => siteCodes.get(site) ?? site),
    audience: item.audience,
    basis: item.basis,
    from,
    to,
    interruptions: [],
    fees: item.fees,
  };
}
