/** The data of a certificate field by field, for formats that are no JSON. */
import type { ParcelCertificate } from '../app/forwarding-ports';

/** `null`: the field is there and says nothing. In the order in which they stand in the data. */
export type ParcelFields = ReadonlyMap<string, string | null>;

export function fieldsOf({ data }: Pick<ParcelCertificate, 'data'>): ParcelFields {
  const object: unknown = JSON.parse(data);
  if (typeof object !== 'object' || object === null) throw new Error('The data of a certificate are an object.');
  return new Map(Object.entries(object).map(([name, value]) => [name, textOf(value)]));
}

/** Data are flat; should a release ever nest them, nothing is lost. */
function textOf(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
