/**
 * Publishes approved filings in one go: they take effect together, on this day (内人社办发〔2024〕53号 第十一条(四)). By a second
 * person, who confirms the digest of what was looked through.
 */
import type { Application } from '../../domain/application/application';
import { enact, type Enacted } from '../applications/enact-application';
import type { Caller } from '../caller';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Recorded, Stores } from '../ports';
import { type Place, PLACES_MAX, type Refusal, refuse } from '../refusal';
import { announce, toCity, toInstitution } from './announce';
import { dueApplications, type DuePublication } from './due-applications';
import type { Publication, PublicationItem } from './publication-ports';

export interface FilingsPublished {
  readonly kind: 'published';
  readonly publicationId: string;
  readonly on: string;
  readonly institutions: number;
  readonly filings: number;
  readonly sites: number;
  /** The same had been published before, by the same person. */
  readonly repeated: boolean;
}

export interface GivenPublication {
  /** `null`: whatever is due. */
  readonly applicationIds: readonly string[] | null;
  /** Of `draftPublication`. */
  readonly digest: string;
}

export async function publishFilings(
  hub: Hub,
  caller: Caller,
  given: GivenPublication,
): Promise<FilingsPublished | Refusal> {
  if (caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const outcome = await hub.transaction(async (stores) => {
    const due = await dueApplications(hub, stores, caller, { ids: given.applicationIds, hold: true });
    const said = await saidBefore(stores, caller, given.digest);
    if (said !== undefined) return said;
    if (due.kind === 'refused') return due;
    if (due.digest !== given.digest) return refuse('PUBLICATION_CHANGED');
    const own = await ownHands(stores, caller, due.applications);
    if (own.length > 0) return refuse('FOUR_EYES', { places: own });
    return publish(hub, stores, caller, due);
  });
  if (outcome.kind === 'published' && !outcome.repeated) {
    const { publicationId, institutions, filings } = outcome;
    hub.log.info({ by: caller.clientId, publicationId, institutions, filings }, 'Filings were published.');
  }
  return outcome;
}

/** Whoever says the same again, because the first answer was lost, hears the same again; others hear who was first. */
async function saidBefore(
  { codes }: Stores,
  caller: Caller,
  digest: string,
): Promise<FilingsPublished | Refusal | undefined> {
  const earlier = await codes.publicationByDigest(digest);
  if (earlier === undefined) return undefined;
  return earlier.publishedBy === caller.clientId
    ? outcomeOf(earlier, true)
    : refuse('PUBLICATION_CHANGED', { existingId: earlier.id });
}

/** Applications that the caller entered, or whose last step it took. */
async function ownHands(
  stores: Stores,
  caller: Caller,
  applications: readonly Application[],
): Promise<readonly Place[]> {
  const places: Place[] = [];
  const deciders = await stores.codes.lastDeciders(applications.map(({ id }) => id));
  for (const [index, { id, openedBy, enteredBy }] of applications.entries()) {
    if (![openedBy, ...enteredBy, deciders.get(id)].includes(caller.clientId)) continue;
    places.push({
      record: null,
      field: `/applicationIds/${index}`,
      message: {
        zh: `申请 ${id} 由本人录入或审定`,
        en: `Application ${id} was entered or recorded by the same person`,
      },
    });
  }
  return places;
}

async function publish(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { on, applications, basis, digest }: DuePublication,
): Promise<FilingsPublished | Refusal> {
  // Before the moment is taken: whoever reads the registry meanwhile must not miss what is then said to have been known.
  await stores.registry.lock();
  const recorded: Recorded = { at: hub.now(), by: caller.clientId };
  const active = await usablePacks(hub, stores, recorded.at);
  if ('kind' in active) return active;
  const items: PublicationItem[] = [];
  for (const application of applications) {
    const enacted = await enact(hub, stores, application, { on, recorded, packs: active.packs });
    if (enacted.kind === 'refused') return withWayOut(enacted, application);
    if (!(await stores.applications.publish(application.id, on))) return refuse('PUBLICATION_CHANGED');
    items.push({ ...enacted, applicationId: application.id, kind: application.kind });
    await noteAndTell(hub, stores, caller, { application, enacted, on, basis, at: recorded.at });
  }
  const publication: Publication = {
    id: hub.newId(),
    regionCode: caller.regionCode ?? '',
    publishedOn: on,
    publishedBy: caller.clientId,
    publishedAt: recorded.at,
    digest,
    items,
  };
  await stores.codes.insertPublication(publication);
  return outcomeOf(publication, false);
}

/** The places are those of one application, which must not keep the others waiting for ever. */
function withWayOut(refusal: Refusal, { id }: Application): Refusal {
  const message = {
    zh: `申请 ${id} 不能公布:可列出其余 applicationIds 公布;由省级另一人以 returnApplication 退回或以 refuseApplication 不予核准(stepIndex 为空),或由申请单位撤回`,
    en: `Application ${id} cannot be published: publish the others by applicationIds; another person of the province returns it (returnApplication) or refuses it (refuseApplication) without a stepIndex, or the applicant withdraws it`,
  };
  const places = [...refusal.places.slice(0, PLACES_MAX - 1), { record: null, field: 'applicationIds', message }];
  return { ...refusal, places, placesTotal: refusal.placesTotal + 1, existingId: id };
}

interface PublishedOne {
  readonly application: Application;
  readonly enacted: Enacted;
  readonly on: string;
  readonly basis: readonly string[];
  readonly at: Date;
}

async function noteAndTell(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  { application, enacted, on, basis, at }: PublishedOne,
): Promise<void> {
  const { id, regionCode } = application;
  const { institutionCode } = enacted;
  const subject = { kind: 'APPLICATION', id } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode,
    regionCode,
    act: 'PUBLISHED',
    reason: '已审定,按公布草案公布 / Approved before, and published as the draft says',
    basis,
    decidedBy: clientId,
    role,
    decidedAt: at,
  });
  const text = { zh: `备案已公布,自 ${on} 起生效`, en: `The filing is published and in force from ${on} on` };
  const audiences = [toInstitution(institutionCode), toCity(regionCode)];
  await announce(hub, stores, [{ topic: 'FILING_PUBLISHED', subject, text, audiences }], at);
}

const outcomeOf = ({ id, publishedOn, items }: Publication, repeated: boolean): FilingsPublished => ({
  kind: 'published',
  publicationId: id,
  on: publishedOn,
  institutions: new Set(items.map(({ institutionCode }) => institutionCode)).size,
  filings: items.flatMap(({ filingIds }) => filingIds).length,
  sites: items.flatMap(({ siteCodes }) => siteCodes).length,
  repeated,
});
