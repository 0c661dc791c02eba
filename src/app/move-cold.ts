/**
 * Moves what was received in batches that were decided long ago to cold storage, the oldest first. File first, rows after:
 * whoever dies between the two leaves a file that the next one writes again, byte for byte and under the same name, or that
 * the sweep takes away.
 */
import { cstDate } from '../domain/calendar/cst';
import { monthsBefore } from '../domain/calendar/dates';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import type { ReminderSubjects } from './reminders';

/** Uploads of one job; what is left is reminded of again. */
export const COLD_UPLOADS_PER_JOB = 100;

const HOUR_MS = 60 * 60 * 1_000;
/** Whoever writes a file is done with it long before. */
const UNCLAIMED_HOURS = 24;
/** Long enough to notice that a database knows less than its folder. */
const ASIDE_HOURS = 30 * 24;

export interface ColdMoved {
  readonly kind: 'moved' | 'nothing-to-do';
  readonly uploads: number;
  readonly bytes: number;
}

export async function moveCold(hub: Hub): Promise<ColdMoved | Refusal> {
  const before = coldBefore(hub);
  if (before === undefined) return { kind: 'nothing-to-do', uploads: 0, bytes: 0 };
  let uploads = 0;
  let bytes = 0;
  while (uploads < COLD_UPLOADS_PER_JOB) {
    const moved = await hub.transaction((stores) => moveNext(hub, stores, before));
    if (moved === undefined) break;
    if ('code' in moved) return told(hub, moved);
    uploads += 1;
    bytes += moved.bytes;
  }
  if (uploads > 0) hub.log.info({ uploads, bytes }, 'chunks moved to cold storage');
  if (uploads < COLD_UPLOADS_PER_JOB) await hub.transaction((stores) => sweepCold(hub, stores));
  return { kind: uploads > 0 ? 'moved' : 'nothing-to-do', uploads, bytes };
}

/** `undefined`: there was none, or another worker is at it. 0 bytes: all of it had moved before. */
async function moveNext(
  hub: Hub,
  { coldChunks }: Stores,
  before: Date,
): Promise<{ readonly bytes: number } | Refusal | undefined> {
  if (!(await coldChunks.hold())) return undefined;
  const candidate = await coldChunks.next(before);
  if (candidate === undefined) return undefined;
  const { store } = hub.cold;
  const fault = await store.claim(nameOf(hub), !(await coldChunks.hasMoved()));
  if (fault !== undefined) return refuse(fault);
  const file = await store.write(coldChunks.packed(candidate.uploadId));
  await coldChunks.moved(candidate, file, hub.now());
  return { bytes: file?.bytes ?? 0 };
}

/** Nothing is lost: it stays in the database, for a worker that sees the right folder. */
function told(hub: Hub, refusal: Refusal): Refusal {
  const { code, message, remedy } = refusal;
  hub.log.error(
    { code, hub: nameOf(hub), zh: `${message.zh}。${remedy.zh}`, en: `${message.en}. ${remedy.en}` },
    'nothing moves to cold storage',
  );
  return refusal;
}

async function sweepCold(hub: Hub, { coldChunks }: Stores): Promise<void> {
  if (!(await coldChunks.hold())) return;
  const { store } = hub.cold;
  // What lies in a folder of somebody else, or in none, is not this hub's to sweep.
  if ((await store.claim(nameOf(hub), false)) !== undefined) return;
  const at = hub.now();
  const before = (hours: number): Date => new Date(at.getTime() - hours * HOUR_MS);
  const swept = await store.sweep({
    at,
    writtenBefore: before(UNCLAIMED_HOURS),
    asideBefore: before(ASIDE_HOURS),
    claimed: (places) => coldChunks.claimed(places),
  });
  if (Object.values(swept).some((count) => count > 0)) hub.log.warn(swept, 'cold files that no row names');
}

/** Of the key that digests persons, which a hub never changes, and tells nothing of it. */
const nameOf = ({ keyedDigest }: Pick<Hub, 'keyedDigest'>): string => keyedDigest('cold storage').toString('hex');

/** Today, while something waits to be moved and the policy says that anything moves. */
export async function dueCold(hub: Hub, now: Date): Promise<readonly ReminderSubjects['move-cold'][]> {
  const before = coldBefore(hub);
  return before !== undefined && (await hub.views.coldDue(before)) ? [{ day: cstDate(now) }] : [];
}

function coldBefore({ cold, now }: Pick<Hub, 'cold' | 'now'>): Date | undefined {
  if (cold.afterMonths === null) return undefined;
  return new Date(`${monthsBefore(cstDate(now()), cold.afterMonths)}T00:00:00+08:00`);
}
