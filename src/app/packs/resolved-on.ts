/**
 * What governs a region today, worked out once for each set of packs: lists ask it for every region they show. The set is
 * the object that `activePacks` keeps, so another set, or another day, begins anew.
 */
import type { Pack } from '../../domain/packs/pack';
import { resolvePack, type ResolvedPack } from '../../domain/packs/resolve-pack';

interface Resolved {
  readonly day: string;
  readonly byRegion: Map<string, ResolvedPack>;
}

const kept = new WeakMap<readonly Pack[], Resolved>();

/** `day`: YYYY-MM-DD; of the last one that was asked the answers are kept. */
export function resolvedOn(packs: readonly Pack[], regionCode: string, day: string): ResolvedPack {
  const known = kept.get(packs);
  const { byRegion } = known?.day === day ? known : begun(packs, day);
  const resolved = byRegion.get(regionCode) ?? resolvePack(packs, regionCode, day);
  byRegion.set(regionCode, resolved);
  return resolved;
}

function begun(packs: readonly Pack[], day: string): Resolved {
  const resolved = { day, byRegion: new Map<string, ResolvedPack>() };
  kept.set(packs, resolved);
  return resolved;
}
