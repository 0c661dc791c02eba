/** Rows beside a row that is there, alike but for named columns; so that a list has many without a story for each. */
import type { TestHub } from './hub';

/**
 * id      another UUID
 * text    the same with a number behind
 * number  larger
 * Two tables get the same values from the same value, so that what points at a row still does. Other text is SQL of JSON, in
 * which `base` is the row as JSON and `n` its number from 1.
 */
export type Change = 'id' | 'text' | 'number' | `to_jsonb(${string})` | `'${string}'::jsonb`;

export interface Multiplied {
  readonly table: string;
  /** Which row to multiply: SQL of the test's own. */
  readonly where: string;
  readonly change: Readonly<Record<string, Change>>;
}

const sqlOf = (column: string, change: Change): string => {
  if (change === 'id') return `to_jsonb(md5((base ->> '${column}') || '/' || n)::uuid)`;
  if (change === 'text') return `to_jsonb((base ->> '${column}') || '-' || n)`;
  return change === 'number' ? `to_jsonb((base ->> '${column}')::bigint + n)` : change;
};

/** @throws when the table has no such row. */
export async function multiplyRows(
  hub: Pick<TestHub, 'query'>,
  { table, where, change }: Multiplied,
  rows: number,
): Promise<void> {
  const name = `public."${table}"`;
  const changes = Object.entries(change).map(([column, how]) => `'${column}', ${sqlOf(column, how)}`);
  const made = await hub.query(
    `INSERT INTO ${name}
     SELECT made.* FROM (SELECT to_jsonb(row) AS base FROM ${name} AS row WHERE ${where} LIMIT 1) AS first
      CROSS JOIN generate_series(1, ${rows}) AS n
      CROSS JOIN LATERAL jsonb_populate_record(NULL::${name}, base || jsonb_build_object(${changes.join(', ')})) AS made
     RETURNING 1`,
  );
  if (made.length !== rows) throw new Error(`${table} has no row to multiply where ${where}.`);
}
