/** Whether a process can work, part by part. Feeds make nobody unready: what cannot be handed over waits. */
import type { Hub } from './ports';

export interface Readiness {
  readonly database: 'ok' | 'away';
  readonly migrations: 'done' | 'missing' | 'unknown';
}

/** Who asks has a limit of its own, mostly of seconds. */
const LOOK_LIMIT_MS = 3_000;
const NO_ANSWER: Readiness = { database: 'away', migrations: 'unknown' };

export interface ToldReadiness {
  readonly isReady: boolean;
  /** `replicas` is absent where there are none. */
  readonly told: Readiness & { readonly replicas?: object | undefined };
}

export async function readinessOf(hub: Pick<Hub, 'views'>, replicas?: () => object): Promise<ToldReadiness> {
  const found = await within(LOOK_LIMIT_MS, hub.views.readiness());
  const isReady = found.database === 'ok' && found.migrations === 'done';
  return { isReady, told: { ...found, replicas: replicas?.() } };
}

async function within(limitMs: number, look: Promise<Readiness>): Promise<Readiness> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(NO_ANSWER), limitMs);
  });
  return Promise.race([look.catch(() => NO_ANSWER), late]).finally(() => clearTimeout(timer));
}
