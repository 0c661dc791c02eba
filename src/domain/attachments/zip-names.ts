/** Names of the entries of a ZIP container, read from its central directory alone: nothing is unpacked. */
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const ENTRY_BYTES = 46;
/** An office document has some dozen; more than this is no document to file. */
const ENTRIES_MAX = 10_000;

/** Offset of the end record; it stands last, before a comment of its own. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - COMMENT_BYTES_MAX; at -= 1) {
    if (
      view.getUint32(at, true) === DIRECTORY_END &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    ) {
      return at;
    }
  }
  return undefined;
}

/** `undefined` when the bytes are no whole ZIP container, or one with more than `ENTRIES_MAX` entries. */
export function zipNames(bytes: Uint8Array): ReadonlySet<string> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < END_BYTES || view.getUint32(0, true) !== LOCAL_HEADER) return undefined;
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const entries = view.getUint16(end + 10, true);
  if (entries > ENTRIES_MAX) return undefined;
  const names = new Set<string>();
  const text = new TextDecoder('utf-8');
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
    const nameBytes = view.getUint16(at + 28, true);
    names.add(text.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)));
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
