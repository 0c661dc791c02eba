/** The parts of a workbook that say how its first sheet is to be read (ECMA-376 part 1, 18). */
import type { FileHandle } from 'node:fs/promises';
import { type Unreadable, unreadable } from '../unreadable';
import { type XmlHandlers, xmlReader } from '../xml/xml-reader';
import { isBuiltInDate, isDateCode } from './date-formats';
import { type StringTable, stringTable } from './string-table';
import { entriesOf, textOfEntry, type ZipEntry, ZipFault } from './zip-entries';

const MEBIBYTE = 1024 * 1024;
export const XLSX_BYTES_MAX = 32 * MEBIBYTE;
/** Of the sheet: a workbook is a ZIP file, and a small one may hold anything. */
export const XLSX_UNPACKED_BYTES_MAX = 512 * MEBIBYTE;
/** Of the texts that cells share, which are kept while the sheet is read; about half a million different ones. */
const SHARED_BYTES_MAX = 48 * MEBIBYTE;
const PART_BYTES_MAX = 8 * MEBIBYTE;

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

export const tooLarge = (): Unreadable =>
  unreadable(
    `工作簿过大(上限 ${XLSX_BYTES_MAX / MEBIBYTE} MiB,解压后 ${XLSX_UNPACKED_BYTES_MAX / MEBIBYTE} MiB,其中共享文本 ${SHARED_BYTES_MAX / MEBIBYTE} MiB),请另存为 CSV 或 NDJSON。`,
    `The workbook is too large (at most ${XLSX_BYTES_MAX / MEBIBYTE} MiB, ${XLSX_UNPACKED_BYTES_MAX / MEBIBYTE} MiB unpacked, ${SHARED_BYTES_MAX / MEBIBYTE} MiB of shared texts); save it as CSV or NDJSON.`,
  );

export interface WorkbookParts {
  readonly sheet: ZipEntry;
  readonly texts: StringTable;
  readonly is1904: boolean;
  /** Whether the style of this number shows dates. */
  isDateStyle(style: string | undefined): boolean;
}

type Entries = ReadonlyMap<string, ZipEntry>;
const SILENT: XmlHandlers = { open: () => undefined, text: () => undefined, close: () => undefined };

async function readPart(
  file: FileHandle,
  entry: ZipEntry | undefined,
  handlers: Partial<XmlHandlers>,
  bytesMax = PART_BYTES_MAX,
): Promise<void> {
  if (entry === undefined) return;
  const xml = xmlReader({ ...SILENT, ...handlers });
  for await (const text of textOfEntry(file, entry, { bytesMax, tooLarge })) xml.write(text);
  xml.end();
}

/** An attribute without the prefix of its namespace. */
const attributeOf = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key === name || key.endsWith(`:${name}`))?.[1];

interface Relation {
  readonly id: string | undefined;
  readonly type: string;
  readonly target: string;
}

async function relationsOf(file: FileHandle, entries: Entries): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  await readPart(file, entries.get(RELATIONS), {
    open: (name, { Id: id, Type: type = '', Target: target = '' }) => {
      if (name === 'Relationship') relations.push({ id, type, target });
    },
  });
  return relations;
}

async function stylesOf(file: FileHandle, entry: ZipEntry | undefined): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isOfCells = false;
  await readPart(file, entry, {
    open: (name, { numFmtId, formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) formats.push(Number(numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats.map((id) => {
    const code = codes.get(id);
    return code === undefined ? isBuiltInDate(id) : isDateCode(code);
  });
}

/** `_x000D_` stands for a character that XML cannot hold (part 1, 22.9.2.19, ST_Xstring). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
const HEXADECIMAL = 16;
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(ESCAPED, (_all, hex: string) => String.fromCharCode(parseInt(hex, HEXADECIMAL)))
    : text;

async function textsOf(file: FileHandle, entry: ZipEntry | undefined): Promise<StringTable> {
  const texts = stringTable();
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const handlers: XmlHandlers = {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else isText = name === 't' && !isPhonetic;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') texts.add(unescaped(text));
    },
  };
  await readPart(file, entry, handlers, SHARED_BYTES_MAX);
  return texts;
}

/** Throws ZipFault where there is no sheet, Unreadable for what is no XML or too large. */
export async function partsOf(file: FileHandle): Promise<WorkbookParts> {
  const entries: Entries = new Map((await entriesOf(file)).map((entry) => [entry.name, entry]));
  let sheetId: string | undefined;
  let is1904 = false;
  await readPart(file, entries.get(WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'sheet') sheetId ??= attributeOf(attributes, 'id');
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  const relations = await relationsOf(file, entries);
  const targeted = (relation: Relation | undefined): ZipEntry | undefined => {
    if (relation === undefined) return undefined;
    const { target } = relation;
    return entries.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  };
  const ofType = (kind: string): ZipEntry | undefined =>
    targeted(relations.find(({ type }) => type.endsWith(`/${kind}`)));
  const sheet = targeted(relations.find(({ id }) => id !== undefined && id === sheetId));
  if (sheet === undefined) throw new ZipFault('There is no first sheet.');
  const styles = await stylesOf(file, ofType('styles'));
  return {
    sheet,
    texts: await textsOf(file, ofType('sharedStrings')),
    is1904,
    isDateStyle: (style) => style !== undefined && styles[Number(style)] === true,
  };
}
