/**
 * What one feed is told of a certificate: a flat JSON object. It is written as PostgreSQL writes `jsonb` (keys by length in bytes,
 * then byte by byte), so that a receiver that keeps it in a `jsonb` column gets the very bytes back by `data::text`, and both
 * sides can take digests of them.
 */
import type { FeedForm, FormField } from './form';

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
  if (fields === null) return (record) => jsonbText(JSON.parse(record) as Flat);
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
  readonly text: string;
}
const keySets = new Map<string, readonly OrderedKey[]>();

function orderedKeys(object: Flat): readonly OrderedKey[] {
  const names = Object.keys(object);
  const set = JSON.stringify(names);
  const known = keySets.get(set);
  if (known !== undefined) return known;
  const ordered = [...names].sort(byLengthThenBytes).map((name) => ({ name, text: keyText(name) }));
  if (keySets.size >= KEY_SETS_MAX) keySets.clear();
  keySets.set(set, ordered);
  return ordered;
}

/** A flat object as the text of a `jsonb` value. */
export function jsonbText(object: Flat): string {
  const pairs = orderedKeys(object).map(({ name, text }) => text + valueText(object[name] ?? null));
  return `{${pairs.join(', ')}}`;
}

const keyText = (key: string): string => `${JSON.stringify(key)}: `;

const valueText = (value: Value): string => (typeof value === 'number' ? numberText(value) : JSON.stringify(value));

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
