/** CSV, read twice: once for its encoding, once for its rows. Nothing is kept, so that a table may be of any size. */
import { Readable, pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { ENCODING_NAMES, decoded, writingOf } from './encoding';
import type { FileItem, RecordFile } from './record-file';
import { type Row, tableReader } from './read-table';
import { COLUMNS_MAX } from './table-headings';
import { type Say, unusable } from './unusable-input';

const CELL_CHARACTERS_MAX = 10_000;
const BYTE_ORDER_MARK = '\ufeff';

interface ParsedRow {
  readonly raw: string;
  readonly record: readonly string[];
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** The parser gives blank lines before a row along with it, and of CR LF behind it the CR alone. */
const wholeLines = (raw: string): string => raw.replace(/^[\r\n]+/, '').replace(/\r$/, '\r\n');

async function* rowsOf(text: AsyncIterable<string>): AsyncGenerator<Row> {
  const parser = parse({
    raw: true,
    relax_column_count: true,
    max_record_size: COLUMNS_MAX * CELL_CHARACTERS_MAX,
  });
  // Its failure is the parser's: whoever takes the rows meets it there.
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const row of parser) {
      const { raw, record }: ParsedRow = row;
      yield { cells: record, source: wholeLines(raw) };
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    const { lines } = parser.info;
    throw unusable(`第 ${lines} 行不是有效的 CSV。`, `Line ${lines} is no valid CSV.`);
  }
}

export function csvFile(path: string, say: Say): RecordFile {
  const reader = tableReader(say);
  let isMarked = false;
  return {
    kind: 'csv',
    items: async function* (): AsyncGenerator<FileItem> {
      const writing = await writingOf(path);
      if (writing === undefined) {
        throw unusable('文件编码既不是 UTF-8 也不是 GB 18030。', 'The file is neither UTF-8 nor GB 18030.');
      }
      const { encoding } = writing;
      isMarked = writing.isMarked || encoding !== 'utf-8';
      if (encoding !== 'utf-8') {
        const name = ENCODING_NAMES[encoding];
        say({ zh: `文件编码为 ${name},已按此读取。`, en: `The file is written in ${name} and was read as such.` });
      }
      yield* reader.items(rowsOf(decoded(path, encoding)));
    },
    // Spreadsheet programs take a text without the mark for GBK.
    heading: () => `${isMarked ? BYTE_ORDER_MARK : ''}${reader.heading()}`,
    rewritten: (item, record) => reader.rewritten(item, record),
  };
}
