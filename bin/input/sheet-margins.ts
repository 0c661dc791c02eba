/**
 * What the package that reads workbooks passes over in silence: the errors of formulas (`#N/A`), which it takes for empty
 * cells, and that cells are merged, of which all but the first are empty. From the XML of the first sheet, ECMA-376
 * part 1, 18.3.1.4 (c) and 18.3.1.54 (mergeCell).
 */
import { type ZipEntry, entriesOf, textOfEntry } from './zip-entries';

export interface SheetMargins {
  readonly hasMergedCells: boolean;
  /** Text of the error by column, by row; both 0-based. */
  readonly errors: ReadonlyMap<number, ReadonlyMap<number, string>>;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const FIRST_SHEET = /<(?:\w+:)?sheet\s[^>]*?\b\w+:id=["']([^"']+)["']/;
const RELATION = /<(?:\w+:)?Relationship\s[^>]*>/g;
const MERGED = /<(?:\w+:)?mergeCell\s/;
const ERROR_CELL = /<(?:\w+:)?c\s([^>]*?\bt=["']e["'][^>]*)>([\s\S]*?)<\/(?:\w+:)?c>/g;
const ERROR_VALUE = /<(?:\w+:)?v>([^<]*)</;
const ADDRESS = /\br=["']([A-Z]{1,3})([0-9]{1,7})["']/;
const END_OF_ROW = 'row>';
/** More than a row has; of what is longer the beginning is passed over. */
const ROW_CHARACTERS_MAX = 1024 * 1024;
const LETTERS = 26;
const BEFORE_A = 64;

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}=["']([^"']*)["']`).exec(tag)?.[1];

async function wholeText(bytes: Buffer, entry: ZipEntry | undefined): Promise<string> {
  let text = '';
  if (entry !== undefined) for await (const piece of textOfEntry(bytes, entry)) text += piece;
  return text;
}

async function firstSheetOf(bytes: Buffer): Promise<ZipEntry | undefined> {
  const entries = entriesOf(bytes);
  const named = (wanted: string): ZipEntry | undefined => entries.find(({ name }) => name === wanted);
  const id = FIRST_SHEET.exec(await wholeText(bytes, named(WORKBOOK)))?.[1];
  const relations = (await wholeText(bytes, named(RELATIONS))).match(RELATION) ?? [];
  const relation = relations.find((tag) => attributeOf(tag, 'Id') === id);
  const target = relation === undefined ? undefined : attributeOf(relation, 'Target');
  if (target === undefined) return undefined;
  return named(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
}

const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * LETTERS + letter.charCodeAt(0) - BEFORE_A, 0) - 1;

function noteErrors(text: string, errors: Map<number, Map<number, string>>): void {
  if (!text.includes('t="e"') && !text.includes("t='e'")) return;
  for (const [, attributes = '', content = ''] of text.matchAll(ERROR_CELL)) {
    const [, letters, row] = ADDRESS.exec(attributes) ?? [];
    const error = ERROR_VALUE.exec(content)?.[1];
    if (letters === undefined || row === undefined || error === undefined) continue;
    const cells = errors.get(Number(row) - 1) ?? new Map<number, string>();
    errors.set(Number(row) - 1, cells.set(columnOf(letters), error));
  }
}

/** Throws for what cannot be unpacked. */
export async function sheetMargins(bytes: Buffer): Promise<SheetMargins> {
  const errors = new Map<number, Map<number, string>>();
  let hasMergedCells = false;
  const sheet = await firstSheetOf(bytes);
  if (sheet === undefined) return { hasMergedCells, errors };
  let rest = '';
  for await (const piece of textOfEntry(bytes, sheet)) {
    const text = rest + piece;
    hasMergedCells ||= text.includes('mergeCell ') && MERGED.test(text);
    const end = text.lastIndexOf(END_OF_ROW) + 1;
    noteErrors(text.slice(0, end), errors);
    rest = text.slice(end).slice(-ROW_CHARACTERS_MAX);
  }
  return { hasMergedCells, errors };
}
