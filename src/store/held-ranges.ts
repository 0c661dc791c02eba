/**
 * What a feed holds, by what the hub handed over: a digest is kept of each version that was taken, and none of one that waits or
 * was moved to another parcel. Numbers are compared byte by byte, so a range of them is a range of the primary key.
 */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import type { ReconciliationStore, UndigestedItem } from '../app/forwarding/reconciliation-ports';
import type { Sealer } from '../app/sealer';
import type { HandedItem } from '../domain/forwarding/compare-ranges';
import { pastPrefix } from '../domain/forwarding/held';
import { kept, withData } from './kept';
import { owedVersions } from './owed-versions';
import { row, rows } from './rows';

const WITHIN = `feed = $1 AND certificate_no >= $2::text AND ($3::text IS NULL OR certificate_no < $3::text)
   AND starts_with(certificate_no, $2::text)`;

const RANGES = `
SELECT left(certificate_no, $4::int) AS prefix, count(*)::int AS versions, sum(digest)::text AS sum
  FROM delivery_item WHERE ${WITHIN} AND digest IS NOT NULL GROUP BY 1`;

const ITEMS = `
SELECT certificate_no AS "certificateNo", version, digest::text AS digest
  FROM delivery_item WHERE ${WITHIN} AND digest IS NOT NULL ORDER BY certificate_no, version`;

const HANDED = `
SELECT item.certificate_no AS "certificateNo", item.version, item.digest::text AS digest
  FROM unnest($2::text[], $3::int[]) AS asked (certificate_no, version)
  JOIN delivery_item AS item
    ON item.feed = $1 AND item.certificate_no = asked.certificate_no AND item.version = asked.version`;

/** By the index of what is open: never a walk through all that was answered. */
const WAITING = `
SELECT coalesce(sum(certificates - moved), 0)::int AS versions FROM delivery WHERE feed = $1 AND state IN ('DUE', 'GIVEN_UP')`;

const UNDIGESTED = `
SELECT item.certificate_no AS "certificateNo", item.version, version.kind, ${kept('version')} AS kept,
       batch.institution_code AS "institutionCode", batch.region_code AS "regionCode",
       (SELECT form FROM feed_form WHERE feed_form.digest = delivery.form_digest) AS form
  FROM delivery_item AS item
  JOIN delivery ON delivery.id = item.delivery_id AND delivery.state IN ('SENT', 'ANSWERED')
  JOIN certificate_version AS version ON version.certificate_no = item.certificate_no AND version.version = item.version
  JOIN batch ON batch.id = version.batch_id
 WHERE item.feed = $1 AND item.digest IS NULL AND (item.certificate_no, item.version) > ($2::text, $3::int)
 ORDER BY item.certificate_no, item.version LIMIT $4`;

/** Not of what moved on meanwhile. */
const KEEP = `
UPDATE delivery_item AS item SET digest = kept.digest
  FROM unnest($2::text[], $3::int[], $4::bigint[]) AS kept (certificate_no, version, digest), delivery
 WHERE item.feed = $1 AND item.certificate_no = kept.certificate_no AND item.version = kept.version AND item.digest IS NULL
   AND delivery.id = item.delivery_id AND delivery.state IN ('SENT', 'ANSWERED')`;

type Side = Pick<
  ReconciliationStore,
  'heldRanges' | 'heldItems' | 'handed' | 'waiting' | 'undigested' | 'keepDigests' | 'owed'
>;

export const heldSide = (manager: EntityManager, sealer: Sealer): Side => ({
  heldRanges: async (feed, prefix, length) => {
    const ranges = await rows<{ prefix: string; versions: number; sum: string }>(manager, RANGES, [
      feed,
      prefix,
      pastPrefix(prefix),
      length,
    ]);
    return ranges.map((range) => ({ ...range, sum: BigInt(range.sum) }));
  },

  heldItems: async (feed, prefix) => {
    const items = await rows<VersionRef & { digest: string }>(manager, ITEMS, [feed, prefix, pastPrefix(prefix)]);
    return items.map((item) => ({ ...item, digest: BigInt(item.digest) }));
  },

  handed: async (feed, versions) => {
    const items = await rows<VersionRef & { digest: string | null }>(manager, HANDED, [feed, ...columnsOf(versions)]);
    return items.map((item): HandedItem => ({
      ...item,
      digest: item.digest === null ? null : BigInt(item.digest),
    }));
  },

  waiting: async (feed) => (await row<{ versions: number }>(manager, WAITING, [feed]))?.versions ?? 0,

  undigested: async (feed, { certificateNo, version }, limit) => {
    const items = await rows<Omit<UndigestedItem, 'data'> & { kept: Buffer }>(manager, UNDIGESTED, [
      feed,
      certificateNo,
      version,
      limit,
    ]);
    return items.map((item) => withData(sealer, item));
  },

  keepDigests: async (feed, items) => {
    await rows(manager, KEEP, [feed, ...columnsOf(items), items.map(({ digest }) => digest.toString())]);
  },

  owed: (asked) => owedVersions(manager, asked),
});

const columnsOf = (versions: readonly VersionRef[]): readonly [readonly string[], readonly number[]] => [
  versions.map(({ certificateNo }) => certificateNo),
  versions.map(({ version }) => version),
];
