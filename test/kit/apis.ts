/** The API processes of a test hub: one, or several that are called in turns, as behind a balancer without sticky sessions. */
import { freePort } from './redis-server';
import type { RoleProcess } from './role-process';

/** What callers know the hub by, whichever process answers; tokens name it. Nobody looks the name up. */
const SHARED_ADDRESS = 'http://hub.certhub.example';

export interface Apis {
  /** Of the next one that lives. */
  nextUrl(): string;
  /** SIGKILL to the one that was started first. */
  killOne(): Promise<void>;
  startOne(): Promise<void>;
  /** What all of them wrote, those that were killed too. */
  logs(): string;
}

interface Started {
  readonly url: string;
  readonly process: RoleProcess;
}

export async function startApis(
  count: number,
  start: (settings: NodeJS.ProcessEnv) => Promise<RoleProcess>,
): Promise<Apis> {
  const startOne = async (): Promise<Started> => {
    if (count === 1) {
      const process = await start({});
      return { url: process.url ?? '', process };
    }
    const port = await freePort();
    const process = await start({ CERTHUB_PORT: String(port), CERTHUB_PUBLIC_URL: SHARED_ADDRESS });
    return { url: `http://127.0.0.1:${port}`, process };
  };
  const living: Started[] = [];
  for (let one = 0; one < count; one += 1) living.push(await startOne());
  const everStarted = [...living];
  let turn = 0;
  return {
    nextUrl: () => {
      turn = (turn + 1) % living.length;
      return living[turn]?.url ?? '';
    },
    killOne: async () => {
      await living.shift()?.process.end('SIGKILL');
    },
    startOne: async () => {
      const started = await startOne();
      living.push(started);
      everStarted.push(started);
    },
    logs: () => everStarted.map(({ process }) => process.log()).join(''),
  };
}
