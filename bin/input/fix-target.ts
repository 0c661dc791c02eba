/**
 * Where `certhub fix` writes: the same kind of file with only the mended places changed, or NDJSON, as the hub takes it.
 * It is written beside its place and moved there when it is whole.
 */
import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { RawRecord } from '../../src/domain/certificate/record';
import { STANDARD_INPUT } from './read-records';
import type { FileItem, RecordFile } from './record-file';
import { type Say, unusable } from './unusable-input';

export interface FixTarget {
  readonly file: RecordFile;
  readonly path: string;
  /** Writes the item with `record` in its place; answers the record as it now stands in the file. */
  put(item: FileItem, record: RawRecord): Promise<{ readonly record: RawRecord; readonly left: readonly string[] }>;
  close(): Promise<void>;
  discard(): Promise<void>;
}

export interface TargetFlags {
  readonly out?: string;
  readonly inPlace?: boolean;
}

const NDJSON = ['.ndjson', '.jsonl'];
const PART = '.part';

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    // What is not there yet is no file that could be overwritten.
    return false;
  }
}

/** Throws UnusableInput when the file to write is the one that is read, or of a kind that cannot be written. */
function pathOf({ kind }: RecordFile, source: string, { out, inPlace }: TargetFlags): string {
  const extension = extname(source);
  if (inPlace === true) {
    if (out !== undefined || source === STANDARD_INPUT || kind === 'xlsx') {
      throw unusable(
        '--in-place 不能与 --out、标准输入或 XLSX 同用。',
        '--in-place goes neither with --out nor with standard input or XLSX.',
      );
    }
    return source;
  }
  if (out === undefined && source === STANDARD_INPUT) {
    throw unusable('从标准输入读取时请用 --out 指定文件。', 'Name a file by --out when reading standard input.');
  }
  const path =
    out ?? `${source.slice(0, source.length - extension.length)}.fixed${kind === 'xlsx' ? '.csv' : extension}`;
  if (isSame(path, source)) {
    throw unusable(
      '不覆盖原文件;如需覆盖请用 --in-place。',
      'The file itself is not overwritten; --in-place asks for it.',
    );
  }
  const written = extname(path).toLowerCase();
  if (!NDJSON.includes(written) && (kind === 'ndjson' || written !== '.csv')) {
    throw unusable(
      kind === 'ndjson' ? '--out 应为 .ndjson 文件。' : '--out 应为 .csv 或 .ndjson 文件;XLSX 修正后写为 CSV。',
      kind === 'ndjson'
        ? '--out must be an .ndjson file.'
        : '--out must be a .csv or .ndjson file; XLSX is written as CSV.',
    );
  }
  return path;
}

export function openTarget(file: RecordFile, source: string, flags: TargetFlags, say: Say): FixTarget {
  const path = pathOf(file, source, flags);
  const asNdjson = NDJSON.includes(extname(path).toLowerCase());
  const part = `${path}${PART}`;
  const stream = createWriteStream(part);
  const failed = once(stream, 'error').then(([error]: unknown[]) => Promise.reject(error));
  failed.catch(() => undefined);
  let isHeaded = false;
  let unplaced = 0;

  const write = async (piece: string | Buffer): Promise<void> => {
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), failed]);
  };
  const textOf = (item: FileItem, record: RawRecord): { text: string | Buffer; left: readonly string[] } => {
    if (asNdjson && file.kind !== 'ndjson') return { text: `${JSON.stringify(record)}\n`, left: [] };
    return record === item.record ? { text: item.source, left: [] } : file.rewritten(item, record);
  };
  const put: FixTarget['put'] = async (item, record) => {
    if (!isHeaded && !asNdjson) await write(file.heading());
    isHeaded = true;
    const { text, left } = textOf(item, record);
    await write(text);
    if (left.length === 0) return { record, left };
    unplaced += 1;
    return { record: without(record, item.record, left), left };
  };
  const close = async (): Promise<void> => {
    stream.end();
    await Promise.race([once(stream, 'close'), failed]);
    await rename(part, path);
    if (unplaced === 0) return;
    say({
      zh: `提示:有 ${unplaced} 行的修正需要表中没有的列,未写入。`,
      en: `Note: the fixes of ${unplaced} lines need columns that the table lacks; they were left out.`,
    });
  };
  const discard = async (): Promise<void> => {
    stream.destroy();
    await rm(part, { force: true });
  };
  return { file, path, put, close, discard };
}

/** The record with the fields that could not be written as they were before. */
function without(record: RawRecord, before: RawRecord, left: readonly string[]): RawRecord {
  const entries = Object.entries(record).filter(([name]) => !left.includes(name) || name in before);
  return Object.fromEntries(entries.map(([name, value]) => [name, left.includes(name) ? before[name] : value]));
}
