/** The first sheet of a workbook. A workbook can only be read whole, so its size has a limit. */
import { readFile, stat } from 'node:fs/promises';
import type { FileItem, RecordFile } from './record-file';
import { type Row, csvRow, tableReader } from './read-table';
import { type Cell, isEmptyCell, textOfCell } from './table-cells';
import { type Say, UnusableInput, unusable } from './unusable-input';
import { unpackedBytesOf } from './zip-size';

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

async function* rowsOf(bytes: Buffer): AsyncGenerator<Row> {
  // Loaded only for a spreadsheet: it is the one reader here that takes long to load.
  const { readSheet } = await import('read-excel-file/node');
  // Numbers stay as the file has them, so that a long one keeps every digit that was stored.
  const rows = await readSheet<NumberCell>(bytes, { trim: false, parseNumber: (digits) => new NumberCell(digits) });
  const table = rows.map((row) => row.map((value) => cellOf(value)));
  const last = table.findLastIndex((row) => !row.every(isEmptyCell));
  for (const cells of table.slice(0, last + 1)) yield { cells, source: csvRow(cells.map(textOfCell), LINE_END) };
}

export function xlsxFile(path: string, say: Say): RecordFile {
  const reader = tableReader(say);
  return {
    kind: 'xlsx',
    items: async function* (): AsyncGenerator<FileItem> {
      const bytes = await readWhole(path);
      try {
        yield* reader.items(rowsOf(bytes));
      } catch (error) {
        if (error instanceof UnusableInput) throw error;
        throw unusable('文件不是有效的 XLSX。', 'The file is no valid XLSX.');
      }
    },
    heading: () => `\ufeff${reader.heading()}`,
    rewritten: (item, record) => reader.rewritten(item, record),
  };
}
