/** A parcel as XML 1.0: what the parcel says stands in attributes, each field of the data in an element of its name. */
import type { Parcel } from '../app/connector';
import type { ParcelCertificate } from '../app/forwarding-ports';
import { fieldsOf } from './parcel-fields';

export function xmlBody({ deliveryId, batchId, feed, certificates }: Parcel, digest: string): string {
  const head = attributes({ parcelId: deliveryId, batchId, feed, digest, certificates: String(certificates.length) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<parcel${head}>\n${certificates.map(certificateOf).join('')}</parcel>\n`;
}

function certificateOf(certificate: ParcelCertificate): string {
  const { certificateNo, version, kind, institutionCode, regionCode, digest } = certificate;
  const own = { certificateNo, version: String(version), kind, institutionCode, regionCode, digest: String(digest) };
  const fields = [...fieldsOf(certificate)].map(([name, value]) => field(name, value));
  return `<certificate${attributes(own)}>${fields.join('')}</certificate>\n`;
}

/** What XML can carry in no way, not even escaped: most control characters, halves of a pair, two that are no characters. */
const UNSPEAKABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function field(name: string, value: string | null): string {
  if (value === null) return `<${name} null="true"/>`;
  if (!UNSPEAKABLE.test(value)) return `<${name}>${escaped(value)}</${name}>`;
  return `<${name} encoding="base64">${Buffer.from(value).toString('base64')}</${name}>`;
}

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

/** Line ends and tabs too: a reader would turn them into others, or into spaces. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const escaped = (text: string): string => text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
