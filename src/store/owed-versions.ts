/**
 * What no parcel was made of for a feed. A correction of a number that it has is not among it: it went out with its approval, or
 * says nothing to this feed (`app/certificates/up-to-date-feeds.ts`).
 */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import type { OwedBecause, OwedQuestion } from '../app/forwarding/reconciliation-ports';
import { rows } from './rows';
import { wanted } from './wanted';

const PARAMETERS = 4;

const has = (number: string): string =>
  `EXISTS (SELECT FROM delivery_item AS item WHERE item.feed = $1 AND item.certificate_no = ${number})`;

const select = (condition: string): string => `
SELECT version.certificate_no AS "certificateNo", version.version
  FROM certificate JOIN certificate_version AS version ON version.certificate_no = certificate.certificate_no
 WHERE certificate.certificate_no >= $2::text AND (version.certificate_no, version.version) > ($2::text, $3::int)
   AND ${condition}
 ORDER BY version.certificate_no, version.version LIMIT $4`;

/** Of every number once at most, so that no row is asked twice which parcels it is in. */
const CONDITIONS: { readonly [Because in OwedBecause]: (wants: string) => string } = {
  WANTED: (wants) => `(${wants}) AND NOT ${has('certificate.certificate_no')}`,
  REPLACING: () =>
    `certificate.replaces IS NOT NULL AND ${has('certificate.replaces')} AND NOT ${has('certificate.certificate_no')}`,
  ENDED: () => `certificate.state <> 'LIVE' AND version.kind IN ('REVOKED', 'REPLACED')
   AND ${has('certificate.certificate_no')}
   AND NOT EXISTS (SELECT FROM delivery_item AS item
                    WHERE item.feed = $1 AND item.certificate_no = version.certificate_no AND item.version = version.version)`,
};

export function owedVersions(
  manager: EntityManager,
  { feed, because, after, limit }: OwedQuestion,
): Promise<readonly VersionRef[]> {
  const { sql, parameters } = because === 'WANTED' ? wanted(feed, PARAMETERS + 1) : { sql: '', parameters: [] };
  return rows<VersionRef>(manager, select(CONDITIONS[because](sql)), [
    feed.name,
    after.certificateNo,
    after.version,
    limit,
    ...parameters,
  ]);
}
