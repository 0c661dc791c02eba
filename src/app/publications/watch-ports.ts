/** What the daily watch of the registry reads, and what it has told: each thing once. */
import type { ResolvedPack } from '../../domain/packs/resolve-pack';
import type { Hub } from '../ports';
import type { PlacedSubject } from '../registry-subject-views';

export const WATCH_TOPICS = ['FILING_RENEWAL_OPEN', 'FILING_ENDED', 'INSTITUTION_INACTIVE', 'PUBLICATION_DUE'] as const;
export type WatchTopic = (typeof WATCH_TOPICS)[number];

/** Told once for each subject and mark: the last day of a filing, the day since when an institution is quiet. */
export interface Told {
  readonly topic: WatchTopic;
  readonly subjectId: string;
  readonly mark: string;
}

export interface EndingFiling extends PlacedSubject {
  readonly subject: Extract<PlacedSubject['subject'], { readonly kind: 'FILING' }>;
  readonly grade: 'PROVINCE' | 'CITY';
  readonly occupationCode: string;
  /** Last day of its term. */
  readonly to: string;
  /** A renewal that names it lies with an office, or is approved. */
  readonly renewalAppliedFor: boolean;
}
export interface QuietInstitution extends PlacedSubject {
  readonly subject: Extract<PlacedSubject['subject'], { readonly kind: 'INSTITUTION' }>;
  readonly grade: 'PROVINCE' | 'CITY';
}

export interface RegistryWatchStore {
  /** Filings whose last day lies in from ≤ day ≤ to and of which `topic` was not told; by last day and id. */
  endingFilings(asked: {
    readonly topic: WatchTopic;
    readonly from: string;
    readonly to: string;
    readonly after: { readonly to: string; readonly id: string } | null;
    readonly limit: number;
  }): Promise<readonly EndingFiling[]>;
  /** Institutions with filings in force on `today` since before `quietSince` and no batch approved since; by code. */
  quietInstitutions(asked: {
    readonly today: string;
    readonly quietSince: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<{ readonly last: string | null; readonly quiet: readonly QuietInstitution[] }>;
  /** Marks what is told now; answers those that were not told before. */
  markTold(told: readonly Told[], at: Date): Promise<readonly Told[]>;
  /** What was told of the subjects may be told again. */
  forgetTold(topic: WatchTopic, subjectIds: readonly string[]): Promise<void>;
  /** The day is watched to its end. */
  endWatch(day: string, at: Date): Promise<void>;
}

/** One day's look at the registry. */
export interface Watch {
  readonly hub: Hub;
  readonly day: string;
  readonly now: Date;
  /** What governs a region that day. */
  readonly packOf: (regionCode: string) => ResolvedPack;
}
