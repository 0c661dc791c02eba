/** A person wants to know now, not tonight, whether the counts of a feed are still what it was told. */
import { cstDate } from '../../domain/calendar/cst';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

export interface ReportsAsked {
  readonly kind: 'asked';
  readonly feed: string;
  /** The day in China; months that ended before it are looked at. */
  readonly day: string;
}

export async function askReports(
  hub: Hub,
  caller: Caller,
  { feed }: { readonly feed: string },
): Promise<ReportsAsked | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const known = hub.feeds.find(({ name, cargo }) => name === feed && cargo === 'tallies');
  if (!known) return refuse('TALLY_FEED_NOT_FOUND');
  const at = hub.now();
  await hub.transaction(({ tallyReports }) => tallyReports.askLook(feed, at));
  hub.log.info({ feed, by: caller.clientId }, 'A look at the tallies of a feed was asked for.');
  const day = cstDate(at);
  await hub.reminders.remind('make-reports', [{ day }], { round: `asked-${at.getTime()}` });
  return { kind: 'asked', feed, day };
}
