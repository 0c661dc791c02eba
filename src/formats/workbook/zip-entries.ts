/** The entries of a ZIP file, from its central directory (APPNOTE 4.3.7 and 4.3.12), and what one of them holds. */
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { EXPANSION_FREE_BYTES, EXPANSION_RATIO_MAX } from '../../app/limits';

const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 0xffff;
/** A workbook has some dozen entries. */
const DIRECTORY_BYTES_MAX = 1024 * 1024;
const READ_BYTES = 64 * 1024;

const OFFSET_OF = {
  directoryBytes: 12,
  directory: 16,
  method: 10,
  packed: 20,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  local: 42,
  localNameLength: 26,
  localExtraLength: 28,
} as const;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

export class ZipFault extends Error {}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** Place of the end record, which a comment may follow; -1 when there is none. */
function endIn(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return -1;
}

function entryAt(directory: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } | undefined {
  if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
  const nameBytes = directory.readUInt16LE(at + OFFSET_OF.nameLength);
  const more =
    directory.readUInt16LE(at + OFFSET_OF.extraLength) + directory.readUInt16LE(at + OFFSET_OF.commentLength);
  return {
    entry: {
      name: directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      method: directory.readUInt16LE(at + OFFSET_OF.method),
      packedBytes: directory.readUInt32LE(at + OFFSET_OF.packed),
      at: directory.readUInt32LE(at + OFFSET_OF.local),
    },
    next: at + ENTRY_BYTES + nameBytes + more,
  };
}

/** Throws ZipFault for what is no ZIP file. */
export async function entriesOf(file: FileHandle): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + COMMENT_BYTES_MAX);
  const tail = await bytesAt(file, size - tailBytes, tailBytes);
  const end = endIn(tail);
  if (end < 0) throw new ZipFault('There is no end record.');
  const directoryBytes = tail.readUInt32LE(end + OFFSET_OF.directoryBytes);
  if (directoryBytes > DIRECTORY_BYTES_MAX) throw new ZipFault('The directory is too large.');
  const directory = await bytesAt(file, tail.readUInt32LE(end + OFFSET_OF.directory), directoryBytes);
  const entries: ZipEntry[] = [];
  for (let found = entryAt(directory, 0); found !== undefined; found = entryAt(directory, found.next)) {
    // What the directory says may be anything; how much may be unpacked is reckoned from it.
    entries.push({ ...found.entry, packedBytes: Math.min(found.entry.packedBytes, size) });
  }
  return entries;
}

async function* packedBytesOf(file: FileHandle, { at, packedBytes }: ZipEntry): AsyncGenerator<Buffer> {
  const local = await bytesAt(file, at, LOCAL_BYTES);
  if (local.length < LOCAL_BYTES) throw new ZipFault('An entry lies outside the file.');
  const lengths = local.readUInt16LE(OFFSET_OF.localNameLength) + local.readUInt16LE(OFFSET_OF.localExtraLength);
  let from = at + LOCAL_BYTES + lengths;
  for (let left = packedBytes; left > 0;) {
    const bytes = await bytesAt(file, from, Math.min(left, READ_BYTES));
    if (bytes.length === 0) throw new ZipFault('An entry is cut off.');
    yield bytes;
    from += bytes.length;
    left -= bytes.length;
  }
}

/**
 * What the entry holds, in pieces. Throws ZipFault for what cannot be unpacked, and what `tooLarge` makes when there are
 * more bytes than `bytesMax`, or than may come out of so few: what the directory says of its size is not asked.
 */
export async function* bytesOfEntry(
  file: FileHandle,
  entry: ZipEntry,
  { bytesMax, tooLarge }: { readonly bytesMax: number; readonly tooLarge: () => Error },
): AsyncGenerator<Buffer> {
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new ZipFault('An entry is packed in an unknown way.');
  const packed = packedBytesOf(file, entry);
  let left = Math.min(bytesMax, Math.max(EXPANSION_FREE_BYTES, EXPANSION_RATIO_MAX * entry.packedBytes));
  for await (const piece of entry.method === STORED ? packed : inflated(packed)) {
    left -= piece.length;
    if (left < 0) throw tooLarge();
    yield piece;
  }
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  let failure: unknown;
  // The failure of the source comes to the reader of the pipeline as that of the unpacking.
  pipeline(packed, inflate, (error) => (failure = error));
  const pieces: AsyncIterable<Buffer> = inflate;
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof ZipFault ? error : new ZipFault('An entry cannot be unpacked.', { cause: failure ?? error });
  }
}
