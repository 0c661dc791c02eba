/** What is asked of the registry by an approved application, and what comes of it. */
import type { Application, ApplicationContent } from '../application/application';
import type { Place } from '../intake/place';
import type { RegistryFiling, RegistryInstitution, RegistrySite } from '../registry/document';

export interface Standing {
  /** `undefined`: never filed. */
  readonly institution: RegistryInstitution | undefined;
  readonly sites: readonly RegistrySite[];
  readonly filings: readonly RegistryFiling[];
}

export interface Enacting {
  readonly application: Pick<Application, 'kind' | 'institutionCode' | 'droppedFilingIds'> & {
    readonly content: ApplicationContent;
  };
  /** First day of what it brings, `YYYY-MM-DD`. */
  readonly on: string;
  /** Length of a filing's term; `null`: without end. */
  readonly termMonths: number | null;
  /** Codes of the sites that it names, by their `ref`. */
  readonly siteCodes: ReadonlyMap<string, string>;
  /** Fresh ids: one for each item and each filing that it names, at least. */
  readonly ids: readonly string[];
}

export interface RegistryChange {
  readonly institution: RegistryInstitution | null;
  readonly sites: readonly RegistrySite[];
  /** New ones. */
  readonly filed: readonly RegistryFiling[];
  /** Changed ones, whole. */
  readonly changed: readonly RegistryFiling[];
  /** Whose renewal was met. */
  readonly renewedIds: readonly string[];
  /** That were left out of a renewal, replaced or ended, so that nothing is left to renew. */
  readonly endedIds: readonly string[];
}

export interface EnactProblems {
  readonly code: 'FILING_OVERLAPS' | 'FILING_TERM_INVALID' | 'FILING_NOT_FOUND' | 'APPLICATION_NOT_ENACTABLE';
  readonly places: readonly Place[];
}

export const NO_CHANGE: RegistryChange = {
  institution: null,
  sites: [],
  filed: [],
  changed: [],
  renewedIds: [],
  endedIds: [],
};

export const problem = (code: EnactProblems['code'], field: string, zh: string, en: string): EnactProblems => ({
  code,
  places: [{ record: null, field, message: { zh, en } }],
});

export const isProblem = (outcome: object): outcome is EnactProblems => 'places' in outcome;
