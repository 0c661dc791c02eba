/** Takes a draft, or an approved pack that is not active yet, off the table. What judged a batch is never taken back. */
import { packName } from '../../domain/packs/pack';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { aheadPacks } from './approve-pack';
import { isActive, ownPack } from './find-pack';
import type { PackRow } from './pack-ports';
import { problemsAhead } from './sets-ahead';
import { problemPlace } from './usable-packs';

export interface PackWithdrawn {
  readonly kind: 'withdrawn';
  readonly packId: string;
}

export async function withdrawPack(
  hub: Hub,
  caller: Caller,
  { packId }: { readonly packId: string },
): Promise<PackWithdrawn | Refusal> {
  const outcome = await hub.transaction(async (stores) => {
    await stores.packs.lock();
    const row = await ownPack(stores, caller, packId);
    return 'kind' in row ? row : withdrawLocked(hub, stores, caller, row);
  });
  if (outcome.kind === 'withdrawn') hub.log.info({ by: caller.clientId, packId }, 'A rule pack was withdrawn.');
  return outcome;
}

async function withdrawLocked(hub: Hub, stores: Stores, caller: Caller, row: PackRow): Promise<PackWithdrawn | Refusal> {
  const withdrawn = { kind: 'withdrawn', packId: row.id } as const;
  if (row.state === 'WITHDRAWN') return withdrawn;
  const at = hub.now();
  if (isActive(row, at)) return refuse('PACK_STATE_CONFLICT');
  if (row.state === 'APPROVED') {
    const others = (await aheadPacks(stores)).filter(({ pack }) => packName(pack) !== packName(row.pack));
    const problems = problemsAhead(hub.releasePacks, others, at);
    if (problems.length > 0) return refuse('PACK_INVALID', { places: problems.map(problemPlace) });
  }
  await stores.packs.withdraw(row.id, caller.clientId, at);
  return withdrawn;
}
