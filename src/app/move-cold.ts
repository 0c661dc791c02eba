/**
 * Moves the chunks of batches that were decided long ago to cold storage, the oldest first. File first, rows after: whoever
 * dies between the two leaves a file that the next one writes again, byte for byte and under the same name.
 */
import { cstDate } from '../domain/calendar/cst';
import { monthsBefore } from '../domain/calendar/dates';
import type { ColdFile } from './cold-ports';
import type { Hub, Stores } from './ports';
import type { ReminderSubjects } from './reminders';

/** Uploads of one job; what is left is reminded of again. */
export const COLD_UPLOADS_PER_JOB = 100;

export interface ColdMoved {
  readonly kind: 'moved' | 'nothing-to-do';
  readonly uploads: number;
  readonly bytes: number;
}

export async function moveCold(hub: Hub): Promise<ColdMoved> {
  const before = coldBefore(hub);
  let uploads = 0;
  let bytes = 0;
  while (before !== undefined && uploads < COLD_UPLOADS_PER_JOB) {
    const file = await hub.transaction((stores) => moveNext(hub, stores, before));
    if (file === undefined) break;
    uploads += 1;
    bytes += file?.bytes ?? 0;
  }
  if (uploads > 0) hub.log.info({ uploads, bytes }, 'chunks moved to cold storage');
  return { kind: uploads > 0 ? 'moved' : 'nothing-to-do', uploads, bytes };
}

/** `undefined`: there was none; `null`: its chunks had moved before. */
async function moveNext(hub: Hub, { coldChunks }: Stores, before: Date): Promise<ColdFile | null | undefined> {
  const candidate = await coldChunks.next(before);
  if (candidate === undefined) return undefined;
  const file = await hub.cold.store.write(coldChunks.packed(candidate.uploadId));
  await coldChunks.moved(candidate, file, hub.now());
  return file;
}

/** Today, while something waits to be moved and the policy says that anything moves. */
export async function dueCold(hub: Hub, now: Date): Promise<readonly ReminderSubjects['move-cold'][]> {
  const before = coldBefore(hub);
  return before !== undefined && (await hub.views.coldDue(before)) ? [{ day: cstDate(now) }] : [];
}

function coldBefore({ cold, now }: Pick<Hub, 'cold' | 'now'>): Date | undefined {
  if (cold.afterMonths === null) return undefined;
  return new Date(`${monthsBefore(cstDate(now()), cold.afterMonths)}T00:00:00+08:00`);
}
