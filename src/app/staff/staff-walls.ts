import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { StaffHome } from './staff-ports';

/** People whom a registry document placed nowhere are the nation's to see, and nobody's to decide. */
export function isWithin(caller: Caller, { institutionCode, regionCode }: StaffHome): boolean {
  if (caller.role === 'INSTITUTION') return institutionCode !== null && institutionCode === caller.institutionCode;
  return regionCode !== null && coversRegion(territoryOf(caller), regionCode);
}
