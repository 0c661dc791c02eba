/** The texts that the cells of a workbook share: half a million of them as bytes, where as strings they would take thrice as much. */

const BEGIN_BYTES = 64 * 1024;
const BEGIN_TEXTS = 4 * 1024;

export interface StringTable {
  add(text: string): void;
  /** `undefined` for a number that none has. */
  at(index: number): string | undefined;
}

export function stringTable(): StringTable {
  let bytes = Buffer.allocUnsafe(BEGIN_BYTES);
  let used = 0;
  /** Where each text ends. */
  let ends = new Uint32Array(BEGIN_TEXTS);
  let texts = 0;
  return {
    add: (text) => {
      const length = Buffer.byteLength(text);
      if (used + length > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * bytes.length, used + length));
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      if (texts === ends.length) {
        const longer = new Uint32Array(2 * ends.length);
        longer.set(ends);
        ends = longer;
      }
      bytes.write(text, used);
      used += length;
      ends[texts] = used;
      texts += 1;
    },
    at: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= texts) return undefined;
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}
