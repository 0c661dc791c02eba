/** The records of a file, one after the other: NDJSON, CSV or XLSX by its extension; `-` is NDJSON on standard input. */
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { LINE_BYTES_MAX } from '../../src/app/limits';
import type { RawRecord } from '../../src/domain/certificate/record';
import { readCsv, readXlsx } from './read-table';
import { UnusableInput } from './unusable-input';

const LF = 0x0a;
const STANDARD_INPUT = '-';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const unusable = (line: number, zh: string, en: string): UnusableInput =>
  new UnusableInput({ zh: `第 ${line} 行${zh}。`, en: `Line ${line} ${en}.` });

function parseLine(bytes: Uint8Array, line: number): RawRecord {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw unusable(line, '不是有效的 UTF-8 文本', 'is no valid UTF-8 text');
  }
  if (text.trim() === '') throw unusable(line, '为空行,请删除', 'is blank; remove it');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(line, '不是有效的 JSON', 'is no valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unusable(line, '不是 JSON 对象', 'is no JSON object');
  }
  return value as RawRecord;
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Uint8Array; line: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of chunks) {
    let buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = buffer.indexOf(LF); end >= 0; end = buffer.indexOf(LF)) {
      line += 1;
      if (end > LINE_BYTES_MAX) throw unusable(line, '过长', 'is too long');
      yield { bytes: buffer.subarray(0, end), line };
      buffer = buffer.subarray(end + 1);
    }
    if (buffer.length > LINE_BYTES_MAX) throw unusable(line + 1, '过长', 'is too long');
    rest = buffer;
  }
  if (rest.length > 0) yield { bytes: rest, line: line + 1 };
}

async function* readNdjson(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord> {
  for await (const { bytes, line } of linesOf(chunks)) yield parseLine(bytes, line);
}

/** Throws UnusableInput, with the line, for whatever is no record; and the system's error for a file that is not there. */
export function readRecords(path: string): AsyncGenerator<RawRecord> {
  if (path === STANDARD_INPUT) return readNdjson(process.stdin);
  switch (extname(path).toLowerCase()) {
    case '.ndjson':
    case '.jsonl':
      return readNdjson(createReadStream(path));
    case '.csv':
      return readCsv(path);
    case '.xlsx':
      return readXlsx(path);
    default:
      throw new UnusableInput({
        zh: '无法识别文件类型,应为 .ndjson、.jsonl、.csv 或 .xlsx。',
        en: 'Unknown kind of file; it must end in .ndjson, .jsonl, .csv or .xlsx.',
      });
  }
}
