/** A record as the line that the hub keeps of it, when its shape is one that the hub takes. */
import canonicalize from 'canonicalize';
import { LINE_BYTES_MAX } from '../app/limits';
import type { RawRecord } from '../domain/certificate/record';
import type { Place } from '../domain/intake/place';
import { recordShapeProblems } from '../domain/intake/record-shape';

/** In UTF-8 a UTF-16 unit takes at most three bytes: a shorter line need not be measured. */
const UNIT_BYTES_MAX = 3;

const tooLong = (record: number): Place => ({
  record,
  field: null,
  message: { zh: `一条记录超过 ${LINE_BYTES_MAX} 字节`, en: `A record of more than ${LINE_BYTES_MAX} bytes` },
});

const isTooLong = (line: string): boolean =>
  line.length * UNIT_BYTES_MAX > LINE_BYTES_MAX && Buffer.byteLength(line) > LINE_BYTES_MAX;

const notText = (record: number, field: string | null): Place => ({
  record,
  field,
  message: { zh: '含半个字符(孤立的 UTF-16 代理码元)', en: 'Holds half a character (a lone UTF-16 surrogate)' },
});

/** Half of a character outside the basic plane, alone: RFC 8785 forbids it. Can come of a character reference in XML. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** How JSON writes it, and how it writes a text that looks so. */
const ESCAPED_SURROGATE = '\\ud';

function halfCharacter(record: RawRecord, number: number): readonly Place[] {
  const [found] = Object.entries(record).filter(([name, value]) => LONE_SURROGATE.test(`${name} ${String(value)}`));
  return found === undefined ? [] : [notText(number, LONE_SURROGATE.test(found[0]) ? null : found[0])];
}

/** How a record is written canonically. */
export type WriteRecord = (record: RawRecord) => string;

export const canonicalLine: WriteRecord = (record) => canonicalize(record) ?? 'null';

/** The line, or why there is none. `number`: of the record, from 1. */
export function lineOf(record: RawRecord, number: number, write: WriteRecord): string | readonly Place[] {
  const problems = recordShapeProblems(record, number);
  if (problems.length > 0) return problems;
  const line = write(record);
  if (isTooLong(line)) return [tooLong(number)];
  const half = line.includes(ESCAPED_SURROGATE) ? halfCharacter(record, number) : [];
  return half.length > 0 ? half : line;
}
