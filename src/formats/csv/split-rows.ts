/**
 * Bytes of CSV cut into blocks of whole rows, in any encoding that has ASCII within (UTF-8, GB 18030): in these no byte of
 * a longer character is a line end or a quotation mark. Where a block ends depends on the content alone.
 */
import { CHUNK_BYTES_CUT, LINE_BYTES_MAX } from '../../app/limits';
import { unreadable } from '../unreadable';

/** Of one row as it stands in the table: cells may be padded and quoted, and a label is longer than its code. */
export const ROW_BYTES_MAX = 2 * LINE_BYTES_MAX;

const BUFFER_BYTES = 64 * 1024;
const KIBIBYTE = 1024;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

export type LineEnd = 'LF' | 'CR';

export interface RowBlock {
  readonly bytes: Buffer;
  /** Where each row ends, its line end among it. */
  readonly ends: readonly number[];
  readonly lineEnd: LineEnd;
}

export interface SplitOptions {
  readonly rowsMax: number;
  /** Of the first block, which has the headings. */
  readonly firstRowsMax: number;
  /** Rows that came before. */
  readonly rowsBefore: number;
  /** Seen in the first row where it is absent. */
  readonly lineEnd?: LineEnd | undefined;
}

const openQuote = (row: number): Error =>
  unreadable(`第 ${row} 行的引号没有闭合。`, `A quotation mark of row ${row} is not closed.`, Math.max(row - 1, 1));
const tooLong = (row: number): Error =>
  unreadable(
    `第 ${row} 行超过 ${ROW_BYTES_MAX / KIBIBYTE} KiB,或引号没有闭合。`,
    `Row ${row} has more than ${ROW_BYTES_MAX / KIBIBYTE} KiB, or a quotation mark that is not closed.`,
    Math.max(row - 1, 1),
  );

/** A carriage return alone ends the lines of old Macintosh files; `undefined` while that cannot be told. */
function lineEndOf(bytes: Buffer): LineEnd | undefined {
  const lf = bytes.indexOf(LF);
  const cr = bytes.indexOf(CR);
  if (lf !== -1 && (cr === -1 || lf < cr)) return 'LF';
  if (cr === -1 || cr + 1 === bytes.length) return undefined;
  return bytes[cr + 1] === LF ? 'LF' : 'CR';
}

/** Looks through bytes as they come; each is looked at once. */
function rowScanner() {
  let store = Buffer.allocUnsafe(BUFFER_BYTES);
  let used = 0;
  let scanned = 0;
  let isQuoted = false;
  let ends: number[] = [];
  const view = (): Buffer => store.subarray(0, used);

  return {
    view,
    ends: () => ends,
    isQuoted: () => isQuoted,
    rowBytes: () => used - (ends.at(-1) ?? 0),
    add: (arrived: Buffer): void => {
      if (used + arrived.length > store.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * store.length, used + arrived.length));
        store.copy(larger, 0, 0, used);
        store = larger;
      }
      arrived.copy(store, used);
      used += arrived.length;
    },
    /** Finds the end of the next row; false where more bytes are needed, or it is longer than it may be. */
    next: (end: number, bytesMax: number): boolean => {
      const bytes = view();
      while (scanned < used) {
        const at = bytes.indexOf(end, scanned);
        const to = at === -1 ? used : at + 1;
        for (let quote = bytes.subarray(0, to).indexOf(QUOTE, scanned); quote !== -1;) {
          isQuoted = !isQuoted;
          quote = bytes.subarray(0, to).indexOf(QUOTE, quote + 1);
        }
        scanned = to;
        if (at === -1) return false;
        if (isQuoted) continue;
        if (to - (ends.at(-1) ?? 0) > bytesMax) return false;
        ends.push(to);
        return true;
      }
      return false;
    },
    /** The last row may have no line end. */
    endRow: (): void => {
      if (used > (ends.at(-1) ?? 0)) ends.push(used);
    },
    /** Takes the whole rows out; what lies behind them stays. */
    take: (): Pick<RowBlock, 'bytes' | 'ends'> => {
      const to = ends.at(-1) ?? 0;
      const taken = { bytes: store.subarray(0, to), ends };
      const left = store.subarray(to, used);
      store = Buffer.allocUnsafe(Math.max(BUFFER_BYTES, left.length));
      left.copy(store);
      used = left.length;
      scanned -= to;
      ends = [];
      return taken;
    },
  };
}

/** Throws Unreadable, behind the rows before it, for a row that is too long or has no end. */
export async function* rowBlocks(
  content: AsyncIterable<Buffer>,
  { rowsMax, firstRowsMax, rowsBefore, lineEnd: known }: SplitOptions,
): AsyncGenerator<RowBlock> {
  const scanner = rowScanner();
  let lineEnd = known;
  let rows = rowsBefore;
  let max = firstRowsMax;
  let fault: Error | undefined;
  const nextRow = (): number => rows + scanner.ends().length + 1;
  const block = (as: LineEnd): RowBlock => {
    rows += scanner.ends().length;
    max = rowsMax;
    return { ...scanner.take(), lineEnd: as };
  };
  for await (const arrived of content) {
    scanner.add(arrived);
    lineEnd ??= lineEndOf(scanner.view());
    while (lineEnd !== undefined && scanner.next(lineEnd === 'LF' ? LF : CR, ROW_BYTES_MAX)) {
      if (scanner.ends().length >= max || (scanner.ends().at(-1) ?? 0) >= CHUNK_BYTES_CUT) yield block(lineEnd);
    }
    if (scanner.rowBytes() <= ROW_BYTES_MAX) continue;
    fault = tooLong(nextRow());
    break;
  }
  if (fault === undefined && scanner.isQuoted()) fault = openQuote(nextRow());
  if (fault === undefined) scanner.endRow();
  if (scanner.ends().length > 0) yield block(lineEnd ?? 'LF');
  if (fault !== undefined) throw fault;
}
