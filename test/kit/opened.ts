/** What a hub of real processes keeps sealed, opened by its key file. */
import { loadKeys } from '../../src/platform/keys';
import { sealerOf } from '../../src/platform/sealer';
import type { TestHub } from './hub';

export async function openerOf({ keysFile }: Pick<TestHub, 'keysFile'>): Promise<(sealed: Buffer) => Buffer> {
  return sealerOf(await loadKeys(keysFile)).open;
}

/** The record of a line as it was received. */
export async function keptRecord(hub: TestHub, batchId: string, line: number): Promise<Record<string, unknown>> {
  const open = await openerOf(hub);
  const [row] = await hub.query<{ sealed: Buffer }>(`SELECT sealed FROM record WHERE batch_id = $1 AND line = $2`, [
    batchId,
    line,
  ]);
  if (row === undefined) throw new Error(`The batch keeps no line ${line}.`);
  return JSON.parse(open(row.sealed).toString()) as Record<string, unknown>;
}
