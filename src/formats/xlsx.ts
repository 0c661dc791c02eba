/** XLSX: the first sheet of a workbook, headings in its first row (docs/record.md). */
import type { FileHandle } from 'node:fs/promises';
import type { ReadingFrom, UploadFormat } from '../app/upload-format';
import type { Bilingual } from '../domain/bilingual';
import { piecesOf, type Stretch } from './stretch';
import { tableLines, type TableLines } from './table/table-lines';
import { unreadable } from './unreadable';
import { XLSX_BYTES_MAX, tooLarge } from './workbook/bounds';
import { sheetRows } from './workbook/sheet-rows';
import { spooled } from './workbook/spool';
import { turns } from './workbook/turns';

export const MERGED_CELLS: Bilingual = {
  zh: '提示:工作表含合并单元格;除左上角一格外都是空的,请取消合并后逐格填写。',
  en: 'Note: the sheet has merged cells; all but the first of each are empty. Unmerge them and fill in every cell.',
};

/** The texts that the cells of a workbook share are in memory while it is read. */
const WORKBOOKS_AT_ONCE_MAX = 2;
const enter = turns(WORKBOOKS_AT_ONCE_MAX);

/** Behind so many faults the rest is not read: whoever mends these knows what is wrong. */
const FAULTS_MAX = 1_000;
const tooManyFaults = (row: number): Error =>
  unreadable(
    `无法读取之处超过 ${FAULTS_MAX} 处,第 ${row} 行之后未再读取。`,
    `More than ${FAULTS_MAX} places cannot be read; what lies behind row ${row} was not looked at.`,
  );

const stretchOf = (table: TableLines, sourceBytes: number, more: readonly Bilingual[] = []): Stretch => {
  const { lines, places, notes } = table.drain();
  return { lines, places, notes: [...notes, ...more], sourceBytes, state: null };
};

interface Sheet {
  /** Of the whole file. */
  readonly bytes: number;
  readonly recordsMax: number;
}

async function* stretchesIn(file: FileHandle, { bytes, recordsMax }: Sheet): AsyncGenerator<Stretch> {
  const table = tableLines({ from: undefined, recordsMax });
  let hasMergedCells = false;
  let faults = 0;
  for await (const rows of sheetRows(file, () => (hasMergedCells = true))) {
    for (const row of rows) {
      table.take(row);
      if (!table.isFull()) continue;
      const stretch = stretchOf(table, 0);
      faults += stretch.places.length;
      yield stretch;
      if (faults > FAULTS_MAX) throw tooManyFaults(table.rows());
    }
  }
  // The content is one file: it is there as a whole when its last records are.
  yield stretchOf(table, bytes, [...(hasMergedCells ? [MERGED_CELLS] : []), ...table.remarks()]);
}

async function* stretchesOf(
  content: AsyncIterable<Buffer>,
  { recordsMax, sender }: ReadingFrom,
): AsyncGenerator<Stretch> {
  const { file, bytes } = await spooled(content, { bytesMax: XLSX_BYTES_MAX, tooLarge });
  const leave = await enter(sender);
  try {
    if (bytes > 0) yield* stretchesIn(file, { bytes, recordsMax });
  } finally {
    leave();
    await file.close();
  }
}

export const xlsx: UploadFormat = {
  name: 'XLSX',
  contentTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  resumable: false,
  convert: (content, from) => piecesOf(stretchesOf(content, from), { isContinued: false }),
};
