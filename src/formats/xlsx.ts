/** XLSX: the first sheet of a workbook, headings in its first row (docs/record.md). */
import type { ReadingFrom, UploadFormat } from '../app/upload-format';
import type { Bilingual } from '../domain/bilingual';
import { piecesOf, type Stretch } from './stretch';
import { tableLines, type TableLines } from './table/table-lines';
import { XLSX_BYTES_MAX, tooLarge } from './workbook/parts';
import { sheetRows } from './workbook/sheet-rows';
import { spooled } from './workbook/spool';

export const MERGED_CELLS: Bilingual = {
  zh: '提示:工作表含合并单元格;除左上角一格外都是空的,请取消合并后逐格填写。',
  en: 'Note: the sheet has merged cells; all but the first of each are empty. Unmerge them and fill in every cell.',
};

/** One after the other: each waits for those before it. */
function oneAtATime() {
  let last: Promise<void> = Promise.resolve();
  return async (): Promise<() => void> => {
    const before = last;
    let leave: () => void = () => undefined;
    last = new Promise((done) => {
      leave = done;
    });
    await before;
    return leave;
  };
}

/** The texts that the cells of a workbook share are in memory while it is read: one workbook at a time in a process. */
const enter = oneAtATime();

const stretchOf = (table: TableLines, sourceBytes: number, more: readonly Bilingual[] = []): Stretch => {
  const { lines, places, notes } = table.drain();
  return { lines, places, notes: [...notes, ...more], sourceBytes, state: null };
};

async function* stretchesOf(content: AsyncIterable<Buffer>, { recordsMax }: ReadingFrom): AsyncGenerator<Stretch> {
  const { file, bytes } = await spooled(content, { bytesMax: XLSX_BYTES_MAX, tooLarge });
  const leave = await enter();
  try {
    if (bytes === 0) return;
    const table = tableLines({ from: undefined, recordsMax });
    let hasMergedCells = false;
    for await (const rows of sheetRows(file, () => (hasMergedCells = true))) {
      for (const cells of rows) {
        table.take(cells);
        if (table.isFull()) yield stretchOf(table, 0);
      }
    }
    // The content is one file: it is there as a whole when its last records are.
    yield stretchOf(table, bytes, [...(hasMergedCells ? [MERGED_CELLS] : []), ...table.remarks()]);
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
