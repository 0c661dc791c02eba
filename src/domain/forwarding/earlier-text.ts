/**
 * Earlier releases sent the record word for word. A receiver that keeps it in a `jsonb` column has it in the notation of PostgreSQL
 * then, but with its numbers as they were written: 85.50 stays 85.50, which `JSON.parse` would not keep.
 */
import { jsonbText } from './shown-data';

type Flat = Parameters<typeof jsonbText>[0];

/** A text, or a number outside of texts. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Stands in no record: JSON writes control characters as escapes. */
const MARK = '\u0001';
const MARKED = new RegExp(`"\\\\u0001(-?[0-9.]+)"`, 'g');

/** A record, a flat JSON object as text, as a `jsonb` column of a receiver shows it. */
export function earlierText(record: string): string {
  const marked = record.replace(TOKEN, (token) =>
    token.startsWith('"') || /[eE]/.test(token) ? token : JSON.stringify(`${MARK}${token}`),
  );
  return jsonbText(JSON.parse(marked) as Flat).replace(MARKED, '$1');
}
