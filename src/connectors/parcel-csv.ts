/**
 * A parcel as CSV (RFC 4180). Nothing is put before values that a spreadsheet would take for formulas: that would change what was
 * handed over, and digests would not fit. Whoever opens it by hand imports the columns as text.
 */
import type { Parcel } from '../app/connector';
import type { ParcelCertificate } from '../app/forwarding-ports';
import { fieldsOf, type ParcelFields } from './parcel-fields';

/** What a parcel says beside the data. No field of a form can have a colon in its name. */
const OWN: readonly (readonly [string, (certificate: ParcelCertificate) => string])[] = [
  ['certhub:certificateNo', ({ certificateNo }) => certificateNo],
  ['certhub:version', ({ version }) => String(version)],
  ['certhub:kind', ({ kind }) => kind],
  ['certhub:institutionCode', ({ institutionCode }) => institutionCode],
  ['certhub:regionCode', ({ regionCode }) => regionCode],
  ['certhub:digest', ({ digest }) => String(digest)],
];

export function csvBody({ certificates }: Parcel): string {
  const rows = certificates.map((certificate) => ({ certificate, fields: fieldsOf(certificate) }));
  const names = namesOf(rows.map(({ fields }) => fields));
  const lines = rows.map(({ certificate, fields }) => [
    ...OWN.map(([, read]) => cell(read(certificate))),
    ...names.map((name) => cell(fields.get(name) ?? null)),
  ]);
  return [[...OWN.map(([name]) => name), ...names].map(cell), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** Of all certificates, in the order of their first coming: records leave out what they do not have. */
const namesOf = (all: readonly ParcelFields[]): readonly string[] => [
  ...new Set(all.flatMap((fields) => [...fields.keys()])),
];

/** Nothing at all is an empty cell, an empty text a quoted one. */
function cell(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
