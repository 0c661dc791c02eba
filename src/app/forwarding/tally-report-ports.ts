/** Counts of a period as a feed is told them; a later change is a later revision (docs/tallies.md). */

export interface TallyReport {
  readonly id: string;
  readonly feed: string;
  /** YYYY-MM */
  readonly period: string;
  /** The feed's region. */
  readonly regionCode: string;
  /** Counts from 1; a later one takes the place of the earlier. */
  readonly revision: number;
  /** Name of the definition by which was counted (`domain/statistics`). */
  readonly definition: string;
  readonly certificates: number;
  readonly rows: readonly TallyReportRow[];
  /** SHA-256, hex, over definition, period, region and rows as canonical JSON. */
  readonly digest: string;
}

export interface TallyReportRow {
  readonly regionCode: string;
  readonly institutionKind: string;
  readonly schoolType: string;
  readonly occupationCode: string;
  readonly level: string;
  readonly sex: string;
  readonly ageBand: string;
  readonly candidateCategory: string;
  readonly certificates: number;
}

export interface TallyReportStore {
  /** Days of the watch are told here; see `make-reports`. */
  readonly placeholder?: never;
}

export interface TallyReportViews {
  readonly tallyReportPlaceholder?: never;
}
