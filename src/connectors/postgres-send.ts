/**
 * One parcel into a front-end database: all of it or nothing; what the receiver has already stays as it is. A parcel that is new goes in
 * by COPY, twice as fast as by INSERT; whatever COPY cannot say or do is left to the INSERT, which passes over what is there.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Answer, Parcel } from '../app/connector';
import type { ParcelCertificate } from '../app/forwarding-ports';
import { parcelDigest } from '../app/forwarding/parcel-digest';

const KEEP_PARCEL = `
INSERT INTO certhub_parcel (parcel_id, feed, certificates, digest) VALUES ($1, $2, $3, $4)
ON CONFLICT (parcel_id) DO NOTHING`;

const COPY = `COPY certhub_certificate (parcel_id, certificate_no, version, kind, institution_code, region_code, data) FROM STDIN`;

const KEEP_CERTIFICATES = `
INSERT INTO certhub_certificate (parcel_id, certificate_no, version, kind, institution_code, region_code, data)
SELECT $1::uuid, certificate_no, version, kind, institution_code, region_code, data::jsonb
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
         AS sent (certificate_no, version, kind, institution_code, region_code, data)
ON CONFLICT (certificate_no, version) DO NOTHING`;

const KEPT = `
SELECT parcel.digest, (SELECT count(*)::int FROM certhub_certificate AS sent WHERE sent.parcel_id = parcel.parcel_id) AS certificates
  FROM certhub_parcel AS parcel WHERE parcel.parcel_id = $1`;

/** Runs its work in one transaction of the receiver; rolls back on an error, and where it is refused. */
export type InReceiver = <T extends object>(work: (client: PoolClient) => Promise<T>) => Promise<T>;

export async function sendParcel(inReceiver: InReceiver, parcel: Parcel): Promise<Answer> {
  const digest = parcelDigest(parcel.certificates);
  try {
    const copied = await inReceiver((client) => copyIn(client, parcel, digest));
    if (copied.kind === 'taken') return copied;
  } catch (error) {
    if (!isForInsert(error)) throw error;
  }
  return inReceiver((client) => insertIn(client, parcel, digest));
}

/** A certificate that is there already; rows behind row security; a view in the table's place. */
const FOR_INSERT: readonly unknown[] = ['23505', '0A000', '42809'];

const isForInsert = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && FOR_INSERT.includes(error.code);

const OTHERWISE = { kind: 'refused', reason: 'NOT_COPIED' } as const;

/** Refused where the parcel is known already, or where a trigger of the receiver left some of it out. */
async function copyIn(
  client: PoolClient,
  { deliveryId, feed, certificates }: Parcel,
  digest: string,
): Promise<{ readonly kind: 'taken' } | typeof OTHERWISE> {
  const { rowCount } = await client.query(KEEP_PARCEL, [deliveryId, feed, certificates.length, digest]);
  if (rowCount !== 1) return OTHERWISE;
  const copying = client.query(copyFrom(COPY));
  await pipeline(Readable.from([copyText(deliveryId, certificates)]), copying);
  return copying.rowCount === certificates.length ? { kind: 'taken' } : OTHERWISE;
}

const SPECIAL = /[\\\t\n\r]/;
const SPECIALS = /[\\\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** JSON texts seldom hold any. */
const field = (text: string): string =>
  SPECIAL.test(text) ? text.replace(SPECIALS, (special) => ESCAPED[special] ?? special) : text;

const copyText = (parcelId: string, certificates: readonly ParcelCertificate[]): string =>
  certificates
    .map(
      ({ certificateNo, version, kind, institutionCode, regionCode, data }) =>
        `${parcelId}\t${field(certificateNo)}\t${version}\t${field(kind)}\t${field(institutionCode)}\t${field(regionCode)}\t${field(data)}\n`,
    )
    .join('');

async function insertIn(
  client: PoolClient,
  { deliveryId, feed, certificates }: Parcel,
  digest: string,
): Promise<Answer> {
  await client.query(KEEP_PARCEL, [deliveryId, feed, certificates.length, digest]);
  await client.query(KEEP_CERTIFICATES, [
    deliveryId,
    certificates.map(({ certificateNo }) => certificateNo),
    certificates.map(({ version }) => version),
    certificates.map(({ kind }) => kind),
    certificates.map(({ institutionCode }) => institutionCode),
    certificates.map(({ regionCode }) => regionCode),
    certificates.map(({ data }) => data),
  ]);
  const { rows } = await client.query<{ digest: string; certificates: number }>(KEPT, [deliveryId]);
  if (rows[0]?.digest !== digest) return { kind: 'refused', reason: 'PARCEL_DIFFERS' };
  // A certificate version that lies there under another parcel would never be answered for this one.
  if (rows[0].certificates !== certificates.length) return { kind: 'refused', reason: 'CERTIFICATE_TAKEN' };
  return { kind: 'taken' };
}
