/**
 * An institution takes down a bylaw that it published, without a word: it gives account of its own rules to nobody. What was
 * taken down is open to nobody; another may be published at any time. For an office see withdraw-by-office.ts.
 */
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { lapseWithdrawal } from './lapse-withdrawal';

export interface BylawWithdrawn {
  readonly kind: 'withdrawn';
  readonly bylawId: string;
  /** This caller had taken it down before. */
  readonly repeated: boolean;
}

export async function withdrawBylaw(
  hub: Hub,
  caller: Caller,
  { bylawId }: { readonly bylawId: string },
): Promise<BylawWithdrawn | Refusal> {
  if (caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  const outcome = await hub.transaction((stores) => withdraw(hub, stores, caller, bylawId));
  if (outcome.kind === 'withdrawn' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, bylawId: outcome.bylawId }, 'A bylaw was taken down.');
  }
  return outcome;
}

async function withdraw(hub: Hub, stores: Stores, caller: Caller, given: string): Promise<BylawWithdrawn | Refusal> {
  const seen = await stores.bylaws.find(given);
  if (seen === undefined || caller.institutionCode !== seen.institutionCode) return refuse('BYLAW_NOT_FOUND');
  const standing = await stores.bylaws.lock(seen.institutionCode, seen.kind);
  const bylawId = seen.id;
  if (standing?.id !== bylawId) {
    // Read again under the lock: somebody may have been here meanwhile.
    const now = await stores.bylaws.find(bylawId);
    return now?.withdrawnBy === caller.clientId
      ? { kind: 'withdrawn', bylawId, repeated: true }
      : refuse('BYLAW_NOT_FOUND');
  }
  await stores.bylaws.withdraw(bylawId, caller.clientId, hub.now());
  await lapseWithdrawal(hub, stores, caller, standing);
  return { kind: 'withdrawn', bylawId, repeated: false };
}
