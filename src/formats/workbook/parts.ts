/** The parts of a workbook that say how its first sheet is to be read (ECMA-376 part 1, 18). */
import type { FileHandle } from 'node:fs/promises';
import { unreadable } from '../unreadable';
import { decodedXml } from '../xml/decoded-xml';
import { type XmlHandlers, xmlReader } from '../xml/xml-reader';
import { CELL_CHARACTERS_MAX, PART_BYTES_MAX, SHARED_BYTES_MAX, tooLarge } from './bounds';
import { isBuiltInDate, isDateCode } from './date-formats';
import { type StringTable, stringTable } from './string-table';
import { bytesOfEntry, entriesOf, type ZipEntry, ZipFault } from './zip-entries';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

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
  for await (const { text } of decodedXml(bytesOfEntry(file, entry, { bytesMax, tooLarge }))) xml.write(text);
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
  const ownDates = new Map<number, boolean>();
  const formats: number[] = [];
  let isOfCells = false;
  await readPart(file, entry, {
    open: (name, { numFmtId, formatCode = '' }) => {
      if (name === 'numFmt') ownDates.set(Number(numFmtId), isDateCode(formatCode));
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) formats.push(Number(numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats.map((id) => ownDates.get(id) ?? isBuiltInDate(id));
}

/** `_x000D_` stands for a character that XML cannot hold (part 1, 22.9.2.19, ST_Xstring). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
const HEXADECIMAL = 16;
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(ESCAPED, (_all, hex: string) => String.fromCharCode(parseInt(hex, HEXADECIMAL)))
    : text;

/** Half of a character outside the basic plane, alone: UTF-8 has no bytes for it, so that it would not be kept as it is. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const halfCharacter = (): Error =>
  unreadable(
    '工作簿的文本含半个字符(孤立的 UTF-16 代理码元)。',
    'A text of the workbook holds half a character (a lone UTF-16 surrogate).',
  );

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
      if (!isText) return;
      text += piece;
      // One text may be shown in any number of cells.
      if (text.length > CELL_CHARACTERS_MAX) throw tooLarge();
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name !== 'si') return;
      const whole = unescaped(text);
      if (LONE_SURROGATE.test(whole)) throw halfCharacter();
      texts.add(whole);
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
