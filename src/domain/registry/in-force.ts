/** What of one institution's registry is in force on a day: by its terms, its interruptions and its dated names. */
import type { Term } from '../reference/snapshot';
import { touches } from '../reference/snapshot';
import type { RegistryFiling, RegistryInstitution, RegistrySite, RegistryStaff } from './document';

export const FILING_STANDINGS = ['IN_FORCE', 'SUSPENDED', 'REVOKED', 'TERMINATED'] as const;
export type FilingStanding = (typeof FILING_STANDINGS)[number];

export interface InstitutionRegistry {
  readonly institution: RegistryInstitution;
  readonly sites: readonly RegistrySite[];
  readonly filings: readonly RegistryFiling[];
  readonly staff: readonly RegistryStaff[];
}

export interface RegistryOnDay {
  readonly institution: RegistryInstitution;
  /** The name that it bore that day; `null` where its names leave the day out. */
  readonly nameOnDay: string | null;
  readonly sites: readonly RegistrySite[];
  /** Filings whose term touches the day, each with how it stood. */
  readonly filings: readonly (RegistryFiling & { readonly standing: FilingStanding })[];
  readonly staff: readonly (RegistryStaff & { readonly isBarred: boolean })[];
}

export const registryOnDay = (
  { institution, sites, filings, staff }: InstitutionRegistry,
  day: string,
): RegistryOnDay => ({
  institution,
  nameOnDay: nameOn(institution, day),
  sites: onDay(sites, day, ({ code }) => code),
  filings: onDay(filings, day, ({ id }) => id).map((filing) => ({ ...filing, standing: standingOn(filing, day) })),
  staff: onDay(staff, day, ({ id }) => id).map((person) => ({
    ...person,
    isBarred: person.barred.some((ban) => touches(ban, day)),
  })),
});

/** What weighs most counts: what is revoked is no longer suspended, and was not only ended. */
export function standingOn({ interruptions }: RegistryFiling, day: string): FilingStanding {
  const kinds = interruptions.filter((stop) => touches(stop, day)).map(({ kind }) => kind);
  return (['REVOKED', 'TERMINATED', 'SUSPENDED'] as const).find((kind) => kinds.includes(kind)) ?? 'IN_FORCE';
}

/** Without dated names the present one holds for all time; of two on one day the later one. */
export function nameOn({ name, names }: RegistryInstitution, day: string): string | null {
  if (names.length === 0) return name;
  const borne = names.filter((entry) => touches(entry, day));
  return (
    borne.reduce<(typeof borne)[number] | undefined>(
      (last, entry) => (last === undefined || last.from < entry.from ? entry : last),
      undefined,
    )?.name ?? null
  );
}

const onDay = <Row extends Term>(rows: readonly Row[], day: string, key: (row: Row) => string): readonly Row[] =>
  rows.filter((row) => touches(row, day)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
