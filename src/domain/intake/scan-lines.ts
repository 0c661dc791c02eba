/**
 * The fast way through the door: one look at the bytes of a line proves that reading it would find nothing wrong (valid JSON,
 * one flat object of the shape that `recordShapeProblems` asks for, no name twice). Nothing is allocated. What a look cannot
 * prove is `UNSURE`, never wrong: `readLine` decides it. That the bytes are UTF-8 is proved elsewhere, for many lines at once.
 */
import { RECORD_FIELDS } from '../certificate/record';
import { FIELD_NAME_CHARS_MAX, FIELD_TEXT_CHARS_MAX, RECORD_FIELDS_MAX } from './record-shape';

export const UNSURE = -1;

export interface LineScanner {
  /**
   * Where the line that begins at `from` ends: the index behind its LF, or `UNSURE`. The byte behind the last one of
   * `body` that counts must be LF.
   */
  scan(body: Uint8Array, from: number): number;
  /** Names of a record that was found good the slow way: its like is known from here on. */
  learn(names: readonly string[]): void;
}

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const SMALL_U = 0x75;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const WORDS = ['null', 'true', 'false'].map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0)));
const [NULL = Uint8Array.of(), ...BOOLEANS] = WORDS;
const ESCAPED = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));
const HEX_DIGITS = 4;
/** A number of so many characters is finite. */
const NUMBER_CHARS = 32;
/** Names known at a time; of more, only those of the last record. */
const NAMES_MAX = 256;
/** Who names his fields anew in each record is read the slow way. */
const LEARNED_MAX = 1_000;
/** What stands in the bytes as it stands in the text: no escapes, nothing that UTF-8 cannot say. */
const PLAIN_NAME = /^[^"\\\p{Cc}\p{Surrogate}]*$/u;

type Kind = 'text' | 'number' | 'any';
interface KnownName {
  readonly bytes: Uint8Array;
  readonly kind: Kind;
}

const KINDS: ReadonlyMap<string, Kind> = new Map(
  RECORD_FIELDS.map(({ name, type }) => [name, type === 'number' ? 'number' : 'text']),
);
const utf8 = new TextEncoder();
const known = (name: string): KnownName => ({ bytes: utf8.encode(name), kind: KINDS.get(name) ?? 'any' });

/** Keeps what it learned from line to line: one scanner for one content. */
export function lineScanner(): LineScanner {
  let order: readonly string[] = RECORD_FIELDS.map(({ name }) => name);
  let names: readonly KnownName[] = order.map(known);
  let learned = 0;
  return {
    scan: (body, from) => endOfLine(body, from, names),
    learn: (seen) => {
      if (learned >= LEARNED_MAX) return;
      learned += 1;
      const plain = seen.filter((name) => name.length <= FIELD_NAME_CHARS_MAX && PLAIN_NAME.test(name));
      const merged = mergedOrder(order, plain);
      order = merged.length > NAMES_MAX ? plain : merged;
      names = order.map(known);
    },
  };
}

/** The new order, with each name that it lacks behind the one it stood behind: fields left out are met in order. */
function mergedOrder(before: readonly string[], seen: readonly string[]): readonly string[] {
  const merged = [...seen];
  let behind = -1;
  for (const name of before) {
    const place = merged.indexOf(name);
    behind = place === -1 ? behind + 1 : place;
    if (place === -1) merged.splice(behind, 0, name);
  }
  return merged;
}

/** Known names are distinct and are met in their order, so none is met twice. */
function endOfLine(body: Uint8Array, from: number, names: readonly KnownName[]): number {
  if (body[from] !== OPEN) return UNSURE;
  let at = behindBlanks(body, from + 1);
  if (body[at] === CLOSE) return behindLineEnd(body, at + 1);
  let next = 0;
  for (let fields = 0; fields < RECORD_FIELDS_MAX; fields += 1) {
    if (body[at] !== QUOTE) return UNSURE;
    next = placeOfName(body, at + 1, names, next);
    const name = names[next];
    if (name === undefined) return UNSURE;
    next += 1;
    at = behindBlanks(body, at + 2 + name.bytes.length);
    if (body[at] !== COLON) return UNSURE;
    at = behindValue(body, behindBlanks(body, at + 1), name.kind);
    if (at === UNSURE) return UNSURE;
    at = behindBlanks(body, at);
    if (body[at] === CLOSE) return behindLineEnd(body, at + 1);
    if (body[at] !== COMMA) return UNSURE;
    at = behindBlanks(body, at + 1);
  }
  return UNSURE;
}

function behindLineEnd(body: Uint8Array, from: number): number {
  const at = behindBlanks(body, from);
  return body[at] === LF ? at + 1 : UNSURE;
}

function behindBlanks(body: Uint8Array, from: number): number {
  let at = from;
  for (let byte = body[at]; byte === SPACE || byte === TAB || byte === CR; byte = body[at]) at += 1;
  return at;
}

/** Of the name whose first byte is at `from`; beyond the last one when it is none of those. */
function placeOfName(body: Uint8Array, from: number, names: readonly KnownName[], first: number): number {
  for (let place = first; place < names.length; place += 1) {
    const bytes = names[place]?.bytes;
    if (bytes !== undefined && body[from + bytes.length] === QUOTE && standsAt(body, from, bytes)) return place;
  }
  return names.length;
}

function standsAt(body: Uint8Array, from: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (body[from + index] !== bytes[index]) return false;
  }
  return true;
}

