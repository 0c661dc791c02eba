/** VENUE_ONCE of the packs, where an end is taken back: meanwhile somebody else may have filed the occupation at the venue. */
import { entriesAsking } from '../../domain/application/conditions';
import { takesBack } from '../../domain/filing/measure';
import type { Parameters } from '../../domain/packs/parameters';
import type { Stores } from '../ports';
import type { FiledInstitution } from './filed-institution';
import type { Measure } from './measure-ports';

/** With the venues that others have filed, where the packs ask for that and the measure for them. */
export async function withVenues(
  { applications }: Stores,
  found: FiledInstitution,
  measure: Pick<Measure, 'kind' | 'reasonCode'>,
  { filingConditions }: Parameters,
): Promise<FiledInstitution> {
  const { institution, filings } = found;
  const asked = entriesAsking(filingConditions, institution, 'VENUE_ONCE');
  if (!takesBack(measure) || asked.length === 0) return found;
  const venueOfSite = await applications.venuesOf(institution.code);
  const occupations = [...new Set(filings.map(({ occupationCode }) => occupationCode))];
  const venues = [...new Set(venueOfSite.values())];
  const filedElsewhere = await applications.filedElsewhere(institution.code, venues, occupations);
  const basis = [...new Set(asked.flatMap((entry) => entry.basis))];
  return { ...found, venues: { venueOfSite, filedElsewhere, basis } };
}
