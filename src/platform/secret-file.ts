/** Secrets of the way to a receiver stand in files of their own, which nobody but their owner can read. */
import { open } from 'node:fs/promises';

/** Read, written or run by anybody but the owner. */
const OTHERS = 0o077;
const SECRET_BYTES_MAX = 64 * 1024;

/** @throws when it is not there, is closed to this process, or open to others; no message repeats what it holds. */
export async function readSecretFile(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { mode, size } = await file.stat();
    // Windows has no such bits and shows all of them.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new Error(`${path} is open to others: chmod 600.`);
    }
    if (size > SECRET_BYTES_MAX) throw new Error(`${path} is too long to be a secret.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
