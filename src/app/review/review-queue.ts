/** The batches that wait for the caller's office, the most urgent first. */
import { cstDate } from '../../domain/calendar/cst';
import { type WorkingDays, workingDaysOf } from '../../domain/calendar/working-days';
import type { Caller } from '../caller';
import { resolvedOn } from '../packs/resolved-on';
import { shownPacks } from '../packs/shown-packs';
import { orUnusable } from '../packs/usable-packs';
import type { Page, PageRequest } from '../paging';
import type { Hub } from '../ports';
import { officeOf } from './office';
import type { ReviewQueueFilter, ReviewQueueRow } from './review-ports';

export interface QueuedBatch extends ReviewQueueRow {
  /** Chinese working days since it came to this step; `null` where a year's calendar is not published. */
  readonly ageWorkingDays: number | null;
}

/** `undefined` for a caller that reviews nothing. */
export async function reviewQueue(
  hub: Hub,
  caller: Caller,
  filter: ReviewQueueFilter,
  page: PageRequest,
): Promise<Page<QueuedBatch> | undefined> {
  const office = officeOf(hub, caller);
  if (!office) return undefined;
  const [queued, calendar] = await Promise.all([
    hub.views.reviewQueue({ ...office, reviewer: caller.clientId }, filter, page),
    calendarOf(hub, caller.regionCode ?? '', office.today),
  ]);
  const age = ({ since }: ReviewQueueRow): number | null => calendar.since(cstDate(since), office.today) ?? null;
  return { ...queued, items: queued.items.map((row) => ({ ...row, ageWorkingDays: age(row) })) };
}

/** That of the packs in force for the office; an age is for reading, so that of the release serves where they are unusable. */
async function calendarOf(hub: Hub, regionCode: string, today: string): Promise<WorkingDays> {
  const set = await orUnusable(shownPacks(hub, hub.now()));
  return workingDaysOf('packs' in set ? resolvedOn(set.packs, regionCode, today).parameters.calendar : {});
}
