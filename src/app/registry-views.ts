import type {
  RegistryFiling,
  RegistryInstitution,
  RegistryPlan,
  RegistryRegion,
  RegistrySite,
} from '../domain/registry/document';
import type { RegistrySigningKey } from '../domain/registry/signing-key';
import type { Territory } from '../domain/tenancy/territory';
import type { Page, PageRequest } from './paging';

export type InstitutionView = RegistryInstitution;
export type SiteView = RegistrySite;
export type FilingView = RegistryFiling;
/** A plan without its roster, whose digests are the hub's own business; how long it is may be known. */
export type PlanView = Omit<RegistryPlan, 'roster'> & { readonly rosterLength: number | null };

/** Part of the views: the registry. Regions are no secret; everything else is walled. */
export interface RegistryViews {
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
