/** The institution that a measure is about, as far as an office sees it. */
import { type Measured, siteCityOf } from '../../domain/filing/measure-office';
import type { VenueFacts } from '../../domain/filing/venue-once';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Stores } from '../ports';
import type { GivenMeasure } from './given-measure';
import type { Measure } from './measure-ports';

/** Plans are none of its business: no plan has the empty number. */
const NO_PLAN = '';

/** With all of its filings. */
export interface FiledInstitution extends Measured {
  /** Measures that ended filings of it without blame. */
  readonly endings: readonly Measure[];
  /** Empty until they are asked for (shared-venues.ts). */
  readonly venues: VenueFacts & { readonly basis: readonly string[] };
}

const NO_VENUES: FiledInstitution['venues'] = { venueOfSite: new Map(), filedElsewhere: [], basis: [] };

/** Only the filings that a measure names. */
export const measuredBy = (found: FiledInstitution, filingIds: readonly string[]): FiledInstitution => ({
  ...found,
  filings: found.filings.filter(({ id }) => filingIds.includes(id)),
});

/**
 * `undefined` for what is not there and for what stands elsewhere alike. A city also sees the filings that are its own
 * because all of their sites lie there (内人社办发〔2024〕53号 第四十三条), when it names them.
 */
export async function institutionInSight(
  { registry, codes }: Stores,
  caller: Caller,
  { institutionCode, filingIds }: Pick<GivenMeasure, 'institutionCode' | 'filingIds'>,
): Promise<FiledInstitution | undefined> {
  const { institutions = [], filings = [], sites = [] } = await registry.documentOf(institutionCode, NO_PLAN);
  const [institution] = institutions;
  if (institution === undefined) return undefined;
  const found = { institution, filings, sites, endings: await codes.endings(institutionCode), venues: NO_VENUES };
  const territory = territoryOf(caller);
  if (coversRegion(territory, institution.regionCode)) return found;
  const siteCity = siteCityOf(measuredBy(found, filingIds));
  return siteCity !== undefined && coversRegion(territory, siteCity) ? found : undefined;
}
