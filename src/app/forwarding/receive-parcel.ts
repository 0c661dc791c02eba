/**
 * Another hub hands up a parcel: its certificates become certificates here, go on to the feeds of this hub and are counted. They were
 * judged and decided below, so nothing of that is done again; each is answered at once.
 */
import { coversRegion, type Territory, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Bucket } from '../certificates/recall-ports';
import type { ParcelCertificate } from '../forwarding-ports';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { parcelPlaces } from './check-parcel';
import { type PlacedParcel, placeVersions } from './place-received';
import { readVersion, type ReadVersion } from './read-received';
import type { GivenParcel, ParcelBatch, ReceivedAnswer, ReceivedBatch } from './received-ports';
import { remindOfDeliveries } from './remind-feed';
import { takeVersions } from './take-versions';

export interface ParcelReceived {
  readonly kind: 'received';
  readonly parcelId: string;
  /** The same parcel was received before; nothing was taken again. */
  readonly repeated: boolean;
  readonly answers: readonly ReceivedAnswer[];
}

interface Due {
  readonly deliveryIds: readonly string[];
  readonly batchIds: readonly string[];
}

export async function receiveParcel(hub: Hub, caller: Caller, given: GivenParcel): Promise<ParcelReceived | Refusal> {
  const { regionCode } = caller;
  if (caller.role !== 'HUB' || regionCode === null) return refuse('FORBIDDEN');
  const places = parcelPlaces(given);
  if (places.length > 0) return refuse('PARCEL_MALFORMED', { places });
  const territory = territoryOf(caller);
  const read = given.certificates.map((certificate) => readVersion(hub, territory, certificate));
  let due: Due | undefined;
  const outcome = await hub.transaction(async (stores): Promise<ParcelReceived | Refusal> => {
    await stores.received.lockSender(regionCode);
    const before = await receivedBefore(stores, regionCode, given);
    if (before) return before;
    const refusal = await knownInstitution(hub, stores, caller, given.batch);
    if (refusal) return refusal;
    const taken = await take(hub, stores, { ...caller, regionCode }, { given, read });
    if ('code' in taken) return taken;
    due = taken.due;
    return { kind: 'received', parcelId: given.parcelId, repeated: false, answers: taken.answers };
  });
  if (outcome.kind === 'received' && due) await tell(hub, caller, outcome, due);
  return outcome;
}

async function receivedBefore(
  { received }: Stores,
  regionCode: string,
  { parcelId, digest, certificates }: GivenParcel,
): Promise<ParcelReceived | Refusal | undefined> {
  const before = await received.parcel(parcelId);
  if (before === undefined) {
    return (await received.hasAny(regionCode, certificates)) ? refuse('CERTIFICATE_TAKEN') : undefined;
  }
  if (before.regionCode !== regionCode || before.digest !== digest) return refuse('PARCEL_DIFFERS');
  return { kind: 'received', parcelId, repeated: true, answers: await received.answers(regionCode, parcelId) };
}

/** One that this hub does not know is registered as the hub below tells it: the history says who did. */
async function knownInstitution(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { institution }: ParcelBatch,
): Promise<Refusal | undefined> {
  const territory = territoryOf(caller);
  const known = await stores.received.institution(institution.code);
  if (known !== undefined) return differs(territory, known, institution);
  // Somebody else may be registering it.
  await stores.registry.lock();
  const meanwhile = await stores.received.institution(institution.code);
  if (meanwhile !== undefined) return differs(territory, meanwhile, institution);
  const { regionCode } = institution;
  const isHere = (await stores.registry.knownRegions([regionCode])).has(regionCode);
  if (!isHere || !coversRegion(territory, regionCode)) return refuse('REGION_UNKNOWN');
  await stores.registry.save({ institutions: [{ ...institution, names: [] }] }, { at: hub.now(), by: caller.clientId });
  return undefined;
}

/** An institution of another region is not the hub's to speak for, whatever the parcel says of it. */
function differs(
  territory: Territory,
  known: { readonly creditCode: string; readonly regionCode: string },
  { creditCode }: ParcelBatch['institution'],
): Refusal | undefined {
  if (known.creditCode !== creditCode) return refuse('INSTITUTION_DIFFERS');
  return coversRegion(territory, known.regionCode) ? undefined : refuse('REGION_UNKNOWN');
}

interface Taking {
  readonly given: GivenParcel;
  readonly read: readonly ReadVersion[];
}
interface Taken {
  readonly answers: readonly ReceivedAnswer[];
  readonly due: Due;
}

async function take(
  hub: Hub,
  stores: Stores,
  { clientId, regionCode }: { readonly clientId: string; readonly regionCode: string },
  { given, read }: Taking,
): Promise<Taken | Refusal> {
  const { parcelId, digest, batch, certificates } = given;
  const numbers = [...new Set(certificates.map(({ certificateNo }) => certificateNo))];
  const standing = await stores.received.standing(regionCode, numbers);
  const placed = placeVersions(read, standing, batch.institution.code);
  const at = hub.now();
  const batchRegion = certificates[0]?.regionCode ?? '';
  const received: ReceivedBatch = { id: parcelId, batch, regionCode: batchRegion, digest, by: clientId, at };
  const made = await takeVersions(hub, stores, received, placed);
  if ('code' in made) return made;
  const answers = read.map((each) => answerOf(each, placed, made.lost, at));
  await stores.received.keep({
    parcelId,
    regionCode,
    clientId,
    digest,
    certificates: receiptsOf(certificates, answers),
    at,
  });
  // Last, because recomputations of these buckets wait from here to the commit.
  if (made.issued > 0) await stores.tallies.markDue(parcelId, at);
  await stores.tallies.markBuckets(made.buckets, at);
  return { answers, due: { deliveryIds: made.deliveryIds, batchIds: batchIdsOf(made, parcelId) } };
}

const batchIdsOf = (
  { issued, buckets }: { readonly issued: number; readonly buckets: readonly Bucket[] },
  parcelId: string,
): readonly string[] => [...new Set([...(issued > 0 ? [parcelId] : []), ...buckets.map(({ batchId }) => batchId)])];

function answerOf(
  each: ReadVersion,
  { refused }: PlacedParcel,
  lost: ReadonlySet<string>,
  answeredAt: Date,
): ReceivedAnswer {
  const { certificateNo, version } = each.certificate;
  const code = refused.get(each) ?? (lost.has(certificateNo) ? 'H-TAKEN' : null);
  return { certificateNo, version, accepted: code === null, code, answeredAt };
}

const receiptsOf = (certificates: readonly ParcelCertificate[], answers: readonly ReceivedAnswer[]) =>
  certificates.flatMap(({ kind, digest }, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ ...answer, kind, digest }];
  });

async function tell(hub: Hub, caller: Caller, { parcelId, answers }: ParcelReceived, due: Due): Promise<void> {
  const refused = answers.filter(({ accepted }) => !accepted).length;
  const story = {
    parcelId,
    by: caller.clientId,
    region: caller.regionCode,
    accepted: answers.length - refused,
    refused,
  };
  hub.log.info(story, 'A parcel of another hub was received.');
  await remindOfDeliveries(hub, due.deliveryIds);
  await hub.reminders.remind(
    'tally',
    due.batchIds.map((batchId) => ({ batchId })),
  );
}
