import { namesPerson, safeFileName } from '../../../src/domain/attachments/file-name';
import { MEDIA_TYPES, mediaTypeOf, type MediaType } from '../../../src/domain/attachments/media-types';
import { zipNames } from '../../../src/domain/attachments/zip-names';
import { zipOf } from '../../kit/zip-of';

const typeOf = (extension: string): MediaType => {
  const found = MEDIA_TYPES.find((type) => type.extension === extension);
  if (!found) throw new Error(extension);
  return found;
};
const BYTES: Readonly<Record<string, Buffer>> = {
  pdf: Buffer.from('%PDF-1.7\n'),
  jpg: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]),
  png: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
  ofd: zipOf('OFD.xml', 'Doc_0/Document.xml'),
  docx: zipOf('[Content_Types].xml', 'word/document.xml'),
  xlsx: zipOf('[Content_Types].xml', 'xl/workbook.xml'),
  csv: Buffer.from('姓名,分数\r\n样例,60\r\n'),
};
const PROGRAM = Buffer.from([0x4d, 0x5a, 0x90, 0x00]);

test.each(Object.keys(BYTES))('%s: its own bytes and no others', (extension) => {
  const fitting = Object.entries(BYTES).filter(([, bytes]) => typeOf(extension).fits(bytes));
  // A PDF that begins as text is text too; everything else is what it is.
  expect(fitting.map(([name]) => name).filter((name) => name !== 'pdf' || extension === 'pdf')).toEqual([extension]);
  expect(typeOf(extension).fits(PROGRAM)).toBe(false);
});

test('a ZIP is any whole container, and a cut one is none', () => {
  expect(typeOf('zip').fits(zipOf('a.txt'))).toBe(true);
  expect(zipNames(zipOf('a.txt', '材料/乙.pdf'))).toEqual(new Set(['a.txt', '材料/乙.pdf']));
  expect(zipNames(zipOf('a.txt').subarray(0, -1))).toBeUndefined();
  expect(zipNames(Buffer.from('PK'))).toBeUndefined();
});

test('a directory that points outside is no container', () => {
  const bytes = zipOf('a.txt');
  bytes.writeUInt32LE(0xffffff00, bytes.length - 6);
  expect(zipNames(bytes)).toBeUndefined();
});

test.each([
  ['application/pdf', 'pdf'],
  ['Text/CSV; charset=gb18030', 'csv'],
  [' image/png ', 'png'],
  ['text/html', undefined],
  ['', undefined],
])('Content-Type %s is %s', (contentType, extension) => {
  expect(mediaTypeOf(contentType)?.extension).toBe(extension);
});

test.each([
  ['备案申请表.pdf', '备案申请表.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\材料\\照片.PDF', '照片.pdf'],
  ['a\u202Efdp.exe', 'a_fdp.pdf'],
  ['..', '附件.pdf'],
  ['', '附件.pdf'],
  ['a\r\nSet-Cookie: x.pdf', 'a_Set-Cookie_ x.pdf'],
])('file name %j is kept as %s', (given, kept) => {
  expect(safeFileName(given, typeOf('pdf'))).toBe(kept);
});

test('a long name is cut to its limit and keeps its ending', () => {
  const kept = safeFileName('材'.repeat(500), typeOf('pdf'));
  expect([Array.from(kept).length, kept.slice(-4)]).toEqual([120, '.pdf']);
});

test('a name with the number of a person is found', () => {
  expect(namesPerson('51010119900101123X.pdf')).toBe(true);
  expect(namesPerson('2026年第1批.pdf')).toBe(false);
});
