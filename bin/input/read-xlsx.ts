/** The first sheet of a workbook. A workbook can only be read whole, so its size has a limit. */
import { readFile, stat } from 'node:fs/promises';
import type { FileItem, RecordFile } from './record-file';
import { type Row, csvRow, tableReader } from './read-table';
import { type SheetMargins, sheetMargins } from './sheet-margins';
import { type Cell, textOfCell } from './table-cells';
import { type Say, UnusableInput, unusable } from './unusable-input';
import { unpackedBytesOf } from './zip-entries';

export const XLSX_BYTES_MAX = 32 * 1024 * 1024;
/** A workbook is a ZIP file, and a small one may hold anything. */
export const XLSX_UNPACKED_BYTES_MAX = 512 * 1024 * 1024;

const DATE_CHARACTERS = 10;
const LINE_END = '\r\n';
const MEBIBYTE = 1024 * 1024;

const tooLarge = (): UnusableInput =>
  unusable(
    `工作簿过大(上限 ${XLSX_BYTES_MAX / MEBIBYTE} MiB,解压后 ${XLSX_UNPACKED_BYTES_MAX / MEBIBYTE} MiB),请另存为 CSV 或 NDJSON。`,
    `The workbook is too large (at most ${XLSX_BYTES_MAX / MEBIBYTE} MiB, ${XLSX_UNPACKED_BYTES_MAX / MEBIBYTE} MiB unpacked); save it as CSV or NDJSON.`,
  );

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > XLSX_BYTES_MAX) throw tooLarge();
  const bytes = await readFile(path);
  if (unpackedBytesOf(bytes) > XLSX_UNPACKED_BYTES_MAX) throw tooLarge();
  return bytes;
}

class NumberCell {
  readonly kind = 'NUMBER';
  constructor(readonly digits: string) {}
}

/** Of the package's types, which name the class of dates in place of a date. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return { kind: 'DATE', day: value.toISOString().slice(0, DATE_CHARACTERS) };
  return value instanceof NumberCell ? value : String(value);
}

function sayMerged({ hasMergedCells }: SheetMargins, say: Say): void {
  if (!hasMergedCells) return;
  say({
    zh: '提示:工作表含合并单元格;除左上角一格外都是空的,请取消合并后逐格填写。',
    en: 'Note: the sheet has merged cells; all but the first of each are empty. Unmerge them and fill in every cell.',
  });
}

async function* rowsOf(bytes: Buffer, say: Say): AsyncGenerator<Row> {
  // Loaded only for a spreadsheet: it is the one reader here that takes long to load.
  const { readSheet } = await import('read-excel-file/node');
  // Numbers stay as the file has them, so that a long one keeps every digit that was stored.
  const rows = await readSheet<NumberCell>(bytes, { trim: false, parseNumber: (digits) => new NumberCell(digits) });
  const margins = await sheetMargins(bytes);
  sayMerged(margins, say);
  // Rows and columns of nothing but errors at the end were taken for empty and left out.
  const rowCount = [...margins.errors.keys()].reduce((count, row) => Math.max(count, row + 1), rows.length);
  for (let row = 0; row < rowCount; row += 1) {
    const cells = (rows[row] ?? []).map((value) => cellOf(value));
    for (const [column, error] of margins.errors.get(row) ?? []) {
      while (cells.length < column) cells.push('');
      cells[column] = error;
    }
    yield { cells, source: csvRow(cells.map(textOfCell), LINE_END) };
  }
}

export function xlsxFile(path: string, say: Say): RecordFile {
  const reader = tableReader(say);
  return {
    kind: 'xlsx',
    items: async function* (): AsyncGenerator<FileItem> {
      const bytes = await readWhole(path);
      try {
        yield* reader.items(rowsOf(bytes, say));
      } catch (error) {
        if (error instanceof UnusableInput) throw error;
        throw unusable('文件不是有效的 XLSX。', 'The file is no valid XLSX.');
      }
    },
    heading: () => `\ufeff${reader.heading()}`,
    rewritten: (item, record) => reader.rewritten(item, record),
  };
}
