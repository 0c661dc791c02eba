/**
 * Tables (CSV, XLSX) as records: the first row holds the headings, Chinese or the field names of the contract; values
 * of code fields may be codes or Chinese labels. An unknown heading becomes an unknown field (CPL-004): nothing is
 * left out in silence. What cannot be converted stays as it is, for the rules to name.
 */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import type { RawRecord, RecordField } from '../../src/domain/certificate/record';
import { RECORD_FIELDS } from '../../src/domain/certificate/record';
import { UnusableInput } from './unusable-input';

/** A table is read whole before it is cut into rows. */
export const TABLE_BYTES_MAX = 256 * 1024 * 1024;
export const COLUMNS_MAX = 200;
const CELL_CHARACTERS_MAX = 10_000;

const DECIMAL = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const DATE_CHARACTERS = 10;

interface Column {
  readonly heading: string;
  readonly field: RecordField | undefined;
  readonly codesByLabel: ReadonlyMap<string, string>;
}

/** Parentheses are typed in both widths; blanks around a heading or label mean nothing. */
const sameLabel = (text: string): string =>
  text.trim().replaceAll('（', '(').replaceAll('）', ')').replaceAll('／', '/');

const FIELDS_BY_HEADING: ReadonlyMap<string, RecordField> = new Map(
  RECORD_FIELDS.flatMap((field) => [
    [field.name, field],
    [sameLabel(field.zh), field],
  ]),
);

function columnOf(heading: string): Column {
  const field = FIELDS_BY_HEADING.get(sameLabel(heading));
  const codesByLabel = new Map((field?.codes ?? []).map(({ code, zh }) => [sameLabel(zh), code]));
  return { heading: heading.trim(), field, codesByLabel };
}

function columnsOf(headings: readonly string[]): readonly Column[] {
  if (headings.length > COLUMNS_MAX) {
    throw new UnusableInput({ zh: `列数超过 ${COLUMNS_MAX}。`, en: `More than ${COLUMNS_MAX} columns.` });
  }
  const columns = headings.map(columnOf);
  const names = columns.map(({ field, heading }) => field?.name ?? heading);
  const twice = names.findIndex((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice >= 0) {
    throw new UnusableInput({
      zh: `第 ${twice + 1} 列的表头重复。`,
      en: `The heading of column ${twice + 1} stands twice.`,
    });
  }
  if (!columns.some(({ field }) => field !== undefined)) {
    throw new UnusableInput({ zh: '第一行不是表头。', en: 'The first row holds no known heading.' });
  }
  return columns;
}

/** `undefined` for an empty cell: the record then has no such field. */
function valueOf({ field, codesByLabel }: Column, cell: string): string | number | undefined {
  if (cell.trim() === '') return undefined;
  if (field?.type === 'number') return DECIMAL.test(cell.trim()) ? Number(cell) : cell;
  if (field?.type === 'code') return codesByLabel.get(sameLabel(cell)) ?? cell.trim();
  return field?.type === 'date' ? cell.trim() : cell;
}

function recordOf(columns: readonly Column[], cells: readonly string[], line: number): RawRecord {
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    throw new UnusableInput({ zh: `第 ${line} 行的列数多于表头。`, en: `Row ${line} has more cells than headings.` });
  }
  const entries = columns.flatMap((column, index) => {
    const value = valueOf(column, cells[index] ?? '');
    if (value === undefined) return [];
    return [[column.field?.name ?? (column.heading || `column ${index + 1}`), value] as const];
  });
  return Object.fromEntries(entries);
}

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > TABLE_BYTES_MAX) {
    throw new UnusableInput({ zh: '文件过大,请改用 NDJSON。', en: 'The file is too large for a table; use NDJSON.' });
  }
  return readFile(path);
}

/** UTF-8, or what Chinese spreadsheet programs write otherwise: GB 18030. */
function decode(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding; the next one is tried.
    }
  }
  throw new UnusableInput({
    zh: '文件编码既不是 UTF-8 也不是 GB 18030。',
    en: 'The file is neither UTF-8 nor GB 18030.',
  });
}

async function* recordsOf(rows: AsyncIterable<readonly string[]>): AsyncGenerator<RawRecord> {
  let columns: readonly Column[] | undefined;
  let line = 0;
  for await (const cells of rows) {
    line += 1;
    if (columns === undefined) columns = columnsOf(cells);
    else if (cells.some((cell) => cell.trim() !== '')) yield recordOf(columns, cells, line);
    else throw new UnusableInput({ zh: `第 ${line} 行为空行,请删除。`, en: `Row ${line} is empty; remove it.` });
  }
  if (columns === undefined) throw new UnusableInput({ zh: '表格为空。', en: 'The table is empty.' });
}

export async function* readCsv(path: string): AsyncGenerator<RawRecord> {
  const parser = parse(decode(await readWhole(path)), {
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: COLUMNS_MAX * CELL_CHARACTERS_MAX,
  });
  try {
    yield* recordsOf(parser);
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    const { lines } = parser.info;
    throw new UnusableInput({ zh: `第 ${lines} 行不是有效的 CSV。`, en: `Line ${lines} is no valid CSV.` });
  }
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, DATE_CHARACTERS) : String(cell);
};

async function* rowsOfXlsx(bytes: Buffer): AsyncGenerator<readonly string[]> {
  // Loaded only for a spreadsheet: it is the one reader here that takes long to load.
  const { readSheet } = await import('read-excel-file/node');
  // Numbers stay as the file has them, so that a long number in a text column keeps every digit that was stored.
  const rows = await readSheet(bytes, { trim: false, parseNumber: (text) => text });
  const lastRow = rows.findLastIndex((row) => row.some((cell) => cellText(cell).trim() !== ''));
  for (const row of rows.slice(0, lastRow + 1)) yield row.map(cellText);
}

/** The first sheet of the workbook. */
export async function* readXlsx(path: string): AsyncGenerator<RawRecord> {
  const bytes = await readWhole(path);
  try {
    yield* recordsOf(rowsOfXlsx(bytes));
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput({ zh: '文件不是有效的 XLSX。', en: 'The file is no valid XLSX.' });
  }
}
