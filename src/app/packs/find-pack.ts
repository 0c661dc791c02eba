/** The pack that a verb is about, and whether the caller may act on it. */
import { isUuid } from '../../domain/intake/check-header';
import { maySeeDraft, mayPublish } from '../../domain/publishing/may-publish';
import type { Caller } from '../caller';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { PackRow } from './pack-ports';

/** A draft of somebody else is answered like what is not there; what was approved is open to all. */
export async function seenPack({ packs }: Stores, caller: Caller, id: string): Promise<PackRow | undefined> {
  const row = isUuid(id) ? await packs.byId(id) : undefined;
  return row && (row.state === 'APPROVED' || maySeeDraft(caller, row.pack.region)) ? row : undefined;
}

/** A published pack of a region for which the caller may publish. */
export async function ownPack(stores: Stores, caller: Caller, id: string): Promise<PackRow | Refusal> {
  const row = await seenPack(stores, caller, id);
  if (row === undefined) return refuse('PACK_NOT_FOUND');
  if (!mayPublish(caller, row.pack.region)) return refuse(maySeeDraft(caller, row.pack.region) ? 'FORBIDDEN' : 'PACK_NOT_FOUND');
  return row.source === 'PUBLISHED' ? row : refuse('PACK_STATE_CONFLICT');
}

/** Active already: what judged batches is not taken back. */
export const isActive = ({ state, activeFrom }: PackRow, at: Date): boolean =>
  state === 'APPROVED' && activeFrom !== null && activeFrom <= at;
