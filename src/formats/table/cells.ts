/**
 * What a cell of a table means for the field of its column. A number or a date in a cell of text is what a spreadsheet
 * made of it, and no longer what was typed: digits may be lost, `3-2` has become a day. Such a value is handed on as a
 * number, so that CPL-003 names it and no rule judges it.
 */
import type { Bilingual } from '../../domain/bilingual';
import { isDate } from '../../domain/calendar/dates';
import { IDENTIFIER_FIELDS } from '../../domain/certificate/reading';
import type { RecordField } from '../../domain/certificate/record';

/** A cell as the file has it: text, or what only a spreadsheet knows. */
export type Cell =
  string | { readonly kind: 'NUMBER'; readonly digits: string } | { readonly kind: 'DATE'; readonly day: string };

export interface TableRow {
  readonly cells: readonly Cell[];
  /** Why its cells cannot be made out; it has none then. */
  readonly fault?: Bilingual;
}

export type CellValue = string | number | undefined;

const DECIMAL = /^[+-]?[0-9]+(\.[0-9]+)?$/;
/** Year first, so that month and day cannot be mistaken; a time of day may follow. */
const WRITTEN_DATES = [
  /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.]+Z?)?$/,
  /^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日$/,
  /^([0-9]{4})([0-9]{2})([0-9]{2})$/,
];
/** What a spreadsheet shows in place of long digits, or of a code like `3-2`. */
const SPOILT = /^[0-9](?:\.[0-9]+)?E\+[0-9]+$|^[0-9]{1,2}月[0-9]{1,2}日$|^[0-9]{1,2}-[A-Z][a-z]{2}$/i;

/** What stands in the place of a value that a formula could not find (ECMA-376 part 1, 18.18.11, and later ones). */
const FORMULA_ERROR = /^#(?:N\/A|NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|GETTING_DATA)$/;
/** Days since 1900, from 1927 to 2173: a date whose column has no format of dates. */
const DATE_SERIAL = /^[1-9][0-9]{4}(?:\.[0-9]+)?$/;

/** Parentheses and strokes are typed in both widths; blanks around a heading or label mean nothing. */
export const sameLabel = (text: string): string =>
  text.trim().replaceAll('（', '(').replaceAll('）', ')').replaceAll('／', '/');

/** What the cell shows. */
export const textOfCell = (cell: Cell): string => {
  if (typeof cell === 'string') return cell;
  return cell.kind === 'NUMBER' ? cell.digits : cell.day;
};
export const isEmptyCell = (cell: Cell): boolean => typeof cell === 'string' && cell.trim() === '';

/** `2026/6/1`, `2026年6月1日` and `20260601` as `2026-06-01`; whatever is no date of the calendar stays as it is. */
export function dateOf(text: string): string {
  if (isDate(text)) return text;
  for (const shape of WRITTEN_DATES) {
    const [, year = '', month = '', day = ''] = shape.exec(text) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isDate(date)) return date;
  }
  return text;
}

/** The digits of a spoilt cell: any number says that this is no text. */
const asNumber = (text: string): number => Number(DECIMAL.test(text) ? text : text.replaceAll(/[^0-9]/g, ''));

export const isSpoilt = ({ name, type }: RecordField, cell: Cell): boolean => {
  if (type !== 'text' || !IDENTIFIER_FIELDS.has(name)) return false;
  return typeof cell === 'string' ? SPOILT.test(cell.trim()) : true;
};

export const isFormulaError = (cell: Cell): boolean =>
  typeof cell === 'string' && cell.includes('#') && FORMULA_ERROR.test(cell.trim());

export const isDateSerial = ({ type }: RecordField, cell: Cell): boolean =>
  type === 'date' && DATE_SERIAL.test(textOfCell(cell).trim());

/** `undefined` for an empty cell: the record then has no such field. */
export function cellValue(
  field: RecordField | undefined,
  codesByLabel: ReadonlyMap<string, string>,
  cell: Cell,
): CellValue {
  const text = textOfCell(cell).trim();
  if (text === '') return undefined;
  switch (field?.type) {
    case 'number':
      return DECIMAL.test(text) || (typeof cell === 'object' && cell.kind === 'NUMBER') ? Number(text) : text;
    case 'code':
      return codesByLabel.get(text) ?? codesByLabel.get(sameLabel(text)) ?? text;
    case 'date':
      return dateOf(text);
    case 'text':
      return isSpoilt(field, cell) ? asNumber(text) : text;
    default:
      return text;
  }
}
