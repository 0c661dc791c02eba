/** Makes certificates of what a parcel of another hub brings, and parcels of them for the feeds of this one. */
import { wantsOfRegion } from '../../domain/forwarding/wants';
import type { VersionRef } from '../certificates/change-ports';
import type { Bucket } from '../certificates/recall-ports';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { highestOf, type LaterVersion, type PlacedParcel } from './place-received';
import { stateOf } from './read-received';
import type { AdvancedCertificate, FitVersion, NewCertificate, PlacedVersion, ReceivedBatch } from './received-ports';

export interface TakenVersions {
  /** Numbers that somebody else gave at this moment. */
  readonly lost: ReadonlySet<string>;
  /** How many numbers are new here. */
  readonly issued: number;
  readonly deliveryIds: readonly string[];
  /** Of numbers that went on. */
  readonly buckets: readonly Bucket[];
}

export async function takeVersions(
  hub: Hub,
  stores: Stores,
  received: ReceivedBatch,
  placed: PlacedParcel,
): Promise<TakenVersions | Refusal> {
  const { issued, lost } = await issue(stores, received, placed);
  if (issued.length > 0 && !(await stores.received.insertBatch(received, issued.length)))
    return refuse('PARCEL_DIFFERS');
  await copyRecords(stores, received.id, issued);
  const advanced = advancedBy(placed.later);
  await stores.received.advance(advanced.map(({ certificate }) => certificate));
  const first = issued.flatMap(({ line, highest }) =>
    (placed.versionsOf.get(highest.certificateNo) ?? []).map((fit) => placedAt(fit, { batchId: received.id, line })),
  );
  const later = placed.later.map(({ fit, standing }) => placedAt(fit, standing));
  await stores.received.insertVersions([...first, ...later], received.at);
  const live = [...issued, ...advanced.map(({ certificate }) => certificate)].filter(({ state }) => state === 'LIVE');
  return {
    lost,
    issued: issued.length,
    deliveryIds: await owe(hub, stores, received, {
      first,
      later,
      offered: live.map(({ highest }) => highest),
    }),
    buckets: advanced.flatMap(({ buckets }) => buckets),
  };
}

async function issue(
  { received }: Stores,
  batch: ReceivedBatch,
  { issued }: PlacedParcel,
): Promise<{ readonly issued: readonly NewCertificate[]; readonly lost: ReadonlySet<string> }> {
  if (issued.length === 0) return { issued, lost: new Set() };
  const made = await received.issue(issued, batch);
  const isMade = ({ highest }: NewCertificate): boolean => made.has(highest.certificateNo);
  return {
    issued: issued.filter(isMade),
    lost: new Set(issued.filter((each) => !isMade(each)).map(({ highest }) => highest.certificateNo)),
  };
}

/** What was handed up is found as what was sent here is: by its records. */
async function copyRecords({ records }: Stores, batchId: string, issued: readonly NewCertificate[]): Promise<void> {
  if (issued.length === 0) return;
  const copy = records.copying(batchId, issued.length);
  for (const { line, highest } of issued) copy.add({ ...highest.record, line, verdict: 'PASSED' });
  await copy.finish();
}

interface Advanced {
  readonly certificate: AdvancedCertificate;
  readonly buckets: readonly Bucket[];
}

/** Numbers whose highest version is one of these; what comes behind a later version changes nothing of its number. */
function advancedBy(later: readonly LaterVersion[]): readonly Advanced[] {
  const byNumber = new Map<string, LaterVersion[]>();
  for (const each of later) {
    const { certificateNo } = each.fit;
    byNumber.set(certificateNo, [...(byNumber.get(certificateNo) ?? []), each]);
  }
  return [...byNumber.values()].flatMap((versions): Advanced[] => {
    const highest = highestOf(versions.map(({ fit }) => fit));
    const standing = versions[0]?.standing;
    if (highest === undefined || standing === undefined || highest.version < standing.version) return [];
    const { regionCode, batchId } = standing;
    const periods = [standing.issuedOn, highest.issuedOn].map((day) => day.slice(0, 'YYYY-MM'.length));
    return [
      {
        certificate: { state: stateOf(highest), highest },
        buckets: [...new Set(periods)].map((period) => ({ period, regionCode, batchId })),
      },
    ];
  });
}

const placedAt = (
  { certificateNo, version, kind, data }: FitVersion,
  { batchId, line }: { readonly batchId: string; readonly line: number },
): PlacedVersion => ({ certificateNo, version, kind, data, batchId, line });

interface Owed {
  readonly first: readonly PlacedVersion[];
  readonly later: readonly PlacedVersion[];
  /** Those among them that are what their number is now, as far as it is live. */
  readonly offered: readonly VersionRef[];
}

/** What was issued goes to every feed that wants it, as from an approval; the rest as a correction or recall does. */
async function owe(
  hub: Hub,
  stores: Stores,
  { id: batchId, regionCode, at }: ReceivedBatch,
  { first, later, offered }: Owed,
): Promise<readonly string[]> {
  const ids: string[] = [];
  if (first.some(({ kind }) => kind === 'ISSUED')) {
    for (const feed of hub.feeds.filter((each) => wantsOfRegion(each, regionCode))) {
      ids.push(...(await stores.deliveries.createForBatch(feed, batchId, at, hub.newId)));
    }
  }
  const versions = [...first.filter(({ kind }) => kind !== 'ISSUED'), ...later];
  const owed = { versions, offered, feeds: hub.feeds, upToDate: [], at };
  return [...ids, ...(await stores.deliveries.createForVersions(owed, hub.newId))];
}
