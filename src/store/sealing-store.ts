/**
 * Rows that a release before sealing kept in clear. Each table has an index of nothing but those, so that where none is left
 * the question costs nothing; new rows never enter it.
 */
import type { EntityManager } from 'typeorm';
import type { Sealer, SealingStore } from '../app/sealer';
import { rows } from './rows';

interface ClearTable {
  readonly table: string;
  readonly key: readonly (readonly [column: string, type: string])[];
  /** What is in clear, as bytes. */
  readonly clear: string;
  /** The condition of the index. */
  readonly isClear: string;
  readonly change: string;
  /** Rows at a time: some megabytes. */
  readonly rows: number;
}

const asRecord = {
  clear: `convert_to(data, 'UTF8')`,
  isClear: 'data IS NOT NULL',
  change: 'sealed = given.sealed, data = NULL',
  rows: 2_000,
};

const CLEAR_TABLES: readonly ClearTable[] = [
  {
    table: 'record',
    key: [
      ['batch_id', 'uuid'],
      ['line', 'int'],
    ],
    ...asRecord,
  },
  {
    table: 'certificate_version',
    key: [
      ['certificate_no', 'text'],
      ['version', 'int'],
    ],
    ...asRecord,
  },
  { table: 'certificate_change', key: [['id', 'uuid']], ...asRecord },
  {
    table: 'chunk',
    key: [
      ['upload_id', 'uuid'],
      ['chunk_no', 'int'],
    ],
    clear: 'body',
    isClear: `substr(body, 1, 1) <> '\\x91'::bytea`,
    change: 'body = given.sealed',
    rows: 8,
  },
  {
    table: 'attachment',
    key: [['id', 'uuid']],
    clear: 'body',
    isClear: 'octet_length(body) = bytes',
    change: 'body = given.sealed',
    rows: 1,
  },
];

/** Of a table that is half done the planner would read the sealed half again and again. */
const INDEXES_ONLY = 'SET LOCAL enable_seqscan = off';

export const sealingStore = (manager: EntityManager, sealer: Sealer): SealingStore => ({
  sealSome: async () => {
    await rows(manager, INDEXES_ONLY);
    let sealed = 0;
    for (const table of CLEAR_TABLES) sealed += await sealIn(manager, sealer, table);
    return sealed;
  },
});

async function sealIn(manager: EntityManager, sealer: Sealer, of: ClearTable): Promise<number> {
  const columns = of.key.map(([column]) => column);
  const found = await rows<Readonly<Record<string, unknown>> & { readonly clear: Buffer }>(
    manager,
    `SELECT ${columns.join(', ')}, ${of.clear} AS clear FROM ${of.table} WHERE ${of.isClear}
      LIMIT ${of.rows} FOR UPDATE SKIP LOCKED`,
  );
  if (found.length === 0) return 0;
  const types = [...of.key.map(([, type]) => type), 'bytea'];
  await rows(
    manager,
    `UPDATE ${of.table} SET ${of.change}
       FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
            AS given (${[...columns, 'sealed'].join(', ')})
      WHERE ${columns.map((column) => `${of.table}.${column} = given.${column}`).join(' AND ')}`,
    [...columns.map((column) => found.map((row) => row[column])), found.map(({ clear }) => sealer.seal(clear))],
  );
  return found.length;
}
