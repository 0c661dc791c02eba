/**
 * CSV as rows of cells (RFC 4180), block by block, in UTF-8, GB 18030 or UTF-16. A row that cannot be made out is told in
 * its place, and those behind it are read all the same.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { Bilingual } from '../../domain/bilingual';
import type { TableRow } from '../table/cells';
import {
  BEGINNING_BYTES,
  ENCODING_NAMES,
  type Encoding,
  hasUtf8Mark,
  markBytes,
  peeked,
  utf16Of,
} from '../text-encoding';
import { unreadable } from '../unreadable';
import { type LineEnd, type RowBlock, rowBlocks } from './split-rows';

export interface CsvRow extends TableRow {
  readonly cells: readonly string[];
}

export interface CsvBlock {
  readonly rows: readonly CsvRow[];
  /** The row as it stands in the table, with its line end; 0-based within the block. */
  sourceOf(row: number): string;
  readonly sourceBytes: number;
  readonly reading: CsvReading;
}

/** What has been seen of how the table is written. */
export interface CsvReading {
  /** `undefined` while there was nothing but ASCII. */
  readonly encoding: Encoding | undefined;
  readonly lineEnd: LineEnd | undefined;
}

export interface CsvOptions {
  readonly rowsMax: number;
  readonly firstRowsMax: number;
  readonly rowsBefore: number;
  readonly reading: CsvReading;
}

type Latin = 'utf-8' | 'gb18030';

const WIDE_UNIT_BYTES = 2;

const DECODERS = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true }),
} as const;

const misfit = (encoding: Encoding | undefined): Bilingual => {
  const name = ENCODING_NAMES[encoding ?? 'utf-8'];
  return { zh: `不是有效的 ${name} 文本`, en: `Not valid ${name} text` };
};
const noCsv: Bilingual = { zh: '不是有效的 CSV,请检查引号', en: 'No valid CSV: look at the quotation marks' };

function textOf(bytes: Uint8Array, encoding: Latin): string | undefined {
  try {
    return DECODERS[encoding].decode(bytes);
  } catch {
    return undefined;
  }
}

const rowBytes = ({ bytes, ends }: RowBlock, row: number): Buffer => bytes.subarray(ends[row - 1] ?? 0, ends[row]);

/** By the first row that says more than ASCII: a table is written in one encoding. */
function seenIn(block: RowBlock): Latin | undefined {
  if (isAscii(block.bytes)) return undefined;
  const row = block.ends.findIndex((_end, index) => !isAscii(rowBytes(block, index)));
  return isUtf8(rowBytes(block, row)) ? 'utf-8' : 'gb18030';
}

const LINE_ENDS: Readonly<Record<LineEnd, string[]>> = { LF: ['\r\n', '\n'], CR: ['\r'] };
const withoutEnd = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Throws for what is no CSV. */
function cellsIn(text: string, lineEnd: LineEnd): readonly (readonly string[])[] {
  // Without a quotation mark there is nothing but commas and line ends, and ten times the speed.
  if (text.includes('"')) return parse(text, { relax_column_count: true, record_delimiter: LINE_ENDS[lineEnd] });
  const lines = text.split(lineEnd === 'LF' ? '\n' : '\r');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => withoutEnd(line).split(','));
}

function rowsIn(text: string, count: number, lineEnd: LineEnd): readonly CsvRow[] | undefined {
  try {
    const rows = cellsIn(text, lineEnd);
    return rows.length === count ? rows.map((cells) => ({ cells })) : undefined;
  } catch {
    return undefined;
  }
}

/** Row by row, only to tell which of them are at fault. */
function rowsOneByOne(block: RowBlock, encoding: Latin): readonly CsvRow[] {
  return block.ends.map((_end, index) => {
    const text = textOf(rowBytes(block, index), encoding);
    if (text === undefined) return { cells: [], fault: misfit(encoding) };
    const [row] = rowsIn(text, 1, block.lineEnd) ?? [];
    return row ?? { cells: [], fault: noCsv };
  });
}

function rowsOf(block: RowBlock, encoding: Latin): readonly CsvRow[] {
  const text = textOf(block.bytes, encoding);
  const rows = text === undefined ? undefined : rowsIn(text, block.ends.length, block.lineEnd);
  return rows ?? rowsOneByOne(block, encoding);
}

/** UTF-16 as UTF-8. */
async function* narrowed(content: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Buffer): Buffer => {
    try {
      return Buffer.from(bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }));
    } catch {
      const { zh, en } = misfit(encoding);
      throw unreadable(`${zh}。`, `${en}.`);
    }
  };
  for await (const bytes of content) yield decode(bytes);
  yield decode();
}

async function* withoutMark(content: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const piece of content) {
    const skipped = Math.min(left, piece.length);
    left -= skipped;
    yield piece.subarray(skipped);
  }
}

/** `reading.encoding` given is trusted; else it is seen. Throws Unreadable behind the last row that can be told. */
export async function* csvBlocks(content: AsyncIterable<Buffer>, options: CsvOptions): AsyncGenerator<CsvBlock> {
  const { beginning, whole } = await peeked(content, BEGINNING_BYTES);
  const isFirst = options.rowsBefore === 0;
  const wide = options.reading.encoding ?? (isFirst ? utf16Of(beginning) : undefined);
  const isWide = wide === 'utf-16le' || wide === 'utf-16be';
  let mark = isFirst ? markBytes(beginning, wide) : 0;
  let encoding = options.reading.encoding ?? wide ?? (isFirst && hasUtf8Mark(beginning) ? 'utf-8' : undefined);
  const bare = withoutMark(whole, mark);
  const bytes = isWide ? narrowed(bare, wide) : bare;
  for await (const block of rowBlocks(bytes, { ...options, lineEnd: options.reading.lineEnd })) {
    encoding ??= seenIn(block);
    const latin = encoding === 'gb18030' ? 'gb18030' : 'utf-8';
    const length = isWide ? block.bytes.toString().length * WIDE_UNIT_BYTES : block.bytes.length;
    yield {
      rows: rowsOf(block, latin),
      sourceOf: (row) => textOf(rowBytes(block, row), latin) ?? '',
      sourceBytes: mark + length,
      reading: { encoding, lineEnd: block.lineEnd },
    };
    mark = 0;
  }
}
