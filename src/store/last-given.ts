import type { EntityManager } from 'typeorm';
import type { GivenVersion } from '../app/forwarding-ports';
import { rows } from './rows';

/** By the key of `delivery_item`: feed, number, version. */
const LAST_GIVEN = `
SELECT feed.name AS feed, item.version, item.state, item.digest::text AS digest, version.kind,
       batch.institution_code AS "institutionCode", batch.region_code AS "regionCode"
  FROM feed
 CROSS JOIN LATERAL (SELECT * FROM delivery_item AS latest WHERE latest.feed = feed.name AND latest.certificate_no = $1
                      ORDER BY version DESC LIMIT 1) AS item
  JOIN certificate_version AS version
    ON version.certificate_no = item.certificate_no AND version.version = item.version
  JOIN batch ON batch.id = version.batch_id
 ORDER BY feed.name`;

/** As text: the driver makes numbers of `bigint`, which lose the last digits. */
type Row = Omit<GivenVersion, 'digest'> & { readonly digest: string | null };

export async function lastGiven(manager: EntityManager, certificateNo: string): Promise<readonly GivenVersion[]> {
  const given = await rows<Row>(manager, LAST_GIVEN, [certificateNo]);
  return given.map((row) => ({ ...row, digest: row.digest === null ? null : BigInt(row.digest) }));
}
