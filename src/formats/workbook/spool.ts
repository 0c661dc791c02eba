/**
 * A content that can only be read from its end, in a file that has no name any more: it is gone when it is closed, also
 * when the process is killed.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'certhub-upload-';
const OWNER_ONLY = 0o600;

async function namelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  try {
    return await open(join(folder, 'content'), 'wx+', OWNER_ONLY);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Spooled {
  readonly file: FileHandle;
  readonly bytes: number;
}

/** The caller closes the file. Throws what `tooLarge` makes when there are more bytes than `bytesMax`. */
export async function spooled(
  content: AsyncIterable<Buffer>,
  { bytesMax, tooLarge }: { readonly bytesMax: number; readonly tooLarge: () => Error },
): Promise<Spooled> {
  const file = await namelessFile();
  let bytes = 0;
  try {
    for await (const piece of content) {
      bytes += piece.length;
      if (bytes > bytesMax) throw tooLarge();
      await file.writeFile(piece);
    }
    return { file, bytes };
  } catch (error) {
    await file.close();
    throw error;
  }
}
