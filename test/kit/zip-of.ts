/** A ZIP container with empty entries of these names: what the central directory says is all that is read. */
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END_BYTES = 22;

export function zipOf(...names: readonly string[]): Buffer {
  const locals = names.map((name) => {
    const header = Buffer.alloc(LOCAL_BYTES);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    return Buffer.concat([header, Buffer.from(name)]);
  });
  const directory = Buffer.concat(
    names.map((name) => {
      const entry = Buffer.alloc(ENTRY_BYTES);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(Buffer.byteLength(name), 28);
      return Buffer.concat([entry, Buffer.from(name)]);
    }),
  );
  const body = Buffer.concat(locals);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}
