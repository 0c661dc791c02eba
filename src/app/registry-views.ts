import type {
  RegistryFiling,
  RegistryInstitution,
  RegistryPlan,
  RegistryRegion,
  RegistrySite,
  RegistryStaff,
} from '../domain/registry/document';
import type { RegistrySigningKey } from '../domain/registry/signing-key';
import type { Territory } from '../domain/tenancy/territory';
import type { Page, PageRequest } from './paging';
import type { DirectoryViews } from './registry/directory-ports';
import type { RegistryHistoryViews } from './registry/history-ports';

export type InstitutionView = RegistryInstitution;
export type SiteView = RegistrySite;
export type FilingView = RegistryFiling;
/** `name` is masked. */
export type StaffView = RegistryStaff;
/** A plan without its roster, whose digests are the hub's own business; how long it is may be known. */
export type PlanView = Omit<RegistryPlan, 'roster'> & { readonly rosterLength: number | null };

/** Part of the views: the registry. Regions are no secret; everything else is walled. */
export interface RegistryViews extends RegistryHistoryViews, DirectoryViews {
  regions(page: PageRequest): Promise<Page<RegistryRegion>>;
  institution(territory: Territory, code: string): Promise<InstitutionView | undefined>;
  institutions(territory: Territory, page: PageRequest): Promise<Page<InstitutionView>>;
  sites(territory: Territory, institutionCode: string, page: PageRequest): Promise<Page<SiteView> | undefined>;
  filings(territory: Territory, institutionCode: string, page: PageRequest): Promise<Page<FilingView> | undefined>;
  plans(territory: Territory, institutionCode: string, page: PageRequest): Promise<Page<PlanView> | undefined>;
  signingKeys(
    territory: Territory,
    institutionCode: string,
    page: PageRequest,
  ): Promise<Page<RegistrySigningKey> | undefined>;
  /** The institution that owns a plan, if the plan may be seen. */
  planOwner(territory: Territory, planNo: string): Promise<string | undefined>;
}
