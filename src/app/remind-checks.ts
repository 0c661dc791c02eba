/**
 * Fair order between institutions. Of each institution only a window of chunks stands in the queue, whatever it has sent:
 * the seal reminds of the first ones, and each check that ends of those that have come into the window since. The queue
 * is first in, first out, so institutions take turns. Small batches have a queue of their own, in the same order.
 *
 * A reminder that still waits is not said twice, so the whole window is said after each check that ends: what was lost comes back
 * that way, or with the sweep. Not at once, though: the queue takes longer to see that it knows eight than to take one.
 */
import { SMALL_BATCH_RECORDS_MAX } from './limits';
import type { Batch, Hub } from './ports';

const AGAIN_MS = 5_000;

export async function remindOfChecks(hub: Hub, { id, records }: Pick<Batch, 'id' | 'records'>): Promise<void> {
  if (records > SMALL_BATCH_RECORDS_MAX) await remindOfNextChunks(hub, id);
  else await remindOfNextSmallBatches(hub, id);
}

export const remindOfNextChunks = async (hub: Hub, batchId: string): Promise<void> =>
  hub.reminders.remind('check-chunk', await hub.views.nextChunks(batchId, hub.checkWindow), { againAfterMs: AGAIN_MS });

export const remindOfNextSmallBatches = async (hub: Hub, batchId: string): Promise<void> =>
  hub.reminders.remind('check-small-batch', await hub.views.nextSmallBatches(batchId, hub.checkWindow));
