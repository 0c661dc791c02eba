/**
 * Fair order between institutions. Of each institution only a window of chunks stands in the queue, whatever it has sent:
 * the seal reminds of the first ones, and each check that ends of those that have come into the window since. The queue
 * is first in, first out, so institutions take turns. Small batches have a queue of their own, in the same order.
 *
 * A reminder that still waits is not said twice, so the whole window is said each time: what was lost comes back with
 * the next check that ends, or with the sweep.
 */
import { SMALL_BATCH_RECORDS_MAX } from './limits';
import type { Batch, Hub } from './ports';

export async function remindOfChecks(hub: Hub, { id, records }: Pick<Batch, 'id' | 'records'>): Promise<void> {
  if (records > SMALL_BATCH_RECORDS_MAX) await remindOfNextChunks(hub, id);
  else await remindOfNextSmallBatches(hub, id);
}

export const remindOfNextChunks = async (hub: Hub, batchId: string): Promise<void> =>
  hub.reminders.remind('check-chunk', await hub.views.nextChunks(batchId, hub.checkWindow));

export const remindOfNextSmallBatches = async (hub: Hub, batchId: string): Promise<void> =>
  hub.reminders.remind('check-small-batch', await hub.views.nextSmallBatches(batchId, hub.checkWindow));
