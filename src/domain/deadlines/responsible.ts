/** Who must act, and who is told when nothing happens. */
import { hasNoCity } from '../tenancy/office';
import type { Responsible } from './terms';

/** An institution right below the province has no city office: what a city would do is the province's. */
export const responsibleIn = (responsible: Responsible, regionCode: string): Responsible =>
  responsible === 'CITY' && hasNoCity(regionCode) ? 'PROVINCE' : responsible;

const ABOVE = {
  INSTITUTION: 'CITY',
  CITY: 'PROVINCE',
  PROVINCE: 'NATION',
  NATION: null,
} as const satisfies Record<Responsible, Responsible | null>;

/** One level up; `null` above the nation. */
export function levelAbove(responsible: Responsible, regionCode: string): Responsible | null {
  const above = ABOVE[responsible];
  return above === null ? null : responsibleIn(above, regionCode);
}
