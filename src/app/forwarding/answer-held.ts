/** What this hub holds of another one below, for its reconciliation: digests are those of the parcels as they were received. */
import { charactersOf, type HeldItem, type HeldRange } from '../../domain/forwarding/held';
import type { Caller } from '../caller';
import { HELD_ROWS_MAX } from '../limits';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

const NUMBER_CHARS = 22;

export interface HeldRangesFound {
  readonly kind: 'ranges';
  readonly ranges: readonly HeldRange[];
}
export interface HeldItemsFound {
  readonly kind: 'items';
  readonly items: readonly HeldItem[];
}

const isPrefix = (prefix: string): boolean => charactersOf(prefix) <= NUMBER_CHARS && !prefix.includes('\0');

export async function answerHeldRanges(
  hub: Hub,
  { role, regionCode }: Caller,
  { prefix, length }: { readonly prefix: string; readonly length: number },
): Promise<HeldRangesFound | Refusal> {
  if (role !== 'HUB' || regionCode === null) return refuse('FORBIDDEN');
  const isLength = length > charactersOf(prefix) && length <= NUMBER_CHARS;
  if (!isPrefix(prefix) || !isLength) return refuse('HELD_QUESTION_INVALID');
  const ranges = await hub.views.heldRanges(regionCode, { prefix, length, limit: HELD_ROWS_MAX });
  return ranges.length > HELD_ROWS_MAX ? refuse('HELD_TOO_MANY') : { kind: 'ranges', ranges };
}

export async function answerHeldItems(
  hub: Hub,
  { role, regionCode }: Caller,
  prefix: string,
): Promise<HeldItemsFound | Refusal> {
  if (role !== 'HUB' || regionCode === null) return refuse('FORBIDDEN');
  if (!isPrefix(prefix)) return refuse('HELD_QUESTION_INVALID');
  const items = await hub.views.heldItems(regionCode, { prefix, limit: HELD_ROWS_MAX });
  return items.length > HELD_ROWS_MAX ? refuse('HELD_TOO_MANY') : { kind: 'items', items };
}
