/** Certificates of a parcel from another hub, each read by itself: what takes time is done before the transaction. */
import { STATE_AFTER, VERSION_KINDS, type VersionKind } from '../../domain/certificate-change/certificate-state';
import { readRecord } from '../../domain/certificate/reading';
import type { RawRecord } from '../../domain/certificate/record';
import { type ReceivedRefusal, refusalOfRecord } from '../../domain/forwarding/received-certificate';
import { recordShapeProblems } from '../../domain/intake/record-shape';
import { coversRegion, type Territory } from '../../domain/tenancy/territory';
import type { ParcelCertificate } from '../forwarding-ports';
import type { Hub } from '../ports';
import { keysOf } from '../record-keys';
import type { FitVersion } from './received-ports';

export type ReadVersion =
  | { readonly certificate: ParcelCertificate; readonly fit: FitVersion }
  | { readonly certificate: ParcelCertificate; readonly code: ReceivedRefusal };

export const isRefused = (read: ReadVersion): read is Extract<ReadVersion, { readonly code: ReceivedRefusal }> =>
  'code' in read;

export function readVersion(
  hub: Pick<Hub, 'keyedDigest'>,
  territory: Territory,
  certificate: ParcelCertificate,
): ReadVersion {
  if (!coversRegion(territory, certificate.regionCode)) return { certificate, code: 'H-REGION' };
  const record = recordOf(certificate.data);
  const kind = kindOf(certificate.kind);
  if (record === undefined || kind === undefined) return { certificate, code: 'H-RECORD' };
  const reading = readRecord(record);
  const code = refusalOfRecord(certificate.certificateNo, reading);
  if (code !== undefined) return { certificate, code };
  const keys = keysOf(hub, reading);
  const { personKey, holdingKey } = keys;
  const { issuedOn } = reading;
  if (personKey === null || holdingKey === null || issuedOn === undefined) return { certificate, code: 'H-RECORD' };
  const { certificateNo, version, regionCode, data } = certificate;
  const kept = { ...keys, data: Buffer.from(data) };
  return {
    certificate,
    fit: { certificateNo, version, kind, regionCode, issuedOn, data, personKey, holdingKey, record: kept },
  };
}

const NUL = '\\u0000';

const kindOf = (kind: string): VersionKind | undefined => VERSION_KINDS.find((known) => known === kind);

function recordOf(data: string): RawRecord | undefined {
  try {
    const record: unknown = JSON.parse(data);
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** NUL can stand in no text of PostgreSQL, and so in no record that is kept as one. */
const isRecord = (value: unknown): value is RawRecord =>
  recordShapeProblems(value, 1).length === 0 && !JSON.stringify(value).includes(NUL);

export const stateOf = ({ kind }: FitVersion): (typeof STATE_AFTER)[VersionKind] => STATE_AFTER[kind];
