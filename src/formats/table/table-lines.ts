/**
 * The rows of a table as lines of NDJSON, for the door: every fault is named by row and column, and the rows behind it are
 * read all the same.
 */
import type { Bilingual } from '../../domain/bilingual';
import type { Place } from '../../domain/intake/place';
import { canonicalLine, lineOf, type WriteRecord } from '../record-line';
import { STRETCH_CHARACTERS_CUT, type Stretch } from '../stretch';
import { unreadable } from '../unreadable';
import type { TableRow } from './cells';
import { cellRemarks, spoiltCell } from './cell-remarks';
import { type Column, nameOf } from './headings';
import { type TableState, tableWalk } from './table-walk';

export interface TableLines {
  /** Throws Unreadable for a first row that holds no headings, and for blank rows without end. */
  take(row: TableRow): void;
  /** Rows taken so far, the heading among them. */
  rows(): number;
  isFull(): boolean;
  /** What came since it was last asked. */
  drain(): Pick<Stretch, 'lines' | 'places' | 'notes'>;
  /** What is to be said of the whole table. */
  remarks(): readonly Bilingual[];
  state(): TableState;
}

const HEADING_ROWS = 1;
/** JavaScript orders names of this kind before all others, whatever the order in which they were set. */
const LOOKS_LIKE_AN_INDEX = /^[0-9]+$/;

const byName = (columns: readonly Column[]): readonly Column[] =>
  [...columns].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

/** Fields set in the order of their names are written canonically by JSON itself, in a third of the time. */
const writerFor = (columns: readonly Column[]): WriteRecord =>
  columns.some((column) => LOOKS_LIKE_AN_INDEX.test(nameOf(column)))
    ? canonicalLine
    : (record) => JSON.stringify(record);

const inRow = (row: number, { record, field, message }: Place): Place => ({
  record,
  field,
  message: { zh: `表格第 ${row} 行:${message.zh}`, en: `Row ${row}: ${message.en}` },
});

export function tableLines({ from, recordsMax }: { from: TableState | undefined; recordsMax: number }): TableLines {
  let lines: string[] = [];
  let places: Place[] = [];
  let notes: Bilingual[] = [];
  let characters = 0;
  let spoilt: Place[] = [];
  let write: WriteRecord | undefined;
  const say = (said: Bilingual): void => void notes.push(said);
  const counted = cellRemarks(say);
  const walk = tableWalk({
    say,
    note: (column, cell, row) => {
      const kind = counted.note(column, cell, row);
      if (kind === undefined || column.field === undefined) return;
      const message = spoiltCell(column, row, kind);
      spoilt.push({ record: row - HEADING_ROWS, field: column.field.name, message });
    },
    order: byName,
    from,
  });

  const takeRecord = (record: Parameters<WriteRecord>[0], row: number): void => {
    write ??= writerFor(walk.columns() ?? []);
    const line = lineOf(record, row - HEADING_ROWS, write);
    if (typeof line === 'string') {
      lines.push(line);
      characters += line.length;
      return;
    }
    // What a spreadsheet did to a cell says more than that its value is of the wrong type.
    const said = new Map(spoilt.map((place) => [place.field, place]));
    places.push(...line.map((place) => said.get(place.field) ?? inRow(row, place)));
  };
  const takeFault = (row: number, message: Bilingual): void =>
    void places.push({ record: Math.max(row - HEADING_ROWS, 1), field: null, message });

  return {
    take: ({ cells, fault }) => {
      if (fault !== undefined && walk.columns() === undefined) {
        throw unreadable(`第 1 行:${fault.zh}。`, `Row 1: ${fault.en}.`);
      }
      if (fault !== undefined) return takeFault(walk.skip(), fault);
      spoilt = [];
      const walked = walk.take(cells);
      if (walked.kind === 'record') takeRecord(walked.record, walked.row);
      else if (walked.kind === 'fault') takeFault(walked.row, walked.said);
    },
    rows: () => walk.state().rows,
    isFull: () => lines.length >= recordsMax || places.length >= recordsMax || characters >= STRETCH_CHARACTERS_CUT,
    drain: () => {
      const drained = { lines, places, notes };
      lines = [];
      places = [];
      notes = [];
      characters = 0;
      return drained;
    },
    remarks: () => {
      counted.tell();
      const told = notes;
      notes = [];
      return told;
    },
    state: () => walk.state(),
  };
}
