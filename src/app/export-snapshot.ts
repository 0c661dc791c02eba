/** Reference snapshots for `certhub check`: of a plan as the hub knew it at a moment, and of a batch as it was frozen. */
import { cstInstant } from '../domain/calendar/cst';
import { snapshotDigest } from '../domain/reference/snapshot-digest';
import type { Snapshot } from '../domain/reference/snapshot';
import { snapshotFor, withoutRosters } from '../domain/registry/snapshot-of';
import { territoryOf } from '../domain/tenancy/territory';
import type { Caller, Role } from './caller';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';

export interface SnapshotExport {
  /** SHA-256 (hex) of the canonical JSON of `snapshot` as it is shown here, without `asOf`. */
  readonly digest: string;
  readonly snapshot: Snapshot;
}

/** Who took part is the business of the institution and of the regulators who review its batches. */
const ROSTER_READERS: readonly Role[] = ['INSTITUTION', 'CITY', 'PROVINCE'];

/**
 * As the hub would have frozen it at `knownAt` (absent: now). `undefined` when there is no such plan in the caller's
 * territory.
 */
export async function exportSnapshot(
  hub: Hub,
  caller: Caller,
  planNo: string,
  knownAt?: Date | null,
): Promise<SnapshotExport | Refusal | undefined> {
  const owner = await hub.views.planOwner(territoryOf(caller), planNo);
  if (owner === undefined) return undefined;
  const now = hub.now();
  const at = knownAt ?? now;
  if (at > now) return refuse('REGISTRY_NOT_KNOWN_YET');
  return hub.transaction(async (stores) => {
    const registry = await stores.registry.documentOf(owner, planNo, at);
    // An answer without the plan, or without the institution, would pass for what was known.
    if (registry.institutions?.length !== 1 || registry.plans?.length !== 1) return refuse('REGISTRY_NOT_KNOWN_THEN');
    return shownTo(caller, snapshotFor(registry, owner, planNo, cstInstant(at)));
  });
}

/** The snapshot that a batch was judged by. `undefined` when there is no such batch in the caller's territory. */
export async function exportFrozenSnapshot(
  hub: Hub,
  caller: Caller,
  batchId: string,
): Promise<SnapshotExport | undefined> {
  const batch = await hub.views.batch(territoryOf(caller), batchId);
  const digest = batch?.snapshotDigest ?? null;
  // What another hub handed up was judged by a snapshot of that hub.
  if (digest === null) return undefined;
  return hub.transaction(async ({ snapshots }) => shownTo(caller, await snapshots.load(digest)));
}

function shownTo({ role }: Caller, whole: Snapshot): SnapshotExport {
  const snapshot = ROSTER_READERS.includes(role) ? whole : withoutRosters(whole);
  return { digest: snapshotDigest(snapshot), snapshot };
}
