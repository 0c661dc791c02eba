/** CSV, read twice: once for its encoding, once for its rows. Nothing is kept, so that a table may be of any size. */
import { createReadStream } from 'node:fs';
import { csvBlocks } from '../../src/formats/csv/csv-rows';
import { ENCODING_NAMES, type Encoding } from '../../src/formats/text-encoding';
import { writingOf } from './encoding';
import type { FileItem, RecordFile } from './record-file';
import { type Row, tableReader } from './read-table';
import { type Say, unusable, unusableRow } from './unusable-input';

/** Rows read at a time. */
const BLOCK_ROWS = 1_000;
const BYTE_ORDER_MARK = '\ufeff';

async function* rowsOf(path: string, encoding: Encoding): AsyncGenerator<Row> {
  const reading = { encoding, lineEnd: undefined };
  const options = { rowsMax: BLOCK_ROWS, firstRowsMax: BLOCK_ROWS, rowsBefore: 0, reading };
  let before = 0;
  for await (const { rows, sourceOf } of csvBlocks(createReadStream(path), options)) {
    for (const [index, { cells, fault }] of rows.entries()) {
      if (fault !== undefined) throw unusableRow(before + index + 1, fault);
      yield { cells, source: sourceOf(index) };
    }
    before += rows.length;
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
      yield* reader.items(rowsOf(path, encoding));
    },
    // Spreadsheet programs take a text without the mark for GBK.
    heading: () => `${isMarked ? BYTE_ORDER_MARK : ''}${reader.heading()}`,
    rewritten: (item, record) => reader.rewritten(item, record),
  };
}
