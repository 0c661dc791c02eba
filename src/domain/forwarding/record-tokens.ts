/**
 * A flat JSON object as the texts of its keys and values, cut out without being read: a parcel has 2,000 records, and to read each and
 * write it again would take five times as long.
 */
export interface RecordTokens {
  /** Without quotes. */
  readonly names: readonly string[];
  /** As JSON writes them. */
  readonly values: readonly string[];
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING = 0x7b;
const CLOSING = 0x7d;

const WORDS: readonly string[] = ['null', 'true', 'false'];
const NUMBER = /^-?\d+(\.\d+)?$/;

/** As `JSON.stringify` would write it: 85.50 is another text of the same number. */
const isPlainToken = (token: string): boolean =>
  WORDS.includes(token) || (NUMBER.test(token) && String(Number(token)) === token);

/** The end of the value that begins at `from`; -1 where it is none that can be told at a glance. */
function endOfValue(record: string, from: number): number {
  if (record.charCodeAt(from) === QUOTE) return record.indexOf('"', from + 1) + 1 || -1;
  const comma = record.indexOf(',', from);
  const end = comma === -1 ? record.length - 1 : comma;
  return isPlainToken(record.slice(from, end)) ? end : -1;
}

/** `undefined` where anything is out of the ordinary: escapes, spaces, nesting, other notations of numbers. */
export function recordTokens(record: string): RecordTokens | undefined {
  const last = record.length - 1;
  if (record.charCodeAt(0) !== OPENING || record.charCodeAt(last) !== CLOSING || record.includes('\\'))
    return undefined;
  const names: string[] = [];
  const values: string[] = [];
  for (let at = 1; at < last;) {
    const nameEnd = record.charCodeAt(at) === QUOTE ? record.indexOf('"', at + 1) : -1;
    if (nameEnd === -1 || record.charCodeAt(nameEnd + 1) !== COLON) return undefined;
    const end = endOfValue(record, nameEnd + 2);
    if (end === -1 || (end !== last && record.charCodeAt(end) !== COMMA)) return undefined;
    names.push(record.slice(at + 1, nameEnd));
    values.push(record.slice(nameEnd + 2, end));
    if (end === last) return { names, values };
    at = end + 1;
  }
  return undefined;
}
