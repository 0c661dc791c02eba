/** Two transactions beside each other, in an order that a test chooses. */
import type { DataSource } from 'typeorm';
import type { Hub, Stores } from '../../src/app/ports';

export interface PausedHub {
  readonly hub: Hub;
  /** Once the first transaction has come to the place. */
  readonly reached: Promise<void>;
  goOn(): void;
}

/** `place`: the stores with one call that awaits `pause` before or after its work. */
export function pausedHub(hub: Hub, place: (stores: Stores, pause: () => Promise<void>) => Partial<Stores>): PausedHub {
  let reach = (): void => undefined;
  let goOn = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const released = new Promise<void>((resolve) => (goOn = resolve));
  const pause = (): Promise<void> => {
    reach();
    return released;
  };
  return {
    hub: {
      ...hub,
      transaction: (work) => hub.transaction((stores) => work({ ...stores, ...place(stores, pause) })),
    },
    reached,
    goOn,
  };
}

const WAIT_MS_MAX = 10_000;
const LOOK_EVERY_MS = 10;

/** Until a statement of this database waits for a lock, or what was to wait has ended without. */
export async function untilWaiting(source: DataSource, waiting: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  const end = (): void => void (hasEnded = true);
  waiting.then(end, end);
  const endsAtMs = Date.now() + WAIT_MS_MAX;
  while (!hasEnded) {
    const waits = await source.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waits.length > 0) return;
    if (Date.now() > endsAtMs) throw new Error('Nothing waits for a lock.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
