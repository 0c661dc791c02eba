/** The reference snapshot of one plan as the hub would freeze it now: for `certhub check` before anything is sent. */
import { cstInstant } from '../domain/calendar/cst';
import { snapshotDigest } from '../domain/reference/snapshot-digest';
import type { Snapshot } from '../domain/reference/snapshot';
import { snapshotFor } from '../domain/registry/snapshot-of';
import { territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import type { Hub } from './ports';

export interface SnapshotExport {
  /** SHA-256 (hex) of the canonical JSON. */
  readonly digest: string;
  readonly snapshot: Snapshot;
}

/** `undefined` when there is no such plan in the caller's territory. */
export async function exportSnapshot(hub: Hub, caller: Caller, planNo: string): Promise<SnapshotExport | undefined> {
  const owner = await hub.views.planOwner(territoryOf(caller), planNo);
  if (owner === undefined) return undefined;
  return hub.transaction(async (stores) => {
    const registry = await stores.registry.documentOf(owner, planNo);
    const snapshot = snapshotFor(registry, owner, planNo, cstInstant(hub.now()));
    return { digest: snapshotDigest(snapshot), snapshot };
  });
}
