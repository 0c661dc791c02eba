/** The public directory: what anybody may know of the institutions in force. */
import type { FilingFee } from '../../domain/registry/document';
import type { PageRequest } from '../paging';

/** One filing of one institution, in force or suspended on the day that was asked for. */
export interface DirectoryEntry {
  readonly institutionCode: string;
  /** The name that the institution bore that day. */
  readonly institutionName: string;
  readonly regionCode: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly filingId: string;
  readonly occupationCode: string;
  /** By the catalogue of that day; `null` where it does not list the code. */
  readonly occupationName: string | null;
  /** Empty: every work type of the occupation. */
  readonly workTypes: readonly string[];
  readonly levels: readonly string[];
  readonly audience: readonly string[];
  readonly fees: readonly FilingFee[] | null;
  readonly from: string;
  readonly to: string | null;
  readonly standing: 'IN_FORCE' | 'SUSPENDED';
  /** The first `DIRECTORY_SITES_MAX` of `sitesTotal`, by code. */
  readonly sites: readonly DirectorySite[];
  readonly sitesTotal: number;
}
export interface DirectorySite {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly address: string | null;
}

export interface DirectoryFilter {
  /** A province takes in its cities. */
  readonly regionCode: string | null;
  readonly occupationCode: string | null;
  readonly level: string | null;
  /** Part of the name of an institution or an occupation. */
  readonly text: string | null;
}

export interface DirectoryPage {
  readonly items: readonly DirectoryEntry[];
  /** Counted up to `DIRECTORY_COUNT_MAX`. */
  readonly total: number;
  /** False: there are more than `total`. */
  readonly isTotalExact: boolean;
  readonly endCursor: string | null;
  readonly hasNext: boolean;
}

export interface DirectoryViews {
  /** `onDay`: YYYY-MM-DD. `counted: false` leaves the total at 0, for who reads page after page. */
  directory(filter: DirectoryFilter, onDay: string, page: PageRequest, counted: boolean): Promise<DirectoryPage>;
}

/** So many entries are counted; a search that finds more is to be narrowed, not counted to the end. */
export const DIRECTORY_COUNT_MAX = 1_000;
export const DIRECTORY_SITES_MAX = 50;
