/** The records of a file: NDJSON, CSV or XLSX by its extension; `-` is NDJSON on standard input. */
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { csvFile } from './read-csv';
import { ndjsonFile } from './read-ndjson';
import { xlsxFile } from './read-xlsx';
import type { RecordFile } from './record-file';
import { type Say, unusable } from './unusable-input';

export const STANDARD_INPUT = '-';

/** Throws UnusableInput for an unknown kind of file; what is in it, or that it is not there, shows when it is read. */
export function recordFile(path: string, say: Say): RecordFile {
  if (path === STANDARD_INPUT) return ndjsonFile(() => process.stdin, say);
  switch (extname(path).toLowerCase()) {
    case '.ndjson':
    case '.jsonl':
      return ndjsonFile(() => createReadStream(path), say);
    case '.csv':
      return csvFile(path, say);
    case '.xlsx':
      return xlsxFile(path, say);
    default:
      throw unusable(
        '无法识别文件类型,应为 .ndjson、.jsonl、.csv 或 .xlsx。',
        'Unknown kind of file; it must end in .ndjson, .jsonl, .csv or .xlsx.',
      );
  }
}
