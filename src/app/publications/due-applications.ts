/** Approved applications of a province that can be published today, held until the transaction ends, with their digest. */
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
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';

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

/** `ids` `null`: whatever is due. */
export async function dueApplications(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  ids: readonly string[] | null,
): Promise<DuePublication | Refusal> {
  const asked = ids === null ? null : [...new Set(ids)];
  if (asked !== null && asked.length > PUBLICATION_APPLICATIONS_MAX) return refuse('PUBLICATION_TOO_LARGE');
  if (asked?.some((id) => !isUuid(id)) === true) return refuse('APPLICATION_NOT_FOUND');
  const now = hub.now();
  const active = await usablePacks(hub, stores, now);
  if ('kind' in active) return active;
  const { regionPrefix } = territoryOf(caller);
  const found = await approved(stores, regionPrefix, asked);
  if (asked !== null && found.length < asked.length) return refuse('APPLICATION_NOT_FOUND');
  if (found.length === 0) return refuse('PUBLICATION_EMPTY');
  const on = cstDate(now);
  const days = found.map((application) => dayOf(active.packs, application, on));
  const applications = found.filter((_, index) => days[index] === on);
  if (applications.length === 0 || (asked !== null && applications.length < found.length)) {
    return refuse('PUBLICATION_NOT_DUE', { places: notDue(found, days, on) });
  }
  return {
    kind: 'due',
    on,
    applications,
    basis:
      resolvePack(active.packs, applications[0]?.regionCode ?? '', on).origins['filingPublicationMonths']?.basis ?? [],
    waiting: await stores.codes.countApproved(regionPrefix),
    digest: canonicalDigest({ on, applications: applications.map(summaryOf) }),
  };
}

/** Whoever publishes the same at the same time waits at the first application, and finds it published then. */
async function approved(
  { codes, applications }: Stores,
  regionPrefix: string,
  ids: readonly string[] | null,
): Promise<readonly Application[]> {
  const found: Application[] = [];
  const asked = { regionPrefix, ids, limit: PUBLICATION_APPLICATIONS_MAX };
  for (const id of await codes.approvedApplications(asked)) {
    const application = await applications.lock(id);
    if (application?.state === 'APPROVED') found.push(application);
  }
  return found;
}

const dayOf = (packs: readonly Pack[], { kind, regionCode }: Application, on: string): string =>
  publicationDayOf(kind, on, resolvePack(packs, regionCode, on).parameters.filingPublicationMonths);

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
