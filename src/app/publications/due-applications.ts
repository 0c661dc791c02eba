/** Approved applications of a province that can be published today, with their digest. */
import type { Application } from '../../domain/application/application';
import { cstDate } from '../../domain/calendar/cst';
import { publicationDayOf } from '../../domain/filing/publication-day';
import { isUuid } from '../../domain/intake/check-header';
import type { Place } from '../../domain/intake/place';
import type { Pack } from '../../domain/packs/pack';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { basisFrom } from '../packs/basis-in';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { ApprovedGroup } from './publication-ports';

/** Each takes some ten statements under the lock of the registry. */
export const PUBLICATION_APPLICATIONS_MAX = 200;

export interface DuePublication {
  readonly kind: 'due';
  readonly on: string;
  readonly applications: readonly Application[];
  /** Clauses of the pack that set the months. */
  readonly basis: readonly string[];
  /** Approved ones of the province in all. */
  readonly waiting: number;
  readonly digest: string;
}

export interface DueAsked {
  /** `null`: whatever is due. */
  readonly ids: readonly string[] | null;
  /** To publish them: who publishes the same at the same time waits at the first application, and finds it published then. */
  readonly hold: boolean;
}

export async function dueApplications(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { ids, hold }: DueAsked,
): Promise<DuePublication | Refusal> {
  const asked = ids === null ? null : [...new Set(ids)];
  if (asked !== null && asked.length > PUBLICATION_APPLICATIONS_MAX) return refuse('PUBLICATION_TOO_LARGE');
  if (asked?.some((id) => !isUuid(id)) === true) return refuse('APPLICATION_NOT_FOUND');
  const now = hub.now();
  const active = await usablePacks(hub, stores, now);
  if ('kind' in active) return active;
  const { regionPrefix } = territoryOf(caller);
  const on = cstDate(now);
  const dayOf = dayOfGroup(active.packs, on);
  const groups = asked === null ? await groupsDue(stores, regionPrefix, (group) => dayOf(group) === on) : null;
  const limit = PUBLICATION_APPLICATIONS_MAX;
  const found = await stores.codes.approvedApplications({ regionPrefix, ids: asked, groups, limit, hold });
  if (asked !== null && found.length < asked.length) return refuse('APPLICATION_NOT_FOUND');
  if (found.length === 0) return refuse('PUBLICATION_EMPTY');
  const days = found.map(dayOf);
  if (days.some((day) => day !== on)) return refuse('PUBLICATION_NOT_DUE', { places: notDue(found, days, on) });
  return {
    kind: 'due',
    on,
    applications: found,
    basis: basisFrom(resolvePack(active.packs, found[0]?.regionCode ?? '', on), 'filingPublicationMonths'),
    waiting: await stores.codes.countApproved(regionPrefix),
    digest: canonicalDigest({ on, applications: found.map(summaryOf) }),
  };
}

/** Before any limit: those whose month is another must not crowd out those that are due. `null` where none is due. */
async function groupsDue(
  { codes }: Stores,
  regionPrefix: string,
  isDue: (group: ApprovedGroup) => boolean,
): Promise<readonly ApprovedGroup[] | null> {
  const due = (await codes.approvedGroups(regionPrefix)).filter(isDue);
  return due.length > 0 ? due : null;
}

/** The packs are asked once a kind and region. */
function dayOfGroup(packs: readonly Pack[], on: string): (group: ApprovedGroup) => string {
  const days = new Map<string, string>();
  return ({ kind, regionCode }) => {
    const key = `${kind} ${regionCode}`;
    const day =
      days.get(key) ??
      publicationDayOf(kind, on, resolvePack(packs, regionCode, on).parameters.filingPublicationMonths);
    days.set(key, day);
    return day;
  };
}

const notDue = (found: readonly Application[], days: readonly string[], on: string): readonly Place[] =>
  found.flatMap(({ id }, index) => {
    const day = days[index] ?? on;
    return day === on
      ? []
      : [
          {
            record: null,
            field: `/applicationIds/${index}`,
            message: { zh: `申请 ${id} 最早可于 ${day} 公布`, en: `Application ${id} can be published from ${day} on` },
          },
        ];
  });

const summaryOf = ({ id, revision, kind, institutionCode, droppedFilingIds }: Application): object => ({
  id,
  revision,
  kind,
  institutionCode,
  droppedFilingIds,
});
