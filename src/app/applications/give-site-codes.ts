/** Codes for the sites of an application, in its order: serials of the province, inside the range of the site's region. */
import type { Application } from '../../domain/application/application';
import type { Standing } from '../../domain/filing/registry-change';
import { categoryOf, provinceDigitsOf, type SerialRange, siteCodeOf } from '../../domain/filing/site-code';
import type { Place } from '../../domain/intake/place';
import type { Pack } from '../../domain/packs/pack';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';

export interface CodesWanted {
  readonly packs: readonly Pack[];
  readonly application: Pick<Application, 'content' | 'kind'>;
  readonly standing: Standing;
  readonly on: string;
}

/** By `ref` of the site. */
export async function giveSiteCodes(
  stores: Stores,
  wanted: CodesWanted,
): Promise<ReadonlyMap<string, string> | Refusal> {
  const { packs, application, on } = wanted;
  const { sites } = application.content;
  const category = categoryFor(wanted);
  const known = await stores.registry.knownRegions(sites.map(({ regionCode }) => regionCode));
  const given = new Map<string, string>();
  for (const [index, site] of sites.entries()) {
    if (!known.has(site.regionCode)) return refuse('APPLICATION_NOT_ENACTABLE', { places: [unknownRegion(index)] });
    const range = resolvePack(packs, site.regionCode, on).parameters.siteSerials;
    const [serial] = await stores.codes.takeSiteSerials(provinceDigitsOf(site.regionCode), range, 1);
    if (serial === undefined) return refuse('SITE_SERIALS_EXHAUSTED', { places: [usedUp(index, range)] });
    given.set(site.ref, siteCodeOf(category, site.regionCode, serial));
  }
  return given;
}

/** An institution keeps the letter of the sites that it has: its certificate numbers are known by it. */
function categoryFor({ application, standing }: CodesWanted): 'Y' | 'S' {
  const letter = standing.sites.at(0)?.code.slice(0, 1);
  if (letter === 'Y' || letter === 'S') return letter;
  const { applicant, items } = application.content;
  const { kind, schoolType } = standing.institution ?? applicant ?? { kind: 'SOCIAL_ORG', schoolType: null };
  return categoryOf({
    kind,
    schoolType,
    audience: [...items, ...standing.filings].flatMap(({ audience }) => audience),
  });
}

const place = (index: number, zh: string, en: string): Place => ({
  record: null,
  field: `/content/sites/${index}`,
  message: { zh, en },
});

const usedUp = (index: number, { from, to }: SerialRange): Place =>
  place(index, `序列码 ${from}–${to} 已全部使用`, `Serials ${from} to ${to} are all in use`);

const unknownRegion = (index: number): Place =>
  place(index, '站点所在行政区划未登记', 'The region of the site is not registered with the hub');
