/** Views ask a pool itself: a query runner of TypeORM costs a list of a hundred a third more, and prepares no statements. */
import { createHash } from 'node:crypto';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { errorCode } from '../platform/error-code';
import type { Planning, Query } from './views/query';

/** Each costs a connection some 50 KiB of the server. Whatever comes after them is planned anew. */
const KEPT_STATEMENTS_MAX = 100;
const NAME_CHARS = 32;

/**
 * Gone from the connection, there already, or its columns have changed by a migration: where a pooler deals connections out anew,
 * or while a release is changed. The question is asked once more, without a name.
 */
const NOT_AS_KEPT: readonly string[] = ['26000', '42P05', '0A000'];

export function poolQuery(pool: Pool): Query {
  const nameOf = statementNames();
  return async <Row>(sql: string, parameters: readonly unknown[] = [], planning: Planning = 'anew') => {
    const ask = async (question: QueryConfig): Promise<Row[]> =>
      (await pool.query<Row & QueryResultRow>(question)).rows;
    const plain = { text: sql, values: [...parameters] };
    const name = planning === 'kept' ? nameOf(sql) : undefined;
    if (name === undefined) return ask(plain);
    try {
      return await ask({ ...plain, name });
    } catch (error) {
      if (NOT_AS_KEPT.includes(errorCode(error) ?? '')) return ask(plain);
      throw error;
    }
  };
}

/** Made of the text, so that no connection ever runs another statement under a name. */
function statementNames(): (sql: string) => string | undefined {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= KEPT_STATEMENTS_MAX) return known;
    const name = createHash('sha256').update(sql).digest('hex').slice(0, NAME_CHARS);
    names.set(sql, name);
    return name;
  };
}
