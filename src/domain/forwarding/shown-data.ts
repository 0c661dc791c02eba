/**
 * What one feed is told of a certificate: a flat JSON object. It is written as PostgreSQL writes `jsonb` (keys by length in bytes,
 * then byte by byte), so that a receiver that keeps it in a `jsonb` column gets the very bytes back by `data::text`, and both
 * sides can take digests of them.
 */
import type { FeedForm, FormField } from './form';
import { recordTokens } from './record-tokens';

type Value = string | number | boolean | null;
type Flat = Readonly<Record<string, Value>>;

export interface Showing {
  mask(field: string, text: string): string;
  /** Keyed with a secret of the feed: equal values of two feeds are not equal. */
  digest(text: string): string;
}

/** What a parcel says of a certificate beside its record; a form may name these as fields too. */
export interface ParcelPlace {
  readonly institutionCode: string;
  readonly regionCode: string;
}

/** Shows a record, a flat JSON object as text, in the form of one feed. */
export type DataShower = (record: string, place: ParcelPlace) => string;

export function dataShower({ fields }: FeedForm, showing: Showing): DataShower {
  if (fields === null) return (record) => reordered(record) ?? jsonbText(JSON.parse(record) as Flat);
  // The keys are the same for every record, so they are put in order once.
  const ordered = [...fields]
    .sort((one, other) => byLengthThenBytes(one.as, other.as))
    .map((field) => ({ field, key: keyText(field.as) }));
  return (record, { institutionCode, regionCode }) => {
    const given: Flat = { ...(JSON.parse(record) as Flat), institutionCode, regionCode };
    const pairs = ordered.map(
      ({ field, key }) => key + valueText(shownValue(given[field.field] ?? null, field, showing)),
    );
    return `{${pairs.join(', ')}}`;
  };
}

function shownValue(value: Value, { field, showing: how, codes }: FormField, showing: Showing): Value {
  if (value === null) return null;
  if (how === 'digested') return showing.digest(String(value));
  if (how === 'masked') return showing.mask(field, String(value));
  return codes !== null && Object.hasOwn(codes, String(value)) ? (codes[String(value)] ?? null) : value;
}

const utf8 = new TextEncoder();

function byLengthThenBytes(one: string, other: string): number {
  const [a, b] = [utf8.encode(one), utf8.encode(other)];
  if (a.length !== b.length) return a.length - b.length;
  const place = a.findIndex((byte, index) => byte !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

/** Records have few different sets of fields; what a stranger invents does not fill the memory. */
const KEY_SETS_MAX = 256;

interface OrderedKey {
  readonly name: string;
  /** Among the names as they were given. */
  readonly place: number;
  readonly text: string;
}
interface KeySet {
  readonly names: readonly string[];
  readonly ordered: readonly OrderedKey[];
}
const keySets = new Map<string, readonly OrderedKey[]>();
/** Those of the record before, which are mostly those of the next one. */
let latest: KeySet = { names: [], ordered: [] };

function orderedKeys(names: readonly string[]): readonly OrderedKey[] {
  const isLatest = names.length === latest.names.length && names.every((name, index) => name === latest.names[index]);
  if (!isLatest) latest = { names, ordered: orderedNames(names) };
  return latest.ordered;
}

function orderedNames(names: readonly string[]): readonly OrderedKey[] {
  const set = JSON.stringify(names);
  const known = keySets.get(set);
  if (known !== undefined) return known;
  const ordered = names
    .map((name, place) => ({ name, place, text: keyText(name) }))
    .sort((one, other) => byLengthThenBytes(one.name, other.name));
  if (keySets.size >= KEY_SETS_MAX) keySets.clear();
  keySets.set(set, ordered);
  return ordered;
}

/** The same for a record whose values stand there as they are to be written; `undefined` for any other. */
function reordered(record: string): string | undefined {
  const tokens = recordTokens(record);
  if (tokens === undefined) return undefined;
  const keys = orderedKeys(tokens.names);
  const pairs: string[] = [];
  for (const [index, { name, place, text: key }] of keys.entries()) {
    // Of a name that comes twice the last value holds.
    if (name === keys[index + 1]?.name) return undefined;
    pairs.push(key + tokens.values[place]);
  }
  return `{${pairs.join(', ')}}`;
}

/** A flat object as the text of a `jsonb` value. */
export function jsonbText(object: Flat): string {
  const pairs = orderedKeys(Object.keys(object)).map(({ name, text }) => text + valueText(object[name] ?? null));
  return `{${pairs.join(', ')}}`;
}

const keyText = (key: string): string => `${JSON.stringify(key)}: `;

/** Nothing that JSON escapes: no quote, backslash or control character, and no half of a pair. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function valueText(value: Value): string {
  if (typeof value === 'number') return numberText(value);
  // Most values, and six times as fast.
  return typeof value === 'string' && PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}

/** `jsonb` keeps numbers in decimals and writes no exponents. */
function numberText(value: number): string {
  const text = JSON.stringify(value);
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = digits.slice(sign.length).split('.');
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  return point > 0 ? sign + all.padEnd(point, '0') : `${sign}0.${'0'.repeat(-point)}${all}`;
}
