/** CSV: headings in the first row, one record a row (docs/record.md). A broken connection goes on behind the last rows landed. */
import { z } from 'zod';
import type { FormatState, ReadingFrom, UploadFormat } from '../app/upload-format';
import { type CsvReading, csvBlocks } from './csv/csv-rows';
import { piecesOf, type Stretch } from './stretch';
import { tableLines, type TableLines } from './table/table-lines';
import { ENCODING_NAMES } from './text-encoding';

const stateShape = z.object({
  headings: z.array(z.string()),
  rows: z.number().int().positive(),
  blankRow: z.number().int().positive().nullable(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).nullable(),
  lineEnd: z.enum(['LF', 'CR']),
});

const NOTHING_SEEN: CsvReading = { encoding: undefined, lineEnd: undefined };

function stateOf(table: TableLines, { encoding, lineEnd }: CsvReading): FormatState {
  return { ...table.state(), encoding: encoding ?? null, lineEnd: lineEnd ?? 'LF' };
}

async function* stretchesOf(
  content: AsyncIterable<Buffer>,
  { state, recordsMax }: ReadingFrom,
): AsyncGenerator<Stretch> {
  const from = state === null ? undefined : stateShape.parse(state);
  const table = tableLines({ from, recordsMax });
  let reading: CsvReading =
    from === undefined ? NOTHING_SEEN : { encoding: from.encoding ?? undefined, lineEnd: from.lineEnd };
  const blocks = csvBlocks(content, {
    rowsMax: recordsMax,
    firstRowsMax: from === undefined ? recordsMax + 1 : recordsMax,
    rowsBefore: from?.rows ?? 0,
    reading,
  });
  for await (const block of blocks) {
    const { encoding } = block.reading;
    const notes =
      encoding === undefined || encoding === 'utf-8' || encoding === reading.encoding
        ? []
        : [
            {
              zh: `文件编码为 ${ENCODING_NAMES[encoding]},已按此读取。`,
              en: `The file is written in ${ENCODING_NAMES[encoding]} and was read as such.`,
            },
          ];
    reading = block.reading;
    block.rows.forEach((row) => table.take(row));
    const drained = table.drain();
    yield {
      ...drained,
      notes: [...notes, ...drained.notes],
      sourceBytes: block.sourceBytes,
      state: stateOf(table, reading),
    };
  }
  if (table.rows() > 0) {
    yield { lines: [], places: [], notes: table.remarks(), sourceBytes: 0, state: stateOf(table, reading) };
  }
}

export const csv: UploadFormat = {
  name: 'CSV',
  contentTypes: ['text/csv'],
  resumable: true,
  convert: (content, from) => piecesOf(stretchesOf(content, from), { isContinued: from.state !== null }),
};
