/** The rows of the first sheet of a workbook, as they flow out of its file: nothing but the shared texts is kept. */
import type { FileHandle } from 'node:fs/promises';
import type { Bilingual } from '../../domain/bilingual';
import { type Cell, isEmptyCell, type TableRow, textOfCell } from '../table/cells';
import { COLUMNS_MAX } from '../table/headings';
import { decodedXml } from '../xml/decoded-xml';
import { type XmlHandlers, xmlReader } from '../xml/xml-reader';
import { CELL_CHARACTERS_MAX, ROW_CHARACTERS_MAX, sheetBudget, tooLarge, XLSX_UNPACKED_BYTES_MAX } from './bounds';
import { cellOf, type CellKind } from './cell-value';
import { invalidWorkbook } from './invalid';
import { partsOf, type WorkbookParts } from './parts';
import { bytesOfEntry, ZipFault } from './zip-entries';

/** As many as a spreadsheet program takes. */
const SHEET_ROWS_MAX = 1_048_576;
const SHEET_COLUMNS_MAX = 16_384;
const ADDRESS = /^([A-Z]{1,3})([0-9]{1,7})$/;
const LETTERS = 26;
const BEFORE_A = 64;

const LEFT_OUT: TableRow = { cells: [] };
const TOO_WIDE: Bilingual = { zh: `列数超过 ${COLUMNS_MAX}`, en: `More than ${COLUMNS_MAX} columns` };
const TOO_LONG: Bilingual = {
  zh: `文本超过 ${ROW_CHARACTERS_MAX} 个字符`,
  en: `More than ${ROW_CHARACTERS_MAX} characters`,
};
const TWICE: Bilingual = { zh: '同一单元格出现两次', en: 'A cell stands twice' };

/** 0-based. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - BEFORE_A;
  return column - 1;
}

interface OpenCell extends CellKind {
  readonly column: number;
}

interface OpenRow {
  readonly cells: Cell[];
  characters: number;
  /** Its cells are then not kept. */
  fault: Bilingual | undefined;
}

/** Puts the cell into its row, as far as it has a place there. Answers why it has none. */
function put(row: OpenRow, column: number, value: Cell): Bilingual | undefined {
  row.characters += textOfCell(value).length;
  if (row.characters > ROW_CHARACTERS_MAX) return TOO_LONG;
  const isTaken = !isEmptyCell(row.cells[column] ?? '');
  if (column >= COLUMNS_MAX || isTaken) {
    if (isEmptyCell(value)) return undefined;
    return isTaken ? TWICE : TOO_WIDE;
  }
  while (row.cells.length < column) row.cells.push('');
  row.cells[column] = value;
  return undefined;
}

/** Collects rows while XML flows in; rows that the sheet leaves out are there as empty ones. */
function rowCollector(parts: WorkbookParts, onMerged: () => void) {
  const budget = sheetBudget();
  let ready: TableRow[] = [];
  let rows = 0;
  let row: OpenRow | undefined;
  let cell: OpenCell | undefined;
  let column = -1;
  let text = '';
  let isValue = false;
  let isPhonetic = false;

  const openRow = (given: string | undefined): void => {
    const number = given === undefined ? rows + 1 : Number(given);
    if (!(number > rows && number <= SHEET_ROWS_MAX)) throw invalidWorkbook();
    for (; rows < number - 1; rows += 1) ready.push(LEFT_OUT);
    row = { cells: [], characters: 0, fault: undefined };
    column = -1;
  };
  const closeRow = ({ cells, fault }: OpenRow): void => {
    budget.spendCells(cells.length);
    ready.push(fault === undefined ? { cells } : { cells: [], fault });
    rows += 1;
    row = undefined;
  };
  const openCell = ({ r, t: type = 'n', s: style }: Readonly<Record<string, string>>): void => {
    const [, letters] = ADDRESS.exec(r ?? '') ?? [];
    column = letters === undefined ? column + 1 : columnOf(letters);
    if (column >= SHEET_COLUMNS_MAX) throw invalidWorkbook();
    cell = { column, type, style };
    text = '';
  };
  const closeCell = (): void => {
    // What is styled and empty is as if it were not there; what stands in a row at fault need not be looked up.
    if (row !== undefined && row.fault === undefined && cell !== undefined && text !== '') {
      const value = cellOf(cell, text, parts);
      budget.spendCharacters(textOfCell(value).length);
      row.fault = put(row, cell.column, value);
    }
    cell = undefined;
  };
  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === 'row') openRow(attributes['r']);
      else if (name === 'c') openCell(attributes);
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 'mergeCell') onMerged();
      isValue = cell !== undefined && !isPhonetic && (name === 'v' || name === 't');
    },
    text: (piece) => {
      if (!isValue) return;
      text += piece;
      if (text.length > CELL_CHARACTERS_MAX) throw tooLarge();
    },
    close: (name) => {
      isValue = false;
      if (name === 'c') closeCell();
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'row' && row !== undefined) closeRow(row);
    },
  };
  return {
    handlers,
    take: (): readonly TableRow[] => {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}

/**
 * Some rows at a time. Throws Unreadable for what is no workbook. `onMerged`: of merged cells all but the first are empty,
 * which the rows cannot show.
 */
export async function* sheetRows(file: FileHandle, onMerged: () => void): AsyncGenerator<readonly TableRow[]> {
  try {
    const parts = await partsOf(file);
    const collector = rowCollector(parts, onMerged);
    const xml = xmlReader(collector.handlers);
    const sheet = bytesOfEntry(file, parts.sheet, { bytesMax: XLSX_UNPACKED_BYTES_MAX, tooLarge });
    for await (const { text } of decodedXml(sheet)) {
      xml.write(text);
      yield collector.take();
    }
    xml.end();
    yield collector.take();
  } catch (error) {
    throw error instanceof ZipFault ? invalidWorkbook() : error;
  }
}
