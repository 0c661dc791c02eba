/**
 * Checks and settles a small batch in one go: somebody waits for it, and the steps that let many workers share a large
 * batch would only add to the wait. Each chunk is its own transaction, so a worker that dies loses at most one.
 */
import { checkOne } from './check-chunk';
import type { Hub, Pace } from './ports';
import { remindOfNextSmallBatches } from './remind-checks';
import { settleBatch } from './settle-batch';

type SmallBatchChecked = Awaited<ReturnType<typeof settleBatch>>;

/** It gives way to nobody: others give way to it. */
const AHEAD: Pace = { first: (work) => work(), breathe: async () => undefined };

export async function checkSmallBatch(hub: Hub, { batchId }: { readonly batchId: string }): Promise<SmallBatchChecked> {
  try {
    return await hub.pace.first(() => checkAll({ ...hub, pace: AHEAD }, batchId));
  } finally {
    await remindOfNextSmallBatches(hub, batchId);
  }
}

async function checkAll(hub: Hub, batchId: string): Promise<SmallBatchChecked> {
  for (const chunkNo of await hub.views.uncheckedChunks(batchId)) await checkOne(hub, batchId, chunkNo);
  // Says that there is nothing to do while somebody else is still at a chunk; then that one will come here too.
  return settleBatch(hub, { batchId });
}