function behindValue(body: Uint8Array, from: number, kind: Kind): number {
  const first = body[from] ?? LF;
  if (first === QUOTE) return kind === 'number' ? UNSURE : behindText(body, from + 1);
  if (standsAt(body, from, NULL)) return from + NULL.length;
  if (kind !== 'text' && (first === MINUS || isDigit(first))) return behindNumber(body, from);
  if (kind !== 'any') return UNSURE;
  for (const word of BOOLEANS) if (standsAt(body, from, word)) return from + word.length;
  return UNSURE;
}

/** A text has no more characters than bytes: what is short in bytes is short enough. */
function behindText(body: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = body[at] ?? LF;
    if (byte === QUOTE) return at - from > FIELD_TEXT_CHARS_MAX ? UNSURE : at + 1;
    if (byte < SPACE) return UNSURE;
    at = byte === BACKSLASH ? behindEscape(body, at + 1) : at + 1;
    if (at === UNSURE) return UNSURE;
  }
}

function behindEscape(body: Uint8Array, at: number): number {
  const letter = body[at] ?? LF;
  if (letter !== SMALL_U) return ESCAPED.has(letter) ? at + 1 : UNSURE;
  for (let digit = 1; digit <= HEX_DIGITS; digit += 1) if (!isHexDigit(body[at + digit] ?? LF)) return UNSURE;
  return at + 1 + HEX_DIGITS;
}

/** Without an exponent, which is rare and can be beyond all numbers. */
function behindNumber(body: Uint8Array, from: number): number {
  const whole = body[from] === MINUS ? from + 1 : from;
  let at = behindDigits(body, whole);
  if (at === whole || (body[whole] === ZERO && at > whole + 1)) return UNSURE;
  if (body[at] === DOT) {
    const fraction = at + 1;
    at = behindDigits(body, fraction);
    if (at === fraction) return UNSURE;
  }
  return at - from > NUMBER_CHARS ? UNSURE : at;
}

function behindDigits(body: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(body[at] ?? LF)) at += 1;
  return at;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const CASE_BIT = 0x20;
const SMALL_A = 0x61;
const SMALL_F = 0x66;
const isHexDigit = (byte: number): boolean =>
  isDigit(byte) || ((byte | CASE_BIT) >= SMALL_A && (byte | CASE_BIT) <= SMALL_F);
