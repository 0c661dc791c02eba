/** The file that tells whose cold files lie in a folder: a share that is not mounted is a folder like any other, and empty. */
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ColdStoreFault } from '../app/cold-ports';
import { errorCode } from '../platform/error-code';

export const MARKER_FILE = 'certhub-cold.json';
const OWNER_ONLY = { file: 0o600, folder: 0o700 } as const;
const marker = z.object({ hub: z.string() });

export async function claimFolder(folder: string, hub: string, isFirst: boolean): Promise<ColdStoreFault | undefined> {
  const found = await nameIn(folder);
  if (found !== undefined) return found === hub ? undefined : 'COLD_STORE_OF_OTHER';
  if (!isFirst) return 'COLD_STORE_UNMARKED';
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  await writeName(folder, hub);
  return undefined;
}

/** `undefined`: none. A file that cannot be read as one names no hub, and so another one. */
async function nameIn(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, MARKER_FILE), 'utf8');
    return text === '' ? undefined : (marker.safeParse(parsed(text)).data?.hub ?? '');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Durable before anything moves. One that was cut short by a crash is empty, and written again. */
async function writeName(folder: string, hub: string): Promise<void> {
  const handle = await open(join(folder, MARKER_FILE), 'w', OWNER_ONLY.file);
  try {
    await handle.writeFile(`${JSON.stringify({ hub })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}
