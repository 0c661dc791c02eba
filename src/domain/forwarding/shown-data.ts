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

/** Shows a record, a flat JSON object as text, in the form of one feed. */
export function dataShower(form: FeedForm, showing: Showing): (record: string) => string {
  const { fields } = form;
  if (fields === null) return (record) => jsonbText(JSON.parse(record) as Flat);
  return (record) => {
    const given = JSON.parse(record) as Flat;
    return jsonbText(
      Object.fromEntries(fields.map((field) => [field.as, shownValue(given[field.field] ?? null, field, showing)])),
    );
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

/** A flat object as the text of a `jsonb` value. */
export function jsonbText(object: Flat): string {
  const pairs = Object.keys(object)
    .sort(byLengthThenBytes)
    .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(object[key] ?? null)}`);
  return `{${pairs.join(', ')}}`;
}
