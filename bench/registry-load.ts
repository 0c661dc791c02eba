/** Fills a hub with a large registry by SQL; see `registry-rows.ts` and `registry-work-rows.ts` for what comes in. */
import type { Client } from 'pg';
import { FIRST_VERSIONS } from '../src/store/migrations/1764600000000-registry-history';
import { registryRows, type RegistrySize } from './registry-rows';
import { HISTORY_ROWS, workRows } from './registry-work-rows';

/** As the hub keeps it with the registry. */
const HOMES = `
UPDATE assessor SET home_region = coalesce(assessor.region_code,
  (SELECT institution.region_code FROM institution WHERE institution.code = assessor.institution_code))`;

/**
 * References are right by construction, and a million checks of each would only be waited for: the role of a replica
 * leaves them out. The versions are written as the migration writes those of a registry that stands already.
 */
export async function loadLargeRegistry(
  database: Client,
  today: string,
  size: RegistrySize,
  say: (line: string) => void,
): Promise<void> {
  await database.query(
    `SET session_replication_role = replica; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'`,
  );
  const parts = [
    ...registryRows(today, size),
    HOMES,
    ...workRows(today, size),
    `DELETE FROM registry_version; DELETE FROM registry_roster; ${FIRST_VERSIONS}`,
    HISTORY_ROWS,
  ];
  for (const [index, part] of parts.entries()) {
    await database.query(part);
    say(`loaded part ${index + 1} of ${parts.length}`);
  }
  await database.query('RESET session_replication_role; RESET work_mem; RESET maintenance_work_mem');
  // As autovacuum leaves it after a while: visibility known, statistics taken.
  await database.query('VACUUM (ANALYZE)');
  await database.query('CHECKPOINT');
}
