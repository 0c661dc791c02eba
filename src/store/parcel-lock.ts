/** One transaction at a time may number the parcels of a batch; batches are locked in one order. */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import { rows } from './rows';

const BATCHES = `
SELECT DISTINCT version.batch_id AS id
  FROM unnest($1::text[], $2::int[]) AS asked (certificate_no, version)
  JOIN certificate_version AS version
    ON version.certificate_no = asked.certificate_no AND version.version = asked.version
 ORDER BY id`;

const LOCK = `
SELECT pg_advisory_xact_lock(hashtextextended('parcels ' || id, 0))
  FROM (SELECT id::text FROM unnest($1::uuid[]) AS batch (id) ORDER BY id) AS ordered`;

/** Those of the batches that these versions came with. */
export async function lockParcelsOf(manager: EntityManager, versions: readonly VersionRef[]): Promise<void> {
  const batches = await rows<{ id: string }>(manager, BATCHES, [
    versions.map(({ certificateNo }) => certificateNo),
    versions.map(({ version }) => version),
  ]);
  await rows(manager, LOCK, [batches.map(({ id }) => id)]);
}
