/**
 * NDJSON: one record a line, each ended by LF (CR before it and a byte order mark at the beginning are accepted).
 * Line numbers are record numbers, so a blank line is a fault, not something to skip.
 */
import type { Bilingual } from '../bilingual';
import type { RawRecord } from '../certificate/record';
import type { Place } from './place';
import { recordShapeProblems } from './record-shape';

const LF = 0x0a;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** The brackets of a list. */
const LIST_ENDS = 2;
const MALFORMED: Bilingual = { zh: '不是有效的 JSON', en: 'Not valid JSON' };
const BLANK: Bilingual = { zh: '空行,请删除', en: 'A blank line: remove it' };
const TWICE: Bilingual = { zh: '同一字段出现两次', en: 'A field stands twice' };
const NOT_UTF8: Bilingual = { zh: '不是有效的 UTF-8 文本', en: 'Not valid UTF-8 text' };
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** A byte order mark belongs to the beginning of a chunk; anywhere else it is no JSON. */
const utf8Inside = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface ReadChunk {
  readonly records: number;
  /** What cannot be read, by line of the whole stream. */
  readonly problems: readonly Place[];
}

/** U+FEFF in UTF-8. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

const isMarked = (body: Buffer): boolean => BYTE_ORDER_MARK.every((byte, at) => body[at] === byte);

function cut(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export interface ReadRecord {
  readonly record: RawRecord;
  /** The line as received, without its end: a view of the chunk, not a copy. */
  readonly bytes: Buffer;
}

/**
 * Whole lines read at one go. A longer text, and what is made of it, outlives the young generation of the heap: a chunk
 * of 1.3 MB as one piece takes a third longer.
 */
const PIECE_BYTES = 64 * 1024;

interface Piece {
  readonly records: readonly RawRecord[];
  /** Where its first line begins, behind a byte order mark. */
  readonly from: number;
}

/** One for all pieces, because each is read in one go: memory outside of V8's heap counts as if it were inside. */
let scratch = Buffer.allocUnsafe(2 * PIECE_BYTES);

function scratchOf(bytes: number): Buffer {
  if (bytes > scratch.length) scratch = Buffer.allocUnsafe(bytes);
  return scratch.subarray(0, bytes);
}

/**
 * As no JSON text holds a bare line end, lines are read as one list: half the time of line by line. The list is made of the
 * bytes, because each change of the decoded text would copy it once more.
 */
function readPiece(body: Buffer, from: number, to: number): Piece {
  const begin = from === 0 && isMarked(body) ? BYTE_ORDER_MARK.length : from;
  const end = body[to - 1] === LF ? to - 1 : to;
  const list = scratchOf(end - begin + LIST_ENDS);
  body.copy(list, 1, begin, end);
  for (let at = list.indexOf(LF, 1); at !== -1; at = list.indexOf(LF, at + 1)) list[at] = COMMA;
  list[0] = OPEN;
  list[list.length - 1] = CLOSE;
  return { records: JSON.parse(list.toString('utf8')), from: begin };
}

function* piecesOf(body: Buffer): Generator<Piece> {
  for (let from = 0; from < body.length;) {
    const end = body.indexOf(LF, from + PIECE_BYTES);
    const to = end === -1 ? body.length : end + 1;
    yield readPiece(body, from, to);
    from = to;
  }
}

/**
 * The records of a chunk that `readChunk` found nothing wrong with, some at a time; its bytes need not be proved to be
 * UTF-8 again.
 */
export function* recordListsOf(body: Buffer): Generator<readonly RawRecord[]> {
  for (const { records } of piecesOf(body)) yield records;
}

/** The same one by one, each with its bytes. */
export function* recordsOf(body: Buffer): Generator<ReadRecord> {
  for (const { records, from } of piecesOf(body)) {
    let at = from;
    for (const record of records) {
      const end = body.indexOf(LF, at);
      yield { record, bytes: body.subarray(at, end === -1 ? body.length : end) };
      at = end + 1;
    }
  }
}

export interface ReadLine {
  readonly problems: readonly Place[];
  /** Of the fields, where there are no problems. */
  readonly names: readonly string[];
}

/** Reads one line without its end, `line` of the whole stream. */
export function readLine(bytes: Uint8Array, line: number, isFirstOfChunk: boolean): ReadLine {
  let text: string;
  try {
    text = (isFirstOfChunk ? utf8 : utf8Inside).decode(bytes);
  } catch {
    return { problems: [{ record: line, field: null, message: NOT_UTF8 }], names: [] };
  }
  const { problems, record } = lineReading(text, line);
  return { problems, names: problems.length === 0 && isObject(record) ? Object.keys(record) : [] };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Reads whole lines; `firstLine` is the number of the first one in the stream. */
export function readChunk(body: Buffer, firstLine: number): ReadChunk {
  let lines: string[];
  try {
    lines = cut(utf8.decode(body));
  } catch {
    return notUtf8(body, firstLine);
  }
  const problems: Place[] = [];
  for (let index = 0; index < lines.length; index++) {
    const found = lineProblems(lines[index] ?? '', firstLine + index);
    if (found.length > 0) problems.push(...found);
  }
  return { records: lines.length, problems };
}

const lineProblems = (text: string, line: number): readonly Place[] => lineReading(text, line).problems;

function lineReading(text: string, line: number): { readonly problems: readonly Place[]; readonly record?: unknown } {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return { problems: [{ record: line, field: null, message: text.trim() === '' ? BLANK : MALFORMED }] };
  }
  const problems = recordShapeProblems(record, line);
  if (problems.length > 0 || !repeatsName(text, record)) return { problems, record };
  return { problems: [{ record: line, field: null, message: TWICE }] };
}

/** A name and its colon; in a text that is JSON a quotation mark inside a string has a backslash before it. */
const NAMES = /"[ \t\r]*:/g;
const STRINGS_AND_NAMES = /"(?:[^"\\]|\\.)*"([ \t\r]*:)?/g;

/**
 * JSON allows a name twice and keeps the last value: what was sent first would be stored and forwarded unchecked.
 * The quick count can only be too high (a value may hold an escaped mark and a colon); then the strings are counted.
 */
export function repeatsName(text: string, record: unknown): boolean {
  const names = isObject(record) ? Object.keys(record).length : 0;
  if ((text.match(NAMES)?.length ?? 0) === names) return false;
  return [...text.matchAll(STRINGS_AND_NAMES)].filter(([, colon]) => colon !== undefined).length !== names;
}

/** The slow way, taken only to say which lines are at fault. */
function notUtf8(body: Buffer, firstLine: number): ReadChunk {
  const problems: Place[] = [];
  let line = firstLine;
  for (let from = 0; from < body.length; line++) {
    const end = body.indexOf(LF, from);
    const bytes = body.subarray(from, end === -1 ? body.length : end);
    problems.push(...readLine(bytes, line, from === 0).problems);
    from += bytes.length + 1;
  }
  return { records: line - firstLine, problems };
}
