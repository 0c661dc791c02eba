/**
 * The rows of a table (CSV, XLSX) as records: the first row holds the headings. An unknown heading becomes an unknown
 * field (CPL-004): nothing is left out in silence. What cannot be converted stays as it is, for the rules to name.
 */
import type { RawRecord } from '../../src/domain/certificate/record';
import { cellRemarks } from './cell-remarks';
import type { FileItem, RewrittenItem } from './record-file';
import { type Cell, cellValue, isEmptyCell, textOfCell } from './table-cells';
import { type Column, columnsOf } from './table-headings';
import { type Say, noRecord, unusable } from './unusable-input';

export interface Row {
  readonly cells: readonly Cell[];
  /** The row as it stands in the file. */
  readonly source: string;
}

const nameOf = ({ field, heading, position }: Column): string => field?.name ?? (heading || `column ${position}`);

const NEEDS_QUOTES = /[",\r\n]/;
export const csvCell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvRow = (cells: readonly string[], end: string): string => `${cells.map(csvCell).join(',')}${end}`;

export interface TableReader {
  items(rows: AsyncIterable<Row>): AsyncGenerator<FileItem>;
  heading(): string;
  rewritten(item: FileItem, record: RawRecord): RewrittenItem;
}

export function tableReader(say: Say): TableReader {
  let columns: readonly Column[] | undefined;
  let heading = '';
  const remarks = cellRemarks(say);

  const recordOf = (known: readonly Column[], { cells }: Row, row: number): RawRecord => {
    if (cells.length > known.length && !cells.slice(known.length).every(isEmptyCell)) {
      throw unusable(`第 ${row} 行的列数多于表头。`, `Row ${row} has more cells than headings.`);
    }
    const record: Record<string, unknown> = {};
    for (const column of known) {
      const cell = cells[column.position - 1] ?? '';
      const value = cellValue(column.field, column.codesByLabel, cell);
      if (value === undefined) continue;
      remarks.note(column, cell, row);
      Object.defineProperty(record, nameOf(column), { value, enumerable: true, configurable: true, writable: true });
    }
    return record;
  };

  return {
    items: async function* (rows) {
      let position = 0;
      let records = 0;
      let blank: number | undefined;
      for await (const row of rows) {
        position += 1;
        if (columns === undefined) {
          columns = columnsOf(row.cells.map(textOfCell), say);
          heading = row.source;
          continue;
        }
        // Spreadsheets leave blank rows behind the last one; before it they would shift the count of lines.
        if (row.cells.every(isEmptyCell)) {
          blank ??= position;
          continue;
        }
        if (blank !== undefined) throw unusable(`第 ${blank} 行为空行,请删除。`, `Row ${blank} is empty; remove it.`);
        records += 1;
        yield { record: recordOf(columns, row, position), ...row };
      }
      if (records === 0) throw noRecord();
      remarks.tell();
    },
    heading: () => heading,
    rewritten: ({ record: before, source, cells: found = [] }, record) => {
      const cells = found.map(textOfCell);
      const known = columns ?? [];
      const changed = new Set(
        [...Object.keys(before), ...Object.keys(record)].filter((name) => before[name] !== record[name]),
      );
      for (const column of known) {
        const name = nameOf(column);
        if (!changed.delete(name)) continue;
        const value = record[name];
        cells[column.position - 1] = value === undefined || value === null ? '' : String(value);
      }
      const written = Array.from(cells, (cell: string | undefined) => cell ?? '');
      return { text: csvRow(written, /\r?\n$/.exec(source.toString())?.[0] ?? ''), left: [...changed] };
    },
  };
}
