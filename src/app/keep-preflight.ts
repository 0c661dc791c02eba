/** What of a pre-flight manifest is out of date at the seal, and which rules have changed since it was made. */
import { cstDate } from '../domain/calendar/cst';
import { chinaDate } from '../domain/calendar/dates';
import { plainPreflight, standingOf, type KeptPreflight, type Preflight } from '../domain/intake/preflight';
import type { Pack } from '../domain/packs/pack';
import { packsDigest } from '../domain/packs/resolve-pack';
import type { Snapshot } from '../domain/reference/snapshot';
import { changedRulesBetween } from '../domain/rules/changed-rules';
import { judgingPacks } from '../domain/rules/judging-packs';
import { ENGINE_VERSION } from '../domain/rules/verdict-digest';
import type { Batch, Stores } from './ports';

/** Sets of packs that have judged, the newest first, among which those of the manifest are looked for. */
export const PACK_SETS_SEARCHED_MAX = 50;

export interface Sealed {
  readonly batch: Omit<Batch, 'preflight'>;
  /** SHA-256 (hex) of the content, whatever the algorithm of the manifest. */
  readonly contentDigest: string;
  /** Frozen with the batch, both. */
  readonly snapshot: Snapshot;
  readonly packs: readonly Pack[];
}

export async function keepPreflight(stores: Stores, given: Preflight, sealed: Sealed): Promise<KeptPreflight> {
  const { batch, contentDigest, snapshot, packs } = sealed;
  const { region } = snapshot.institution;
  const manifest = plainPreflight(given);
  const receivedOn = cstDate(batch.sealedAt);
  const after = judgingPacks(packs, receivedOn);
  const standing = standingOf(manifest, {
    packDigest: packsDigest(after, region),
    snapshotDigest: batch.snapshotDigest,
    engineVersion: ENGINE_VERSION,
    contentDigest,
    records: batch.records,
  });
  if (standing.packUpToDate) return { manifest, standing: { ...standing, changedRules: [] } };
  const before = await packsOfManifest(stores, manifest, region);
  const span = { region, from: snapshot.plans[0]?.examFrom ?? receivedOn, to: receivedOn };
  const changedRules = before === undefined ? null : changedRulesBetween(before, after, span);
  return { manifest, standing: { ...standing, changedRules } };
}

/** The packs that the manifest names by their digest, as they were usable on its day; `undefined` when they are unknown. */
async function packsOfManifest(
  { packSets }: Stores,
  { packDigest, at }: Preflight,
  region: string,
): Promise<readonly Pack[] | undefined> {
  for (const digest of await packSets.newestInUse(PACK_SETS_SEARCHED_MAX)) {
    const packs = judgingPacks(await packSets.load(digest), chinaDate(at));
    if (packsDigest(packs, region) === packDigest) return packs;
  }
  return undefined;
}
