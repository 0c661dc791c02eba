/** The rows of a table (CSV, XLSX) as `check` and `fix` go through them: as the hub reads them, up to the first fault. */
import type { RawRecord } from '../../src/domain/certificate/record';
import { recordShapeProblems } from '../../src/domain/intake/record-shape';
import { cellRemarks } from '../../src/formats/table/cell-remarks';
import { type Cell, textOfCell } from '../../src/formats/table/cells';
import { nameOf } from '../../src/formats/table/headings';
import { tableWalk } from '../../src/formats/table/table-walk';
import { misshapenLines } from './misshapen-lines';
import type { FileItem, RewrittenItem } from './record-file';
import { type Say, noRecord, usable, UnusableInput } from './unusable-input';

export interface Row {
  readonly cells: readonly Cell[];
  /** The row as it stands in the file. */
  readonly source: string;
}

const NEEDS_QUOTES = /[",\r\n]/;
export const csvCell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvRow = (cells: readonly string[], end: string): string => `${cells.map(csvCell).join(',')}${end}`;

export interface TableReader {
  items(rows: AsyncIterable<Row>): AsyncGenerator<FileItem>;
  heading(): string;
  rewritten(item: FileItem, record: RawRecord): RewrittenItem;
}

export function tableReader(say: Say): TableReader {
  let heading = '';
  const remarks = cellRemarks(say);
  const misshapen = misshapenLines(say);
  const walk = tableWalk({ say, note: (column, cell, row) => void remarks.note(column, cell, row) });

  async function* itemsOf(rows: AsyncIterable<Row>): AsyncGenerator<FileItem> {
    let records = 0;
    for await (const row of rows) {
      const walked = walk.take(row.cells);
      if (walked.kind === 'headings') heading = row.source;
      if (walked.kind === 'fault') throw new UnusableInput(walked.said);
      if (walked.kind !== 'record') continue;
      records += 1;
      misshapen.look(recordShapeProblems(walked.record, records), walked.row);
      yield { record: walked.record, ...row };
    }
    if (records === 0) throw noRecord();
    remarks.tell();
    misshapen.tell();
  }

  return {
    items: (rows) => usable(itemsOf(rows)),
    heading: () => heading,
    rewritten: ({ record: before, source, cells: found = [] }, record) => {
      const cells = found.map(textOfCell);
      const changed = new Set(
        [...Object.keys(before), ...Object.keys(record)].filter((name) => before[name] !== record[name]),
      );
      for (const column of walk.columns() ?? []) {
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
