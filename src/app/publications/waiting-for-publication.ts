/** Approved applications that are not in force yet, each with the first day on which it can be published. */
import { cstDate } from '../../domain/calendar/cst';
import { publicationDayOf } from '../../domain/filing/publication-day';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { resolvedOn } from '../packs/resolved-on';
import { shownPacks } from '../packs/shown-packs';
import type { Page, PageRequest } from '../paging';
import type { Hub } from '../ports';
import type { WaitingView } from './publication-ports';

export interface WaitingApplication extends WaitingView {
  /** `YYYY-MM-DD`; today where it can be published at once. */
  readonly publishableFrom: string;
}

/** @throws PacksUnusable when the packs in force cannot be trusted. */
export async function waitingForPublication(
  hub: Hub,
  caller: Caller,
  page: PageRequest,
): Promise<Page<WaitingApplication>> {
  const now = hub.now();
  const today = cstDate(now);
  const [{ packs }, found] = await Promise.all([
    shownPacks(hub, now),
    hub.views.waitingForPublication(territoryOf(caller), page),
  ]);
  const dayOf = ({ kind, regionCode }: WaitingView): string =>
    publicationDayOf(kind, today, resolvedOn(packs, regionCode, today).parameters.filingPublicationMonths);
  return { ...found, items: found.items.map((item) => ({ ...item, publishableFrom: dayOf(item) })) };
}
