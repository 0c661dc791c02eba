/** What the hub does with files at a receiver: look at them, read them whole, and put them down whole. */
import type { SFTPWrapper } from 'ssh2';
import { NO_SUCH_FILE, problemOf, SftpProblem, statusOf } from './sftp-failure';

/** Every server takes and gives so much at once (SFTP version 3, section 3). */
const CHUNK_BYTES = 32 * 1024;
/** Owner reads and writes, the group reads; the server's umask may take away. */
const FILE_MODE = 0o640;
/** SSH_FXF_WRITE and SSH_FXF_CREAT, and not SSH_FXF_TRUNC: what a sender before wrote of the same file is the same. */
const WRITE_OR_CREATE = 0x02 | 0x08;

export interface SftpFiles {
  /** Bytes; `undefined`: there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** `undefined`: there is no such file. 'TOO_LONG': longer than `maxBytes`, and not read. */
  read(path: string, maxBytes: number): Promise<Buffer | 'TOO_LONG' | undefined>;
  /** All of it under `path`.part, to the disk, and read back; then by one step under its name. */
  put(path: string, content: Buffer): Promise<void>;
}

type Done<T> = (error: Error | null | undefined, value: T) => void;

function asked<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value)));
  });
}

export function sftpFiles(sftp: SFTPWrapper): SftpFiles {
  const told = async <T>(work: Promise<T>, isWriting = false): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw problemOf(error, isWriting);
    }
  };
  return {
    size: (path) => told(sizeOf(sftp, path)),
    read: (path, maxBytes) => told(readWhole(sftp, path, maxBytes)),
    put: async (path, content) => {
      const part = `${path}.part`;
      await told(writeWhole(sftp, part, content), true);
      const back = await told(readWhole(sftp, part, content.length));
      if (!Buffer.isBuffer(back) || !back.equals(content)) throw new SftpProblem('CHECKSUM', true);
      await told(renameOver(sftp, part, path));
    },
  };
}

/** Of what answers nothing but that it was done. */
const carriedOut = (ask: (done: (error: Error | null | undefined) => void) => void): Promise<unknown> =>
  asked<unknown>((done) => ask((error) => done(error, undefined)));

async function sizeOf(sftp: SFTPWrapper, path: string): Promise<number | undefined> {
  try {
    const stats = await asked<{ size: number }>((done) => sftp.stat(path, done));
    return stats.size;
  } catch (error) {
    if (statusOf(error) === NO_SUCH_FILE) return undefined;
    throw error;
  }
}

async function opened<T>(
  sftp: SFTPWrapper,
  open: (done: Done<Buffer>) => void,
  work: (handle: Buffer) => Promise<T>,
): Promise<T> {
  const handle = await asked(open);
  let result: T;
  try {
    result = await work(handle);
  } catch (error) {
    await carriedOut((done) => sftp.close(handle, done)).catch(() => undefined);
    throw error;
  }
  // Some servers say only now that the disk was full.
  await carriedOut((done) => sftp.close(handle, done));
  return result;
}

async function readWhole(sftp: SFTPWrapper, path: string, maxBytes: number): Promise<Buffer | 'TOO_LONG' | undefined> {
  const open = (done: Done<Buffer>): void => sftp.open(path, 'r', done);
  try {
    return await opened(sftp, open, async (handle) => {
      const { size } = await asked<{ size: number }>((done) => sftp.fstat(handle, done));
      if (size > maxBytes) return 'TOO_LONG';
      const pieces = await Promise.all(
        chunksOf(size).map(({ from, bytes }) => readChunk(sftp, handle, { from, content: Buffer.alloc(bytes) })),
      );
      return Buffer.concat(pieces);
    });
  } catch (error) {
    if (statusOf(error) === NO_SUCH_FILE) return undefined;
    throw error;
  }
}

interface Chunk {
  readonly from: number;
  readonly content: Buffer;
}

/** A server may give less than was asked for; a file that became shorter ends earlier. */
async function readChunk(sftp: SFTPWrapper, handle: Buffer, { from, content }: Chunk): Promise<Buffer> {
  let read = 0;
  while (read < content.length) {
    const got = await asked<number>((done) =>
      sftp.read(handle, content, read, content.length - read, from + read, done),
    );
    if (got === 0) break;
    read += got;
  }
  return content.subarray(0, read);
}

const writeWhole = (sftp: SFTPWrapper, path: string, content: Buffer): Promise<void> =>
  opened(
    sftp,
    (done) => sftp.open(path, WRITE_OR_CREATE, { mode: FILE_MODE }, done),
    async (handle) => {
      await Promise.all(
        chunksOf(content.length).map(({ from, bytes }) =>
          carriedOut((done) => sftp.write(handle, content, from, bytes, from, done)),
        ),
      );
      const { size } = await asked<{ size: number }>((done) => sftp.fstat(handle, done));
      if (size !== content.length) {
        await carriedOut((done) => sftp.fsetstat(handle, { size: content.length }, done));
      }
      await whereOffered((done) => sftp.ext_openssh_fsync(handle, done));
    },
  );

/** Over a file of that name, where the server can; where it cannot, one that stands there makes it fail. */
async function renameOver(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  const isDone = await whereOffered((done) => sftp.ext_openssh_rename(from, to, done));
  if (!isDone) await carriedOut((done) => sftp.rename(from, to, done));
}

/** `false`: the server has not told of the extension; then the library throws at once and asks nothing. */
function whereOffered(ask: (done: (error: Error | null | undefined) => void) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    try {
      ask((error) => (error ? reject(error) : resolve(true)));
    } catch {
      resolve(false);
    }
  });
}

function chunksOf(bytes: number): readonly { readonly from: number; readonly bytes: number }[] {
  return Array.from({ length: Math.ceil(bytes / CHUNK_BYTES) }, (_, index) => {
    const from = index * CHUNK_BYTES;
    return { from, bytes: Math.min(CHUNK_BYTES, bytes - from) };
  });
}
