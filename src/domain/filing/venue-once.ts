/** CMP-035 of a filing that stands again: whether others have filed its occupation at one of its venues. */
import type { VenueUse } from '../application/facts';
import type { RegistryFiling } from '../registry/document';
import { termLeft } from '../rules/registry-subject';
import { isTerm, termsMeet } from './terms';

export interface VenueFacts {
  /** Key of the place, by code of a site of the institution. */
  readonly venueOfSite: ReadonlyMap<string, string>;
  /** By other institutions, at these venues. */
  readonly filedElsewhere: readonly VenueUse[];
}

/** Code of the first site that is taken on `day`, `YYYY-MM-DD`, or later inside the term. */
export function siteTaken(
  filing: RegistryFiling,
  { venueOfSite, filedElsewhere }: VenueFacts,
  day: string,
): string | undefined {
  const left = termLeft(filing, filing.interruptions);
  if (left === undefined) return undefined;
  const ahead = { from: left.from < day ? day : left.from, to: left.to };
  const taken = new Set(
    filedElsewhere
      .filter((use) => use.occupationCode === filing.occupationCode && isTerm(use) && termsMeet(ahead, use))
      .map(({ venue }) => venue),
  );
  // A filing without sites is one for every site.
  const sites = filing.siteCodes.length > 0 ? filing.siteCodes : [...venueOfSite.keys()];
  return sites.find((site) => taken.has(venueOfSite.get(site) ?? ''));
}
