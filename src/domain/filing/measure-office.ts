/**
 * Whose office decides a measure against filings: a parameter of the packs (`measureOffices`), because the documents differ.
 * 湘人社函〔2020〕47号 五(六): the city reports, the province cancels. 闽劳鉴〔2023〕10号 第二十二、二十三条: the department that
 * filed. 内人社办发〔2024〕53号 第四十三条: by the power to file, that of sites included.
 */
import {
  type FilingRoute,
  OWNERSHIPS,
  routeFor,
  type Ownership,
  type Routed,
  type RouteOffice,
} from '../application/route';
import type { Parameters } from '../packs/parameters';
import type { RegistryFiling, RegistryInstitution, RegistrySite } from '../registry/document';
import { cityOf } from '../tenancy/office';
import { endsFilings, type MeasureKind } from './measure';

/**
 * RECORD who records by the route of a first filing · CITY the city, where it takes part in that route, else who records ·
 * PROVINCE the province
 */
export const MEASURE_OFFICES = ['RECORD', 'CITY', 'PROVINCE'] as const;
export type MeasureOffice = (typeof MEASURE_OFFICES)[number];

/** A suspension is lifted by the office that decides of suspensions; filings are ended by the one that revokes them. */
export interface MeasureOffices {
  readonly SUSPENSION: MeasureOffice;
  readonly REVOCATION: MeasureOffice;
}

export interface Measured {
  readonly institution: RegistryInstitution;
  /** That the measure is about. */
  readonly filings: readonly RegistryFiling[];
  /** Of the institution. */
  readonly sites: readonly RegistrySite[];
}

/**
 * The city in which all of the filings are exercised, where that is one other than the institution's own: they were filed
 * as a SITE there. `undefined` for all others.
 */
export function siteCityOf({ institution, filings, sites }: Measured): string | undefined {
  const cities = filings.flatMap(({ siteCodes }) =>
    siteCodes.length === 0
      ? [cityOf(institution.regionCode)]
      : siteCodes.map((code) => cityOf(sites.find((site) => site.code === code)?.regionCode ?? institution.regionCode)),
  );
  const [city] = cities;
  const isOther = city !== undefined && city !== cityOf(institution.regionCode);
  return isOther && cities.every((each) => each === city) ? city : undefined;
}

export function measureOffice(
  kind: MeasureKind,
  measured: Measured,
  { measureOffices, filingRoutes }: Pick<Parameters, 'measureOffices' | 'filingRoutes'>,
): RouteOffice {
  const asked = endsFilings(kind) ? measureOffices.REVOCATION : measureOffices.SUSPENSION;
  if (asked === 'PROVINCE') return 'PROVINCE';
  const { institution, filings } = measured;
  const { ownership } = institution;
  const offices = (ownership ? [ownership] : OWNERSHIPS).map((each) =>
    officeIn(
      routeFor(filingRoutes, {
        kind: siteCityOf(measured) === undefined ? 'FILING' : 'SITE',
        ...applicantOf(institution, each),
        audience: [...new Set(filings.flatMap(({ audience }) => audience))],
      }),
      asked,
      institution,
    ),
  );
  // Nobody said whose it is and the routes differ: the province stands above both.
  return offices.includes('PROVINCE') ? 'PROVINCE' : 'CITY';
}

const applicantOf = (
  { kind, schoolType, grade }: RegistryInstitution,
  ownership: Ownership,
): Omit<Routed, 'kind' | 'audience'> => ({ institutionKind: kind, schoolType, grade, ownership });

/** Where the packs know no route, the institution's own grade says who filed it. */
function officeIn(
  route: FilingRoute | undefined,
  asked: Exclude<MeasureOffice, 'PROVINCE'>,
  { grade }: RegistryInstitution,
): RouteOffice {
  if (route === undefined) return grade;
  if (asked === 'CITY' && route.steps.some(({ by }) => by === 'CITY')) return 'CITY';
  return route.steps.find(({ act }) => act === 'RECORD')?.by ?? grade;
}
