/**
 * The rows of a table (CSV, XLSX) as records: the first row holds the headings. An unknown heading becomes an unknown
 * field (CPL-004): nothing is left out in silence. What cannot be converted stays as it is, for the rules to name.
 */
import type { RawRecord } from '../../src/domain/certificate/record';
import type { FileItem, RewrittenItem } from './record-file';
import { type Cell, cellValue, isEmptyCell, isSpoilt, textOfCell } from './table-cells';
import { type Column, columnsOf } from './table-headings';
import { type Say, unusable } from './unusable-input';

export interface Row {
  readonly cells: readonly Cell[];
  /** The row as it stands in the file. */
  readonly source: string;
}

const nameOf = ({ field, heading, position }: Column): string => field?.name ?? (heading || `column ${position}`);

const NEEDS_QUOTES = /[",\r\n]/;
export const csvCell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvRow = (cells: readonly string[], end: string): string => `${cells.map(csvCell).join(',')}${end}`;

/** Cells that a spreadsheet has spoilt, counted by column: told once, at the end. */
function spoiltCells(say: Say) {
  const counts = new Map<Column, { cells: number; firstRow: number }>();
  return {
    note: (column: Column, row: number): void => {
      const count = counts.get(column);
      if (count === undefined) counts.set(column, { cells: 1, firstRow: row });
      else count.cells += 1;
    },
    tell: (): void => {
      for (const [{ position, field }, { cells, firstRow }] of counts) {
        say({
          zh: `第 ${position} 列“${field?.zh ?? ''}”有 ${cells} 个单元格被电子表格转成了数字或日期(首个在第 ${firstRow} 行),请将该列设为文本后重新填写。`,
          en: `In column ${position} (${field?.name ?? ''}) a spreadsheet has turned ${cells} cells into numbers or dates (the first in row ${firstRow}); format the column as text and fill them in again.`,
        });
      }
    },
  };
}

export interface TableReader {
  items(rows: AsyncIterable<Row>): AsyncGenerator<FileItem>;
  heading(): string;
  rewritten(item: FileItem, record: RawRecord): RewrittenItem;
}

export function tableReader(say: Say): TableReader {
  let columns: readonly Column[] | undefined;
  let heading = '';
  const spoilt = spoiltCells(say);

  const recordOf = (known: readonly Column[], { cells }: Row, row: number): RawRecord => {
    if (cells.length > known.length && !cells.slice(known.length).every(isEmptyCell)) {
      throw unusable(`第 ${row} 行的列数多于表头。`, `Row ${row} has more cells than headings.`);
    }
    const record: Record<string, unknown> = {};
    for (const column of known) {
      const cell = cells[column.position - 1] ?? '';
      const value = cellValue(column.field, column.codesByLabel, cell);
      if (value === undefined) continue;
      if (column.field !== undefined && isSpoilt(column.field, cell)) spoilt.note(column, row);
      Object.defineProperty(record, nameOf(column), { value, enumerable: true, configurable: true, writable: true });
    }
    return record;
  };

  return {
    items: async function* (rows) {
      let position = 0;
      for await (const row of rows) {
        position += 1;
        if (columns === undefined) {
          columns = columnsOf(row.cells.map(textOfCell), say);
          heading = row.source;
          continue;
        }
        if (row.cells.every(isEmptyCell)) throw unusable(`第 ${position} 行为空行,请删除。`, `Row ${position} is empty; remove it.`);
        yield { record: recordOf(columns, row, position), ...row };
      }
      if (columns === undefined) throw unusable('表格为空。', 'The table is empty.');
      spoilt.tell();
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
