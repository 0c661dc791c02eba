/**
 * The set in force for what is only shown: a list needs no lock and saves nothing, so one statement asks whether another
 * pack or calendar came into force since, and only then the set is asked for as a decision asks for it.
 */
import type { ActiveSet } from '../../domain/publishing/active-set';
import type { Hub } from '../ports';

interface Shown {
  readonly key: string;
  readonly set: ActiveSet;
}

/** By the sets of the process, which the hubs of all its callers share. */
const kept = new WeakMap<Hub['activePacks'], Shown>();

/** @throws PacksUnusable as `activePacks` does */
export async function shownPacks(hub: Hub, at: Date): Promise<ActiveSet> {
  const key = await hub.views.activeSetKey(at);
  const known = kept.get(hub.activePacks);
  if (known?.key === key) return known.set;
  const set = await hub.transaction((stores) => hub.activePacks(stores, at));
  kept.set(hub.activePacks, { key, set });
  return set;
}
