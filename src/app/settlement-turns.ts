/**
 * Settlements in fair order. A batch of some ten thousand records settles in a slot that no larger one takes, so it waits for
 * seconds at most. Of each institution only a window of either size is under way or stands in the queue, whatever it has
 * sent: the oldest first, and each that ends is followed by the next. Whoever checks the last chunk says so and knows nothing
 * of turns.
 */
import { MIDDLE_BATCH_RECORDS_MAX, settlementsAtATime, SMALL_BATCH_RECORDS_MAX } from './limits';
import type { Hub } from './ports';
import { settleBatch } from './settle-batch';
import type { SettledSize } from './work-views';

interface Subject {
  readonly batchId: string;
}

const JOB = { middle: 'settle-middle-batch', large: 'settle-large-batch' } as const;

export interface SettlementsReminded {
  readonly kind: 'reminded' | 'nothing-to-do';
}

/** All chunks of the batch are checked: reminds of whatever its institution settles next. */
export async function remindOfSettlement(hub: Hub, { batchId }: Subject): Promise<SettlementsReminded> {
  const records = await hub.views.unsettledRecords(batchId);
  if (records === undefined) return { kind: 'nothing-to-do' };
  // A small one is settled by whoever checks it, also where an earlier one did not come so far.
  if (records <= SMALL_BATCH_RECORDS_MAX) await hub.reminders.remind('check-small-batch', [{ batchId }]);
  else await remindOfNext(hub, batchId, records <= MIDDLE_BATCH_RECORDS_MAX ? 'middle' : 'large');
  return { kind: 'reminded' };
}

type Settled = Awaited<ReturnType<typeof settleBatch>>;

export const settleMiddleBatch = (hub: Hub, subject: Subject): Promise<Settled> => takeTurn(hub, subject, 'middle');

export const settleLargeBatch = (hub: Hub, subject: Subject): Promise<Settled> => takeTurn(hub, subject, 'large');

async function takeTurn(hub: Hub, { batchId }: Subject, size: SettledSize): Promise<Settled> {
  let settled: Settled;
  try {
    settled = await settleBatch(hub, { batchId });
  } catch (error) {
    // What it failed of is told, also where this fails of the same; the sweep comes back to all of it.
    await stepAside(hub, batchId, size).catch(() => undefined);
    throw error;
  }
  // Whoever is at it instead reminds at its own end.
  if (settled.kind !== 'nothing-to-do') await remindOfNext(hub, batchId, size);
  return settled;
}

/** What failed is left to the sweep, so that it holds up nothing else of its institution. */
async function stepAside(hub: Hub, batchId: string, size: SettledSize): Promise<void> {
  await hub.transaction(({ batches }) => batches.countFailure(batchId));
  await remindOfNext(hub, batchId, size);
}

const remindOfNext = async (hub: Hub, batchId: string, size: SettledSize): Promise<void> =>
  hub.reminders.remind(JOB[size], await hub.views.nextSettlements(batchId, size, settlementsAtATime(hub.checkWindow)));
