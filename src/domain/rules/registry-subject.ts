/** What rules of registry scope judge: something in the registry or in the hub's queues, on a day. */
import { dayAfter, dayBefore, monthsBefore } from '../calendar/dates';
import type { Parameters } from '../packs/parameters';
import type { Interruption, Term } from '../reference/snapshot';

const ENDS: ReadonlySet<string> = new Set(['REVOKED', 'TERMINATED']);

/** The term as far as it was not cut short by a revocation or a termination; `undefined` where nothing is left of it. */
export function termLeft({ from, to }: Term, interruptions: readonly Interruption[]): Term | undefined {
  const ends = interruptions.filter(({ kind }) => ENDS.has(kind)).map((end) => dayBefore(end.from));
  const last = [...ends, ...(to === null ? [] : [to])].sort()[0] ?? null;
  return last !== null && last < from ? undefined : { from, to: last };
}

export type RegistrySubject =
  | {
      readonly kind: 'FILING';
      readonly id: string;
      readonly institutionCode: string;
      readonly term: Term;
      readonly interruptions: readonly Interruption[];
      /** What is left of the terms of the institution's other filings of the same occupation. */
      readonly otherTerms: readonly Term[];
      /** What is left of filings of other institutions for the same venue and occupation. */
      readonly sharedVenues: readonly (Term & { readonly institutionCode: string; readonly filingId: string })[];
      /** Filings of the same venues and occupation that were too many to be compared one by one. */
      readonly filingsBeyond: number;
    }
  | {
      readonly kind: 'BATCH';
      readonly id: string;
      readonly institutionCode: string;
      readonly step: 'CITY' | 'PROVINCE';
      /** Day on which it came to this step. */
      readonly waitsSince: string;
    }
  | {
      readonly kind: 'INSTITUTION';
      readonly institutionCode: string;
      /** Since when it has been filed without a break; a renewal goes on where the filing before it ended. */
      readonly filedSince: string;
      /** Day of its last approved batch. */
      readonly lastApprovedOn: string | null;
    };

/** The last day on which the institution showed that it works: its last approved batch, or the day on which it was filed. */
export const quietSince = ({
  filedSince,
  lastApprovedOn,
}: Pick<Extract<RegistrySubject, { readonly kind: 'INSTITUTION' }>, 'filedSince' | 'lastApprovedOn'>): string =>
  lastApprovedOn === null || lastApprovedOn < filedSince ? filedSince : lastApprovedOn;

/** True when more than `months` have gone by since `last`. Days are `YYYY-MM-DD`. */
export const isInactive = (last: string, months: number, today: string): boolean => last < monthsBefore(today, months);

/** The first day on which `isInactive` holds. */
export function inactiveFrom(last: string, months: number): string {
  let day = monthsBefore(last, -months);
  while (!isInactive(last, months, day)) day = dayAfter(day);
  return day;
}

export interface RegistryRuleContext {
  /** China Standard Time. */
  readonly today: string;
  readonly parameters: Parameters;
}
