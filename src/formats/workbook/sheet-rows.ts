/** The rows of the first sheet of a workbook, as they flow out of its file: nothing but the shared texts is kept. */
import type { FileHandle } from 'node:fs/promises';
import type { Cell } from '../table/cells';
import { Unreadable, unreadable } from '../unreadable';
import { type XmlHandlers, xmlReader } from '../xml/xml-reader';
import { dayOf } from './date-formats';
import { partsOf, tooLarge, unescaped, type WorkbookParts, XLSX_UNPACKED_BYTES_MAX } from './parts';
import { textOfEntry, ZipFault } from './zip-entries';

type SheetRow = readonly Cell[];

/** As many as a spreadsheet program takes. */
const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;
/** More than a spreadsheet program takes in a cell. */
const CELL_CHARACTERS_MAX = 32_768;
const ADDRESS = /^([A-Z]{1,3})([0-9]{1,7})$/;
const LETTERS = 26;
const BEFORE_A = 64;
const DATE_CHARACTERS = 10;

const invalid = (): Unreadable => unreadable('文件不是有效的 XLSX。', 'The file is no valid XLSX.');

/** 0-based. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - BEFORE_A;
  return column - 1;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: string | undefined;
}

/** ECMA-376 part 1, 18.18.11; the error of a formula is the text that it shows. */
function valueOf({ type, style }: OpenCell, text: string, { texts, is1904, isDateStyle }: WorkbookParts): Cell {
  switch (type) {
    case 's': {
      const shared = texts.at(Number(text));
      if (shared === undefined) throw invalid();
      return shared;
    }
    case 'str':
    case 'inlineStr':
      return unescaped(text);
    case 'b':
      return text === '1' ? 'true' : 'false';
    case 'd':
      return { kind: 'DATE', day: text.slice(0, DATE_CHARACTERS) };
    case 'e':
      return text;
    default: {
      const day = isDateStyle(style) ? dayOf(Number(text), is1904) : undefined;
      // Numbers stay as the file has them, so that a long one keeps every digit that was stored.
      return day === undefined ? { kind: 'NUMBER', digits: text } : { kind: 'DATE', day };
    }
  }
}

/** Collects rows while XML flows in; rows that the sheet leaves out are there as empty ones. */
function rowCollector(parts: WorkbookParts, onMerged: () => void) {
  let ready: SheetRow[] = [];
  let rows = 0;
  let row: Cell[] | undefined;
  let cell: OpenCell | undefined;
  let column = -1;
  let text = '';
  let isValue = false;
  let isPhonetic = false;

  const openRow = (given: string | undefined): void => {
    const number = given === undefined ? rows + 1 : Number(given);
    if (!(number > rows && number <= ROWS_MAX)) throw invalid();
    for (; rows < number - 1; rows += 1) ready.push([]);
    row = [];
    column = -1;
  };
  const openCell = ({ r, t: type = 'n', s: style }: Readonly<Record<string, string>>): void => {
    const [, letters] = ADDRESS.exec(r ?? '') ?? [];
    column = letters === undefined ? column + 1 : columnOf(letters);
    if (column >= COLUMNS_MAX) throw invalid();
    cell = { column, type, style };
    text = '';
  };
  const closeCell = (): void => {
    if (row === undefined || cell === undefined) return;
    // What is styled and empty is as if it were not there.
    if (text !== '') {
      while (row.length < cell.column) row.push('');
      row[cell.column] = valueOf(cell, text, parts);
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
      else if (name === 'row' && row !== undefined) {
        ready.push(row);
        rows += 1;
        row = undefined;
      }
    },
  };
  return {
    handlers,
    take: (): readonly SheetRow[] => {
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
export async function* sheetRows(file: FileHandle, onMerged: () => void): AsyncGenerator<readonly SheetRow[]> {
  try {
    const parts = await partsOf(file);
    const collector = rowCollector(parts, onMerged);
    const xml = xmlReader(collector.handlers);
    for await (const text of textOfEntry(file, parts.sheet, { bytesMax: XLSX_UNPACKED_BYTES_MAX, tooLarge })) {
      xml.write(text);
      yield collector.take();
    }
    xml.end();
    yield collector.take();
  } catch (error) {
    throw error instanceof ZipFault ? invalid() : error;
  }
}
