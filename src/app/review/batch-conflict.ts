import { BATCH_STATE_TEXTS } from '../../domain/decision/batch-state';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { stateNow } from '../state-now';

/** Whoever decides second hears where the first decision took the batch. To be asked after the lock was tried. */
export async function batchConflict({ batches }: Stores, batchId: string): Promise<Refusal> {
  const now = await batches.byId(batchId);
  return refuse('STATE_CONFLICT', {
    places: now ? [stateNow(BATCH_STATE_TEXTS[now.state])] : [],
    existingId: batchId,
  });
}
