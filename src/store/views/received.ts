/** Both sides of handing up: what a hub above is told of a batch, and what a hub below asks of what it handed up. */
import type { ParcelBatch, ReceivedAnswer, ReceivedViews } from '../../app/forwarding/received-ports';
import { isUuid } from '../../domain/intake/check-header';
import { pastPrefix } from '../../domain/forwarding/held';
import { ANSWERS } from '../received-store';
import type { Query } from './query';

/** Numbers are compared byte by byte, so a range of them is a range of the primary key. */
const WITHIN = `region_code = $1 AND certificate_no >= $2::text AND ($3::text IS NULL OR certificate_no < $3::text)
   AND starts_with(certificate_no, $2::text)`;

const RANGES = `
SELECT left(certificate_no, $5::int) AS prefix, count(*)::int AS versions, sum(digest)::text AS sum
  FROM received_version WHERE ${WITHIN} GROUP BY 1 ORDER BY 1 LIMIT $4`;

const ITEMS = `
SELECT certificate_no AS "certificateNo", version, digest::text AS digest
  FROM received_version WHERE ${WITHIN} ORDER BY certificate_no, version LIMIT $4`;

const PARCEL_BATCH = `
SELECT jsonb_build_object('code', institution.code, 'name', institution.name, 'creditCode', institution.credit_code,
         'kind', institution.kind, 'schoolType', institution.school_type, 'regionCode', institution.region_code,
         'grade', institution.grade) AS institution,
       jsonb_build_object('planNo', batch.plan_no, 'clientBatchNo', batch.client_batch_no,
         'noticeFrom', upload.header -> 'noticeFrom', 'noticeTo', upload.header -> 'noticeTo') AS header
  FROM batch JOIN upload ON upload.id = batch.id JOIN institution ON institution.code = batch.institution_code
 WHERE batch.id = $1`;

export const receivedViews = (query: Query): ReceivedViews => ({
  parcelBatch: async (batchId) => (await query<ParcelBatch>(PARCEL_BATCH, [batchId]))[0],

  parcelAnswers: async (regionCode, parcelId) => {
    if (!isUuid(parcelId)) return undefined;
    const answers = await query<ReceivedAnswer>(ANSWERS, [regionCode, parcelId]);
    return answers.length === 0 ? undefined : answers;
  },

  heldRanges: async (regionCode, { prefix, length, limit }) => {
    const asked = [regionCode, prefix, pastPrefix(prefix), limit + 1, length];
    const ranges = await query<{ prefix: string; versions: number; sum: string }>(RANGES, asked);
    return ranges.map((range) => ({ ...range, sum: BigInt(range.sum) }));
  },

  heldItems: async (regionCode, { prefix, limit }) => {
    const asked = [regionCode, prefix, pastPrefix(prefix), limit + 1];
    const items = await query<{ certificateNo: string; version: number; digest: string }>(ITEMS, asked);
    return items.map((item) => ({ ...item, digest: BigInt(item.digest) }));
  },
});
