/** Objections to proposed filings: what an office wrote down while they were shown, and what came of it. */
import type { ObjectionChannel, ObjectionState } from '../../domain/results/results-state';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';
import type { ObjectionDecided } from '../results/results-ports';

export interface FilingObjection {
  readonly id: string;
  readonly applicationId: string;
  /** Of the application whose notice it is about: a mended application is shown anew. */
  readonly revision: number;
  /** 1-based, within the application. */
  readonly objectionNo: number;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly channel: ObjectionChannel;
  /** `YYYY-MM-DD`; a day of the notice. */
  readonly receivedOn: string;
  /** Holds no number of a person; who objected is not kept. */
  readonly summary: string;
  readonly state: ObjectionState;
  /** Client id of whoever wrote it down. */
  readonly recordedBy: string;
  readonly recordedRole: Role;
  readonly recordedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedRole: Role | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly basis: readonly string[];
}

export interface FilingObjectionStore {
  insertObjection(objection: FilingObjection): Promise<void>;
  /** By number. */
  objectionsOf(applicationId: string): Promise<readonly FilingObjection[]>;
  /** Without a lock: who decides on it locks its application. */
  objection(id: string): Promise<FilingObjection | undefined>;
  /** False when it is not OPEN any more. */
  decideObjection(id: string, decided: ObjectionDecided): Promise<boolean>;
  /** Ends the open ones of an application that was withdrawn; answers their ids. */
  lapseObjections(applicationId: string, at: Date): Promise<readonly string[]>;
}

export interface FilingObjectionFilter {
  readonly applicationId: string | null;
  readonly institutionCode: string | null;
  readonly state: ObjectionState | null;
}
export interface FilingObjectionViews {
  /** Latest first. */
  filingObjections(
    territory: Territory,
    filter: FilingObjectionFilter,
    page: PageRequest,
  ): Promise<Page<FilingObjection>>;
}
