/** Begins a what-if: the stored batches of the last days are judged once more, beside everything live. */
import { activeSet, type ActiveSet, asIfInForce } from '../../domain/publishing/active-set';
import { completed, type PublishedPack } from '../../domain/publishing/published-pack';
import { withCalendar } from '../../domain/publishing/set-calendar';
import { PackError } from '../../domain/packs/resolve-pack';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import type { Caller } from '../caller';
import { TRIAL_DAYS_MAX } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { aheadPacks } from './approve-pack';
import { isActive, ownPack } from './find-pack';
import { packReader } from './known-names';
import type { PackRow, PackTrial } from './pack-ports';
import { problemPlace, usablePacks } from './usable-packs';

export interface TrialStarted {
  readonly kind: 'started';
  readonly trialId: string;
  /** A trial of the pack was running already; it is that one. */
  readonly repeated: boolean;
}

export interface GivenTrial {
  readonly packId: string;
  readonly days: number;
  /** True: the pack judges exam dates inside its own term only, and so none before its first day. */
  readonly onItsDaysOnly: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

export async function tryPack(hub: Hub, caller: Caller, given: GivenTrial): Promise<TrialStarted | Refusal> {
  const { days } = given;
  if (!Number.isInteger(days) || days < 1 || days > TRIAL_DAYS_MAX) return refuse('TRIAL_DAYS_INVALID');
  const outcome = await hub.transaction(async (stores) => {
    // Two that ask at once get one trial.
    await stores.packs.lock();
    const row = await ownPack(stores, caller, given.packId);
    return 'kind' in row ? row : startTrial(hub, stores, caller, row, given);
  });
  if (outcome.kind === 'started') {
    const { trialId, repeated } = outcome;
    await hub.reminders.remind('try-pack', [{ trialId }]);
    if (!repeated) hub.log.info({ by: caller.clientId, trialId, packId: given.packId, days }, 'A what-if was begun.');
  }
  return outcome;
}

async function startTrial(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  row: PackRow,
  { days, onItsDaysOnly }: GivenTrial,
): Promise<TrialStarted | Refusal> {
  const at = hub.now();
  if (row.state === 'WITHDRAWN' || isActive(row, at)) return refuse('PACK_STATE_CONFLICT');
  const running = await stores.packTrials.runningOf(row.id);
  if (running !== undefined) {
    const isSame = running.days === days && running.onItsDaysOnly === onItsDaysOnly;
    return isSame
      ? { kind: 'started', trialId: running.id, repeated: true }
      : refuse('PACK_STATE_CONFLICT', { existingId: running.id });
  }
  const base = await usablePacks(hub, stores, at);
  if ('kind' in base) return base;
  const drafted = (await packReader(stores.packs))(row);
  const alone = onItsDaysOnly
    ? await setWith(hub, stores, { id: row.id, drafted, at })
    : asIfInForce(base, completed(drafted, hub.releasePacks).pack);
  if ('kind' in alone) return alone;
  // The calendar is not what is tried: both sets count by the same one.
  const tried = withCalendar(alone, await stores.calendars.inForce(at));
  await stores.packSets.save(tried.digest, tried.packs, at);
  const trial: PackTrial = {
    id: hub.newId(),
    packId: row.id,
    regionCode: row.pack.region,
    days,
    onItsDaysOnly,
    sealedFrom: new Date(at.getTime() - days * DAY_MS),
    sealedTo: at,
    baseSetDigest: base.digest,
    triedSetDigest: tried.digest,
    state: 'RUNNING',
    startedBy: caller.clientId,
    startedAt: at,
    endedAt: null,
  };
  await stores.packTrials.insert(trial, regionPrefixOf(trial.regionCode));
  return { kind: 'started', trialId: trial.id, repeated: false };
}

/** The set of `at` with the pack as it would stand in it. */
async function setWith(
  hub: Hub,
  stores: Stores,
  { id, drafted, at }: { readonly id: string; readonly drafted: PublishedPack; readonly at: Date },
): Promise<ActiveSet | Refusal> {
  const active = (await aheadPacks(stores)).filter(({ activeFrom }) => activeFrom <= at);
  try {
    return activeSet(hub.releasePacks, [...active, drafted]);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return refuse('PACK_INVALID', { places: error.problems.map(problemPlace), existingId: id });
  }
}
