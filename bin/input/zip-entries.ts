/** The entries of a ZIP file, from its central directory (APPNOTE 4.3.7 and 4.3.12), before anything is unpacked. */
import { createInflateRaw } from 'node:zlib';

const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 0xffff;

const OFFSET_OF = {
  directory: 16,
  method: 10,
  packed: 20,
  unpacked: 24,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  local: 42,
  localNameLength: 26,
  localExtraLength: 28,
} as const;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** Place of the end record, which a comment may follow; -1 when there is none. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return -1;
}

/** Empty for what is no ZIP file, which the reader of workbooks will say. */
export function entriesOf(bytes: Buffer): readonly ZipEntry[] {
  const end = endOf(bytes);
  if (end < 0) return [];
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + OFFSET_OF.directory);
  while (at + ENTRY_BYTES <= end && bytes.readUInt32LE(at) === ENTRY_SIGNATURE) {
    const nameBytes = bytes.readUInt16LE(at + OFFSET_OF.nameLength);
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      isDeflated: bytes.readUInt16LE(at + OFFSET_OF.method) === DEFLATED,
      packedBytes: bytes.readUInt32LE(at + OFFSET_OF.packed),
      unpackedBytes: bytes.readUInt32LE(at + OFFSET_OF.unpacked),
      at: bytes.readUInt32LE(at + OFFSET_OF.local),
    });
    const more = bytes.readUInt16LE(at + OFFSET_OF.extraLength) + bytes.readUInt16LE(at + OFFSET_OF.commentLength);
    at += ENTRY_BYTES + nameBytes + more;
  }
  return entries;
}

/** Bytes of all entries together; 0 for what is no ZIP file. */
export const unpackedBytesOf = (bytes: Buffer): number =>
  entriesOf(bytes).reduce((total, { unpackedBytes }) => total + unpackedBytes, 0);

/** The text of an entry, in pieces. Throws for what cannot be unpacked. */
export async function* textOfEntry(bytes: Buffer, { at, isDeflated, packedBytes }: ZipEntry): AsyncGenerator<string> {
  const lengths =
    bytes.readUInt16LE(at + OFFSET_OF.localNameLength) + bytes.readUInt16LE(at + OFFSET_OF.localExtraLength);
  const packed = bytes.subarray(at + LOCAL_BYTES + lengths, at + LOCAL_BYTES + lengths + packedBytes);
  const decoder = new TextDecoder();
  if (!isDeflated) {
    yield decoder.decode(packed);
    return;
  }
  const inflate = createInflateRaw();
  inflate.end(packed);
  const pieces: AsyncIterable<Uint8Array> = inflate;
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
}
