/** The first sheet of a workbook, as it flows out of its file. Its size has a limit, as the texts that its cells share are kept. */
import { open } from 'node:fs/promises';
import { textOfCell } from '../../src/formats/table/cells';
import { tooLarge, XLSX_BYTES_MAX } from '../../src/formats/workbook/bounds';
import { sheetRows } from '../../src/formats/workbook/sheet-rows';
import { MERGED_CELLS } from '../../src/formats/xlsx';
import type { FileItem, RecordFile } from './record-file';
import { type Row, csvRow, tableReader } from './read-table';
import { type Say, unusableRow } from './unusable-input';

const LINE_END = '\r\n';

async function* rowsOf(path: string, say: Say): AsyncGenerator<Row> {
  const file = await open(path);
  let hasMergedCells = false;
  let row = 0;
  try {
    const { size } = await file.stat();
    if (size > XLSX_BYTES_MAX) throw tooLarge();
    for await (const rows of sheetRows(file, () => (hasMergedCells = true))) {
      for (const { cells, fault } of rows) {
        row += 1;
        if (fault !== undefined) throw unusableRow(row, fault);
        yield { cells, source: csvRow(cells.map(textOfCell), LINE_END) };
      }
    }
  } finally {
    await file.close();
  }
  if (hasMergedCells) say(MERGED_CELLS);
}

export function xlsxFile(path: string, say: Say): RecordFile {
  const reader = tableReader(say);
  return {
    kind: 'xlsx',
    items: (): AsyncGenerator<FileItem> => reader.items(rowsOf(path, say)),
    heading: () => `\ufeff${reader.heading()}`,
    rewritten: (item, record) => reader.rewritten(item, record),
  };
}
