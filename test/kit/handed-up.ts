/** Parcels as another hub hands them up: of a made-up institution of 自贡 that the hub above does not know. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { heldDigest } from '../../src/app/forwarding/held-digest';
import { parcelDigest } from '../../src/app/forwarding/parcel-digest';
import type { GivenParcel, ParcelBatch } from '../../src/app/forwarding/received-ports';
import type { OwnCertificate } from '../../src/app/forwarding-ports';
import { jsonbText } from '../../src/domain/forwarding/shown-data';
import { creditCodeCheck } from '../../src/domain/registry/credit-code';
import { SAMPLE_RECORD } from './sample-record';

export const HUB_REGION = '510300';
export const HUB: Caller = { clientId: 'hub-510300', role: 'HUB', institutionCode: null, regionCode: HUB_REGION };
export const OTHER_HUB: Caller = { ...HUB, clientId: 'hub-510400', regionCode: '510400' };
export const HANDED_SALT = 'salt of the feed below';

const withCheck = (body: string): string => body + creditCodeCheck(body);
export const HANDED_BATCH: ParcelBatch = {
  institution: {
    code: '0301',
    name: '盐都示范技师学院',
    creditCode: withCheck('91510300MA0000001'),
    kind: 'SOCIAL_ORG',
    schoolType: 'TECHNICIAN_COLLEGE',
    regionCode: HUB_REGION,
    grade: 'CITY',
  },
  header: { planNo: 'P2026-0301', clientBatchNo: 'B-1', noticeFrom: '2026-06-08', noticeTo: '2026-06-14' },
};
export const OTHER_CREDIT_CODE = withCheck('91510300MA0000002');

const SITE = 'S000051000301';
export const handedNo = (serial: number): string => `${SITE}263${String(serial).padStart(6, '0')}`;

export interface Handed extends Partial<Omit<OwnCertificate, 'data'>> {
  /** Changes to the record; `undefined` leaves a field out. */
  readonly record?: object;
  /** Instead of a record. */
  readonly data?: string;
}

export function handed(serial: number, { record = {}, ...more }: Handed = {}): OwnCertificate {
  const certificateNo = more.certificateNo ?? handedNo(serial);
  const data = jsonbText(
    JSON.parse(JSON.stringify({ ...SAMPLE_RECORD, certificateNo, siteCode: SITE, ...record })) as Record<
      string,
      string
    >,
  );
  return { certificateNo, version: 1, kind: 'ISSUED', institutionCode: '0301', regionCode: HUB_REGION, data, ...more };
}

export function handedParcel(certificates: readonly OwnCertificate[], more: Partial<GivenParcel> = {}): GivenParcel {
  return {
    parcelId: randomUUID(),
    digest: parcelDigest(certificates),
    salt: HANDED_SALT,
    batch: HANDED_BATCH,
    certificates: certificates.map((certificate) => ({
      ...certificate,
      digest: heldDigest(more.salt ?? HANDED_SALT, certificate),
    })),
    ...more,
  };
}
