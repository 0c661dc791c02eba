/** Whose pack it is: the nation's, a province's with those of its cities, a city's own. */
import { NATION_REGION } from '../packs/pack';
import { coversRegion, territoryOf, type Holder } from '../tenancy/territory';

/** Drafts, tries, approves and withdraws packs of the region. */
export function mayPublish(holder: Holder, region: string): boolean {
  if (holder.role === 'NATION') return region === NATION_REGION;
  if (holder.role !== 'PROVINCE' && holder.role !== 'CITY') return false;
  return coversRegion(territoryOf(holder), region);
}

/** What was approved is law and open to all; a draft is seen by those whose territory it lies in. */
export const maySeeDraft = (holder: Holder, region: string): boolean =>
  holder.role !== 'INSTITUTION' && holder.role !== 'HUB' && coversRegion(territoryOf(holder), region);
