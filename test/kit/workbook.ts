/** A workbook of one sheet, from its XML: what a spreadsheet program would have to be at hand for otherwise. */
import { crc32, deflateRawSync } from 'node:zlib';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

interface Packed {
  readonly local: Buffer;
  readonly central: Buffer;
}

function packed(name: string, text: string | Buffer, at: number): Packed {
  const content = deflateRawSync(text);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(8, 4);
  shared.writeUInt32LE(crc32(text), 10);
  shared.writeUInt32LE(content.length, 14);
  shared.writeUInt32LE(Buffer.byteLength(text), 18);
  shared.writeUInt16LE(name.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(at, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), content]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, tail, Buffer.from(name)]),
  };
}

/** A ZIP file of these texts, in UTF-8 where they are no bytes yet. */
export function zippedTexts(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const { local, central } = packed(name, text, at);
    locals.push(local);
    centrals.push(central);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const LETTERS = 26;
const letterOf = (column: number): string =>
  (column < LETTERS ? '' : letterOf(Math.floor(column / LETTERS) - 1)) +
  String.fromCharCode('A'.charCodeAt(0) + (column % LETTERS));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function cellXml(text: string | number, address: string): string {
  if (text === '') return '';
  if (typeof text === 'number') return `<c r="${address}"><v>${text}</v></c>`;
  if (text.startsWith('#')) return `<c r="${address}" t="e"><f>NA()</f><v>${text}</v></c>`;
  return `<c r="${address}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
}

/** Texts, numbers, and errors of formulas (`#N/A`); `merged` is a range such as `A2:A3`. */
export function workbook(rows: readonly (readonly (string | number)[])[], merged?: string): Buffer {
  const body = rows.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((text, column) => cellXml(text, `${letterOf(column)}${index + 1}`)).join('')}</row>`,
  );
  const merge = merged === undefined ? '' : `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`;
  return zippedTexts({
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData>${merge}</worksheet>`,
  });
}

/** A workbook with a text of so many characters that its cells could share. */
export function workbookWithTexts(characters: number): Buffer {
  return zippedTexts({
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}"><si><t>${'x'.repeat(characters)}</t></si></sst>`,
  });
}
