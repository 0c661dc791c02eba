/** Statutory terms as rows: opened with their event, met by the deed, warned of before and escalated after. */
import type { Bilingual } from '../../domain/bilingual';
import type { DeadlineState } from '../../domain/deadlines/deadline-state';
import type { TermDates, TermSpan } from '../../domain/deadlines/term-dates';
import type { Responsible, TermName } from '../../domain/deadlines/terms';
import type { Territory } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import type { Page, PageRequest } from '../paging';

/** `startsOn` is the day of the event: the term begins the day after. */
export interface Deadline extends TermSpan, TermDates {
  readonly id: string;
  readonly term: TermName;
  readonly subject: Subject;
  /** `null`: the offices' own matter; no institution sees it or hears of it. */
  readonly institutionCode: string | null;
  /** Region of the institution; the regulators around it see the deadline. */
  readonly regionCode: string;
  readonly responsible: Responsible;
  /** The level above, once it was told. */
  readonly escalatedTo: Responsible | null;
  readonly state: DeadlineState;
  /** Documents that set the number of days. */
  readonly basis: readonly string[];
  readonly openedAt: Date;
  /** When the deed was done or the term cancelled. */
  readonly endedAt: Date | null;
}
/** `recount`: a calendar was confirmed since its days were counted. */
export type ClaimedDeadline = Deadline & { readonly recount: boolean };

export interface DeadlineStore {
  /**
   * Counted by the calendars confirmed at `at`, their `openedAt`. A deadline of the same term and subject that is still
   * open stays as it is.
   */
  open(deadlines: readonly Deadline[], at: Date): Promise<void>;
  /**
   * One at a time, until the transaction ends: for whoever opens or ends terms of the subject by what other rows say. Taken
   * after every lock of a batch, and of results, that the transaction takes; that of a plan before terms of a batch are ended
   * that the transaction has not locked.
   */
  hold(subject: Subject): Promise<void>;
  /** Ends the open deadlines of the subject, those of `term` or all. */
  end(subject: Subject, term: TermName | null, how: 'MET' | 'CANCELLED', at: Date): Promise<void>;
  /**
   * Takes up to `limit` deadlines whose warning or end is due, or that were counted by other calendars than those confirmed
   * at `at`; held until the transaction ends.
   */
  claimDue(at: Date, limit: number): Promise<readonly ClaimedDeadline[]>;
  /** State and days of deadlines that were claimed, counted by the calendars confirmed at `at`. */
  saveAll(deadlines: readonly Deadline[], at: Date): Promise<void>;
}

/** `workingDaysLeft`: below 0 when overdue; `null` when it is ended or a calendar between is not published. */
export interface DeadlineView extends Deadline {
  readonly title: Bilingual;
  readonly workingDaysLeft: number | null;
  /** Working days after the last day on which it was met; `null` when it was not late, or cannot be counted yet. */
  readonly workingDaysLate: number | null;
}
export interface DeadlineFilter {
  /** Only what the caller itself must do, with what came up to it. */
  readonly mine: boolean;
  /** `null`: those that are still open. */
  readonly states: readonly DeadlineState[] | null;
  readonly term: TermName | null;
  readonly institutionCode: string | null;
}
export interface TermCounts {
  readonly term: TermName;
  readonly open: number;
  readonly warned: number;
  readonly overdue: number;
  readonly escalated: number;
  /** Of these, those that wait for a calendar. */
  readonly waiting: number;
}
export interface DeadlineViews {
  /** Most urgent first; those without a date last. */
  deadlines(caller: Caller, territory: Territory, filter: DeadlineFilter, page: PageRequest): Promise<Page<Deadline>>;
  /** Open deadlines by term; `regionPrefix` narrows the territory. */
  deadlineSummary(territory: Territory, regionPrefix: string): Promise<readonly TermCounts[]>;
}
