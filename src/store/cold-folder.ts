/**
 * Cold files in a folder, on a disk of its own or a mounted share. A file is written beside its place, flushed, and renamed
 * to the digest of its content, so that a file that is there is whole; and read back before anybody relies on it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ColdFile, ColdFileUnreadable, type ColdStore } from '../app/cold-ports';
import { errorCode } from '../platform/error-code';
import { claimFolder } from './cold-marker';
import { asidePath, DRAFT, placeOf, sweepFolder } from './cold-sweep';

const OWNER_ONLY = { file: 0o600, folder: 0o700 } as const;
const PLACE = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;

/** Of a hub that keeps all in its database: a row that names a file names none that is here. */
export const NO_COLD_STORE: ColdStore = {
  write: () => Promise.reject(new Error('This hub has no cold storage.')),
  read: (place) => Promise.reject(new ColdFileUnreadable('COLD_FILE_MISSING', place)),
  claim: () => Promise.resolve('COLD_STORE_UNMARKED'),
  sweep: () => Promise.resolve({ drafts: 0, setAside: 0, broughtBack: 0, forgotten: 0 }),
};

export const coldFolder = (folder: string): ColdStore => ({
  write: async (pieces) => {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
    const draft = join(folder, `${DRAFT}${randomUUID()}`);
    try {
      const file = await writeDraft(draft, pieces);
      if (file === null) return null;
      await settleAt(join(folder, file.place), draft);
      if ((await digestOf(join(folder, file.place))) !== file.digest)
        throw new ColdFileUnreadable('COLD_FILE_CHANGED', file.place);
      return file;
    } finally {
      await rm(draft, { force: true });
    }
  },

  read: async (place, from, bytes) => {
    // Places come from rows: none leads out of the folder.
    if (!PLACE.test(place)) throw new ColdFileUnreadable('COLD_FILE_MISSING', place);
    const path = join(folder, place);
    // Once more at the end: a sweep may have brought it back between the two.
    const handle = (await opened(path)) ?? (await opened(asidePath(folder, place))) ?? (await opened(path));
    if (handle === undefined) throw new ColdFileUnreadable('COLD_FILE_MISSING', place);
    try {
      const body = Buffer.allocUnsafe(bytes);
      const { bytesRead } = await handle.read(body, 0, bytes, from);
      if (bytesRead < bytes) throw new ColdFileUnreadable('COLD_FILE_CHANGED', place);
      return body;
    } finally {
      await handle.close();
    }
  },

  claim: (hub, isFirst) => claimFolder(folder, hub, isFirst),

  sweep: (rule) => sweepFolder(folder, rule),
});

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeDraft(draft: string, pieces: AsyncIterable<Buffer>): Promise<ColdFile | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(draft, 'wx', OWNER_ONLY.file);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const digest = hash.digest('hex');
  return bytes === 0 ? null : { place: placeOf(digest), digest, bytes };
}

/** A name is durable once its folder is flushed. */
async function settleAt(path: string, draft: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY.folder });
  await rename(draft, path);
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
