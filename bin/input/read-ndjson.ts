/** NDJSON as the hub takes it: at least one record, one a line, UTF-8, no blank line, no field twice. */
import { LINE_BYTES_MAX } from '../../src/app/limits';
import type { RawRecord } from '../../src/domain/certificate/record';
import { repeatsName } from '../../src/domain/intake/read-lines';
import { recordShapeProblems } from '../../src/domain/intake/record-shape';
import { utf16Of } from '../../src/formats/text-encoding';
import { misshapenLines } from './misshapen-lines';
import type { FileItem, RecordFile } from './record-file';
import { type Say, type UnusableInput, noRecord, unusable } from './unusable-input';

const LF = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

const lineFault = (line: number, zh: string, en: string): UnusableInput =>
  unusable(`第 ${line} 行${zh}。`, `Line ${line} ${en}.`);

function isGbkRecord(bytes: Uint8Array): boolean {
  try {
    JSON.parse(gb18030.decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function wrongEncoding(bytes: Uint8Array, line: number): UnusableInput {
  return isGbkRecord(bytes)
    ? lineFault(
        line,
        '是 GBK(GB 18030)编码,应为 UTF-8;请先转换:iconv -f GB18030 -t UTF-8 原文件 > 新文件',
        'is written in GBK (GB 18030) where UTF-8 is asked for; convert it: iconv -f GB18030 -t UTF-8 OLD > NEW',
      )
    : lineFault(line, '不是有效的 UTF-8 文本', 'is no valid UTF-8 text');
}

function textOf(bytes: Uint8Array, line: number): string {
  if (line === 1 && utf16Of(bytes) !== undefined) {
    throw lineFault(
      line,
      '是 UTF-16 编码,应为 UTF-8;请另存为 UTF-8',
      'is written in UTF-16 where UTF-8 is asked for; save it as UTF-8',
    );
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw wrongEncoding(bytes, line);
  }
}

const isRecord = (value: unknown): value is RawRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseLine(bytes: Uint8Array, line: number): RawRecord {
  const text = textOf(bytes, line);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (text.trim() === '') throw lineFault(line, '为空行,请删除', 'is blank; remove it');
    throw lineFault(line, '不是有效的 JSON', 'is no valid JSON');
  }
  if (!isRecord(value)) throw lineFault(line, '不是 JSON 对象', 'is no JSON object');
  if (repeatsName(text, value)) throw lineFault(line, '中同一字段出现两次', 'holds a field twice');
  return value;
}

/** Lines with their ends; the last one may have none. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  const tooLong = (): UnusableInput =>
    lineFault(line, `超过 ${LINE_BYTES_MAX} 字节`, `has more than ${LINE_BYTES_MAX} bytes`);
  for await (const chunk of chunks) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = buffer.indexOf(LF); end >= 0; end = buffer.indexOf(LF, from)) {
      if (end - from > LINE_BYTES_MAX) throw tooLong();
      yield buffer.subarray(from, end + 1);
      from = end + 1;
      line += 1;
    }
    rest = buffer.subarray(from);
    if (rest.length > LINE_BYTES_MAX) throw tooLong();
  }
  if (rest.length > 0) yield rest;
}

async function* itemsOf(chunks: AsyncIterable<Buffer>, say: Say): AsyncGenerator<FileItem> {
  let line = 0;
  const misshapen = misshapenLines(say);
  for await (const source of linesOf(chunks)) {
    line += 1;
    const record = parseLine(source, line);
    misshapen.look(recordShapeProblems(record, line), line);
    yield { record, source };
  }
  if (line === 0) throw noRecord();
  misshapen.tell();
}

const lineEnd = (source: string): string => /\r?\n$/.exec(source)?.[0] ?? '';

export const ndjsonFile = (open: () => AsyncIterable<Buffer>, say: Say): RecordFile => ({
  kind: 'ndjson',
  items: () => itemsOf(open(), say),
  heading: () => '',
  rewritten: ({ source }, record) => {
    const before = source.toString();
    const mark = before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    return { text: `${mark}${JSON.stringify(record)}${lineEnd(before)}`, left: [] };
  },
});
