/** 四、场地, and which sites the items name. */
import { touches } from '../reference/snapshot';
import type { Problem } from '../registry/shape';
import { cityOf, provinceOf } from '../tenancy/office';
import type { ApplicationContent } from './application';
import { applicantIn } from './applicant-facts';
import { conditionBasis } from './conditions';
import type { ApplicationFacts } from './facts';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

export function problemsOfSites(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): readonly Problem[] {
  const temporaryBarred = conditionBasis('NO_TEMPORARY_VENUE', content, facts);
  const refs = content.sites.map(({ ref }) => ref);
  return content.sites.flatMap((site, index) => {
    const path = `/sites/${index}`;
    const problems: Problem[] = [];
    if (refs.indexOf(site.ref) !== index || facts.sites.some(({ code }) => code === site.ref)) {
      problems.push(problemAt(`${path}/ref`, '站点代号重复', 'The name of the site is in use already'));
    }
    if (temporaryBarred !== undefined && site.tenure === 'TEMPORARY') {
      problems.push(
        problemAt(
          `${path}/tenure`,
          '临时租用的场地不得备案',
          'A venue rented for the occasion cannot be filed',
          temporaryBarred,
        ),
      );
    }
    if (site.tenure === 'LEASED' && (site.leasedTo === null || site.leasedTo <= facts.today)) {
      problems.push(
        problemAt(`${path}/leasedTo`, '租用场地须填写今后的租期截止日', 'A lease needs a last day that lies ahead'),
      );
    }
    if (!facts.knownRegions.has(site.regionCode)) {
      problems.push(problemAt(`${path}/regionCode`, '没有此行政区划', 'No such region'));
    }
    return [...problems, ...cityProblems(kind, content, facts, index)];
  });
}

/** A site stands in the city of its institution; one in another city is applied for there, by an institution of the province. */
function cityProblems(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
  index: number,
): readonly Problem[] {
  const applicant = applicantIn(content, facts);
  const site = content.sites[index];
  if (applicant === undefined || site === undefined) return [];
  const path = `/sites/${index}/regionCode`;
  const city = cityOf(site.regionCode);
  if (kind !== 'SITE') {
    return city === applicant.regionCode
      ? []
      : [
          problemAt(
            path,
            '不在机构所在市;外市站点请另行申请(SITE)',
            'Not in the city of the institution: apply for sites elsewhere there (SITE)',
            facts.clausesOf('filingRoutes'),
          ),
        ];
  }
  if (city === applicant.regionCode) {
    return [
      problemAt(
        path,
        '本市站点请按变更申请(SCOPE_CHANGE)',
        'Sites in the own city are a change of scope (SCOPE_CHANGE)',
      ),
    ];
  }
  if (provinceOf(city) !== provinceOf(applicant.regionCode)) {
    return [problemAt(path, '不在机构所在省', 'Not in the province of the institution')];
  }
  const problems: Problem[] = [];
  if (applicant.grade === 'CITY') {
    problems.push(
      problemAt(
        path,
        '市级机构只在本市开展',
        'A city institution works in its own city only',
        facts.clausesOf('filingRoutes'),
      ),
    );
  }
  if (city !== facts.regionCode) {
    problems.push(problemAt(path, '一次申请的站点须在同一市', 'The sites of one application lie in one city'));
  }
  return problems;
}

/** Items name sites of this application by `ref`, or sites of the institution by code. */
export const problemsOfItemSites = (content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] => {
  const known = new Set([
    ...content.sites.map(({ ref }) => ref),
    ...facts.sites.filter((site) => touches(site, facts.today)).map(({ code }) => code),
  ]);
  return content.items.flatMap(({ sites }, index) =>
    sites.flatMap((site, place) =>
      known.has(site)
        ? []
        : [
            problemAt(
              `/items/${index}/sites/${place}`,
              '本申请和机构名下均无此站点',
              'Neither this application nor the institution has such a site',
            ),
          ],
    ),
  );
};
