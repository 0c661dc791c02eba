/** What an application is judged by besides its own content: plain values, gathered by the verb on the day it is submitted. */
import type { ParameterName, Parameters } from '../packs/parameters';
import type { RegistryFiling, RegistryInstitution, RegistrySite } from '../registry/document';
import type { Term } from '../reference/snapshot';
import type { ItemWish, SiteWish } from './application';

export interface CatalogueEntry {
  readonly code: string;
  readonly name: string;
  readonly workTypes: readonly string[];
}

/** An occupation that another institution has filed, or will have by an approved application, at a venue. */
export interface VenueUse extends Term {
  readonly venue: string;
  readonly occupationCode: string;
  readonly institutionCode: string;
}

/** An item of another application of the institution, and the sites that its application wishes for. */
export interface ItemUnderWay {
  readonly item: ItemWish;
  readonly sites: readonly SiteWish[];
}

export interface ApplicationFacts {
  /** China Standard Time. */
  readonly today: string;
  /** City that handles the application. */
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly parameters: Parameters;
  /** Of the region, for a value of its packs; the national text where no pack but the nation's speaks. */
  readonly clausesOf: (parameter: ParameterName) => readonly string[];
  /** As registered; `null` before the first filing. */
  readonly institution: RegistryInstitution | null;
  readonly sites: readonly RegistrySite[];
  /** Key of the place, by code of a registered site. */
  readonly venueOfSite: ReadonlyMap<string, string>;
  readonly filings: readonly RegistryFiling[];
  /** Of the occupations asked for, those that stand in the catalogue in force. */
  readonly catalogue: readonly CatalogueEntry[];
  readonly filedElsewhere: readonly VenueUse[];
  readonly underWay: readonly ItemUnderWay[];
  /** Attachments among the materials that exist and are the applicant's. */
  readonly attachmentIds: ReadonlySet<string>;
  /** Regions among those named that exist. */
  readonly knownRegions: ReadonlySet<string>;
}
