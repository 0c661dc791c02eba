/** A file of records, whatever its kind, as `check` and `fix` go through it: once, in order, nothing kept. */
import type { RawRecord } from '../../src/domain/certificate/record';
import type { Cell } from '../../src/formats/table/cells';

export interface FileItem {
  readonly record: RawRecord;
  /** The lines of the file that hold the record, with their end, as they stand there. */
  readonly source: Buffer | string;
  /** Of a table. */
  readonly cells?: readonly Cell[];
}

export interface RewrittenItem {
  readonly text: string;
  /** Fields of the record that the file has no place for. */
  readonly left: readonly string[];
}

export interface RecordFile {
  /** NDJSON may be mended line by line; a table has a heading, and only its columns can be written. */
  readonly kind: 'ndjson' | 'csv' | 'xlsx';
  /** Throws UnusableInput, with the line, for whatever is no record. */
  items(): AsyncGenerator<FileItem>;
  /** What stands before the first record, once that has been read. */
  heading(): string;
  /** The item with another record in its place; what did not change stays as it was written. */
  rewritten(item: FileItem, record: RawRecord): RewrittenItem;
}
