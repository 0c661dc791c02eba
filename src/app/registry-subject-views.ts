/** Part of the views: what the rules of registry scope may have something to say about. */
import type { RegistrySubject } from '../domain/rules/registry-subject';
import type { Territory } from '../domain/tenancy/territory';

/** Beyond these days no pack has anything to say, so that a whole nation's registry is not read for a few findings. */
export interface SubjectHorizon {
  readonly today: string;
  /** Filings that end later are far from their renewal. */
  readonly endsBy: string;
  /** Institutions with a batch approved, or filed, on or after this day are active. */
  readonly quietSince: string;
}

/** What is left of a territory. */
export interface SubjectFilter {
  /** '' is everywhere. */
  readonly regionPrefix: string;
  readonly institutionCode: string | null;
}

export interface PlacedSubject {
  readonly subject: RegistrySubject;
  /** Of the institution: its packs judge. */
  readonly regionCode: string;
}

export interface RegistrySubjectViews {
  /**
   * Filings, waiting batches and institutions of the territory within the horizon, each kind by one query; `undefined`
   * where they are more than `REGISTRY_SUBJECTS_MAX`.
   */
  registrySubjects(
    territory: Territory,
    horizon: SubjectHorizon,
    filter: SubjectFilter,
  ): Promise<readonly PlacedSubject[] | undefined>;
}
