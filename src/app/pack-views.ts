import type { Bilingual } from '../domain/bilingual';
import type { Verdict } from '../domain/rules/rule';
import type { Territory } from '../domain/tenancy/territory';
import type { PackSource, PackState, TrialState } from './packs/pack-ports';
import type { Pack } from '../domain/packs/pack';
import type { Page, PageRequest } from './paging';

export interface PackVersionView {
  readonly id: string;
  /** `sichuan@2021-06-16` */
  readonly name: string;
  readonly title: Bilingual;
  /** Exam dates that it governs, `YYYY-MM-DD`; `to` as the pack itself says it. */
  readonly from: string;
  readonly to: string | null;
  readonly jurisdiction: string;
  readonly version: string;
  readonly regionCode: string;
  readonly source: PackSource;
  readonly state: PackState;
  /** The pack as it was drafted. */
  readonly content: Pack;
  /** Hex. */
  readonly digest: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly activeFrom: Date | null;
  readonly retiredAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly signature: string | null;
  readonly keyId: string | null;
}

export interface TrialSums {
  readonly records: number;
  /** Records about which the two sets say anything different. */
  readonly changed: number;
  /** Records whose verdict differs. */
  readonly flipped: number;
  readonly toPassed: number;
  readonly toHeld: number;
  readonly toReturned: number;
}
export interface PackTrialView extends TrialSums {
  readonly id: string;
  readonly packId: string;
  readonly state: TrialState;
  readonly days: number;
  readonly onItsDaysOnly: boolean;
  readonly sealedFrom: Date;
  readonly sealedTo: Date;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** What it looks at in all. */
  readonly batchesTotal: number;
  readonly recordsTotal: number;
  readonly batches: number;
  /** Batches and institutions with at least one flip. */
  readonly batchesFlipped: number;
  readonly institutionsFlipped: number;
  /** By code. */
  readonly byRule: readonly { readonly code: string; readonly appeared: number; readonly gone: number }[];
}
export interface TrialInstitutionView extends TrialSums {
  readonly institution: { readonly code: string; readonly name: string };
  readonly batches: number;
}
export interface TrialFlipView {
  readonly institutionCode: string;
  readonly batchId: string;
  readonly line: number;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}
export interface TrialFlipFilter {
  readonly institutionCode?: string | null;
  /** A rule that weighs more, or less. */
  readonly code?: string | null;
  readonly after?: Verdict | null;
}

/** Part of the views: packs and what-ifs. What was approved is open to all; drafts and what-ifs stay in their territory. */
export interface PackViews {
  /** Names the published packs and the calendars in force at `at`; another key, another set. */
  activeSetKey(at: Date): Promise<string>;
  packVersions(territory: Territory, page: PageRequest): Promise<Page<PackVersionView>>;
  packTrial(territory: Territory, id: string): Promise<PackTrialView | undefined>;
  packTrialInstitutions(
    territory: Territory,
    id: string,
    page: PageRequest,
  ): Promise<Page<TrialInstitutionView> | undefined>;
  packTrialFlips(
    territory: Territory,
    id: string,
    filter: TrialFlipFilter,
    page: PageRequest,
  ): Promise<Page<TrialFlipView> | undefined>;
}
