import type { EntityManager } from 'typeorm';
import { rows } from './rows';

/** A table of what lands for an upload, and how a row is told: trusted text, never input. */
export interface LandedTable {
  readonly table: 'chunk' | 'upload_original';
  readonly key: string;
  readonly told: string;
}

/** No request takes back any more what stands under these keys. */
export async function acknowledged<Told>(
  manager: EntityManager,
  { table, key, told }: LandedTable,
  [uploadId, keys]: readonly [string, readonly number[]],
): Promise<Told[]> {
  const those = [uploadId, [...keys]];
  const where = `upload_id = $1 AND ${key} = ANY ($2)`;
  await rows(manager, `UPDATE ${table} SET landing = NULL WHERE ${where} AND landing IS NOT NULL`, those);
  return rows<Told>(manager, `SELECT ${told} FROM ${table} WHERE ${where} ORDER BY ${key}`, those);
}
