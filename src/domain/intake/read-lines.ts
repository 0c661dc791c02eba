/**
 * NDJSON: one record a line, each ended by LF (CR before it and a byte order mark at the beginning are accepted).
 * Line numbers are record numbers, so a blank line is a fault, not something to skip.
 */
import type { Bilingual } from '../bilingual';
import type { Place } from './place';
import { recordShapeProblems } from './record-shape';

const LF = 0x0a;
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

function cut(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
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
