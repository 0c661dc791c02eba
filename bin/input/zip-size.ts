/** What a ZIP file says it unpacks to, from its central directory (APPNOTE 4.3.12): asked before anything is unpacked. */
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const COMMENT_BYTES_MAX = 0xffff;

const OFFSET_OF = { directory: 16, unpacked: 24, nameLength: 28, extraLength: 30, commentLength: 32 } as const;

/** Place of the end record, which a comment may follow; -1 when there is none. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return -1;
}

/** Bytes of all entries together; 0 for what is no ZIP file, which the reader of workbooks will say. */
export function unpackedBytesOf(bytes: Buffer): number {
  const end = endOf(bytes);
  if (end < 0) return 0;
  let total = 0;
  let at = bytes.readUInt32LE(end + OFFSET_OF.directory);
  while (at + ENTRY_BYTES <= end && bytes.readUInt32LE(at) === ENTRY_SIGNATURE) {
    total += bytes.readUInt32LE(at + OFFSET_OF.unpacked);
    const lengths = [OFFSET_OF.nameLength, OFFSET_OF.extraLength, OFFSET_OF.commentLength];
    at += ENTRY_BYTES + lengths.reduce((sum, offset) => sum + bytes.readUInt16LE(at + offset), 0);
  }
  return total;
}
