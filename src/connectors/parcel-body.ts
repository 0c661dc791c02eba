/** A parcel as one body or file, for the ways out that send such (docs/receiver-https.md, docs/receiver-sftp.md). */
import type { Parcel } from '../app/connector';
import type { ParcelCertificate } from '../app/forwarding-ports';
import type { ParcelFormat } from '../domain/forwarding/form';
import { csvBody } from './parcel-csv';
import { parcelDigest } from '../app/forwarding/parcel-digest';
import { xmlBody } from './parcel-xml';

export interface ParcelBody {
  readonly contentType: string;
  /** UTF-8 without a byte order mark; the same parcel gives the same bytes on every attempt. */
  readonly body: Buffer;
}

const CONTENT_TYPES: Readonly<Record<ParcelFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  xml: 'application/xml; charset=utf-8',
};

const WRITERS: Readonly<Record<ParcelFormat, (parcel: Parcel, digest: string) => string>> = {
  json: jsonBody,
  csv: csvBody,
  xml: xmlBody,
};

export const parcelBody = (format: ParcelFormat, parcel: Parcel): ParcelBody => ({
  contentType: CONTENT_TYPES[format],
  body: Buffer.from(WRITERS[format](parcel, parcelDigest(parcel.certificates))),
});

function jsonBody({ deliveryId, batchId, feed, certificates }: Parcel, digest: string): string {
  const head = JSON.stringify({ parcelId: deliveryId, batchId, feed, digest });
  return `${head.slice(0, -1)},"certificates":[${certificates.map(jsonOf).join(',')}]}`;
}

/** The data word for word: receivers that keep the text can take the digests of `held` from it. */
function jsonOf({
  data,
  digest,
  certificateNo,
  version,
  kind,
  institutionCode,
  regionCode,
}: ParcelCertificate): string {
  const head = { certificateNo, version, kind, institutionCode, regionCode, digest: String(digest) };
  return `${JSON.stringify(head).slice(0, -1)},"data":${data}}`;
}
