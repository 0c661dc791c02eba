/**
 * The rows of a table (CSV, XLSX) as records: the first row holds the headings. An unknown heading becomes an unknown
 * field (CPL-004): nothing is left out in silence. What cannot be converted stays as it is, for the rules to name.
 */
import type { Bilingual } from '../../domain/bilingual';
import type { RawRecord } from '../../domain/certificate/record';
import { type Say, unreadable } from '../unreadable';
import { type Cell, cellValue, isEmptyCell, textOfCell } from './cells';
import { type Column, columnsOf, nameOf } from './headings';

/** Where the reading of a table stands, to go on with later. */
export interface TableState {
  readonly headings: readonly string[];
  /** Rows behind which it goes on, the heading among them. */
  readonly rows: number;
  /** The first of the blank rows that it stands behind. */
  readonly blankRow: number | null;
}

export type Walked =
  | { readonly kind: 'headings' | 'blank' }
  | { readonly kind: 'fault'; readonly row: number; readonly said: Bilingual }
  | { readonly kind: 'record'; readonly row: number; readonly record: RawRecord };

export interface TableWalk {
  /** Throws Unreadable for a first row that holds no headings, and for blank rows without end. */
  take(cells: readonly Cell[]): Walked;
  /** Counts a row of which the cells cannot be made out; answers its number. */
  skip(): number;
  /** As they stand in the table; `undefined` before its first row. */
  columns(): readonly Column[] | undefined;
  state(): TableState;
}

export interface WalkOptions {
  /** Told of headings that are not in the contract. */
  readonly say: Say;
  /** Told of every cell that is not empty. */
  readonly note: (column: Column, cell: Cell, row: number) => void;
  /** Puts the columns into the order in which a record has its fields; as they stand where it is absent. */
  readonly order?: (columns: readonly Column[]) => readonly Column[];
  readonly from?: TableState | undefined;
}

/** As many as a spreadsheet program can leave behind the last record. */
const BLANK_ROWS_MAX = 1_048_576;

const BLANK = { kind: 'blank' } as const;
const HEADINGS = { kind: 'headings' } as const;

const blankBetween = (row: number): Walked => ({
  kind: 'fault',
  row,
  said: { zh: `第 ${row} 行为空行,请删除。`, en: `Row ${row} is empty; remove it.` },
});
const tooManyBlanks = (): Error =>
  unreadable(`空行超过 ${BLANK_ROWS_MAX} 行,请删除。`, `More than ${BLANK_ROWS_MAX} empty rows; remove them.`);
const tooManyCells = (row: number): Walked => ({
  kind: 'fault',
  row,
  said: { zh: `第 ${row} 行的列数多于表头。`, en: `Row ${row} has more cells than headings.` },
});

function setField(record: Record<string, unknown>, name: string, value: unknown): void {
  // By assignment a field of this name would become the prototype of the record.
  if (name === '__proto__') Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

const saysNothing: Say = () => undefined;

export function tableWalk({ say, note, order = (columns) => columns, from }: WalkOptions): TableWalk {
  let columns = from === undefined ? undefined : columnsOf(from.headings, saysNothing);
  let ordered = order(columns ?? []);
  let rows = from?.rows ?? 0;
  let blankRow = from?.blankRow ?? null;

  const recordOf = (cells: readonly Cell[], row: number): RawRecord => {
    const record: Record<string, unknown> = {};
    for (const column of ordered) {
      const cell = cells[column.position - 1] ?? '';
      const value = cellValue(column.field, column.codesByLabel, cell);
      if (value === undefined) continue;
      note(column, cell, row);
      setField(record, nameOf(column), value);
    }
    return record;
  };

  return {
    take: (cells) => {
      rows += 1;
      if (columns === undefined) {
        columns = columnsOf(cells.map(textOfCell), say);
        ordered = order(columns);
        return HEADINGS;
      }
      // Spreadsheets leave blank rows behind the last one; before it they would shift the count of lines.
      if (cells.every(isEmptyCell)) {
        blankRow ??= rows;
        if (rows - blankRow >= BLANK_ROWS_MAX) throw tooManyBlanks();
        return BLANK;
      }
      if (blankRow !== null) {
        const row = blankRow;
        blankRow = null;
        return blankBetween(row);
      }
      if (cells.length > columns.length && !cells.slice(columns.length).every(isEmptyCell)) return tooManyCells(rows);
      return { kind: 'record', row: rows, record: recordOf(cells, rows) };
    },
    skip: () => {
      rows += 1;
      return rows;
    },
    columns: () => columns,
    state: () => ({ headings: (columns ?? []).map(({ heading }) => heading), rows, blankRow }),
  };
}
