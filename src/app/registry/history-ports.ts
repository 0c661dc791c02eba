/** Reading what the registry said at an earlier moment. */
import type { InstitutionRegistry } from '../../domain/registry/in-force';
import type { VersionNoun } from '../../domain/registry/versions';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';

/** What belongs to one institution and is walled by it. */
export const HISTORY_NOUNS = ['INSTITUTION', 'SITE', 'FILING', 'PLAN'] as const satisfies readonly VersionNoun[];
export type HistoryNoun = (typeof HISTORY_NOUNS)[number];

export interface KnownRegistry {
  /** Since when the hub can say what it knew of the institution. */
  readonly knownSince: Date;
  /** `null`: the moment lies before that. */
  readonly registry: InstitutionRegistry | null;
}

export interface RegistryVersionView {
  readonly recordedAt: Date;
  /** `null`: it stands. */
  readonly supersededAt: Date | null;
  /** Client id; `migration` for what stood when the hub began to keep its history. */
  readonly recordedBy: string;
  /** The first version that the hub has. */
  readonly isFirst: boolean;
  /** Names of the fields that differ from the version before, in the order of the alphabet. */
  readonly changed: readonly string[];
}

export interface RegistryHistoryViews {
  /** `undefined` when the institution may not be seen. */
  registryKnownAt(territory: Territory, institutionCode: string, knownAt: Date): Promise<KnownRegistry | undefined>;
  /** Latest first; `undefined` when the row may not be seen or never was. */
  registryVersions(
    territory: Territory,
    noun: HistoryNoun,
    key: string,
    page: PageRequest,
  ): Promise<Page<RegistryVersionView> | undefined>;
}
