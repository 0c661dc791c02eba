/** Everything that an application is judged by, as it stands now. */
import type { Application } from '../../domain/application/application';
import type { ApplicationFacts, CatalogueEntry } from '../../domain/application/facts';
import { cstDate } from '../../domain/calendar/cst';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { touches, type SnapshotCatalogue } from '../../domain/reference/snapshot';
import type { Territory } from '../../domain/tenancy/territory';
import { basisFrom } from '../packs/basis-in';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import type { Refusal } from '../refusal';

/** A plan number that no plan has: the facts need no plan. */
const NO_PLAN = '';

/** `territory`: whose attachments count. */
export async function gatherFacts(
  hub: Hub,
  stores: Stores,
  { id, institutionCode, regionCode, content }: Application,
  territory: Territory,
): Promise<ApplicationFacts | Refusal> {
  const now = hub.now();
  const today = cstDate(now);
  const set = await usablePacks(hub, stores, now);
  if ('code' in set) return set;
  const pack = resolvePack(set.packs, regionCode, today);
  const { parameters } = pack;
  const registered = await stores.registry.documentOf(institutionCode, NO_PLAN);
  const venueOfSite = await stores.applications.venuesOf(institutionCode);
  const codes = [...new Set(content.items.map(({ occupationCode }) => occupationCode))];
  const venues = [...content.sites.flatMap(({ venue }) => venue ?? []), ...venueOfSite.values()];
  const regions = [...content.sites.map((site) => site.regionCode), content.applicant?.regionCode ?? regionCode];
  const attachments = await stores.attachments.find(
    territory,
    content.materials.map(({ attachmentId }) => attachmentId.toLowerCase()),
  );
  return {
    today,
    regionCode,
    institutionCode,
    parameters,
    clausesOf: (name) => basisFrom(pack, name),
    institution: registered.institutions?.[0] ?? null,
    sites: registered.sites ?? [],
    venueOfSite,
    filings: registered.filings ?? [],
    catalogue: entriesInForce(registered.catalogue ?? [], codes, today, parameters.catalogueEditions),
    filedElsewhere: await stores.applications.filedElsewhere(institutionCode, venues, codes),
    underWay: await stores.applications.itemsUnderWay(institutionCode, id),
    attachmentIds: new Set(
      attachments
        // An office keeps files of applicants that have no code yet.
        .filter((attachment) => attachment.institutionCode === null || attachment.institutionCode === institutionCode)
        .map((attachment) => attachment.id),
    ),
    knownRegions: await stores.registry.knownRegions([...new Set(regions)]),
  };
}

const entriesInForce = (
  catalogue: readonly SnapshotCatalogue[],
  codes: readonly string[],
  today: string,
  editions: readonly string[] | null,
): readonly CatalogueEntry[] =>
  catalogue
    .filter((edition) => touches(edition, today) && (editions === null || editions.includes(edition.edition)))
    .flatMap(({ occupations }) => occupations.filter(({ code }) => codes.includes(code)));
