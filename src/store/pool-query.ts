/** Views ask a pool itself: a query runner of TypeORM costs a list of a hundred a third more, and prepares no statements. */
import { createHash } from 'node:crypto';
import type { Pool, QueryArrayConfig, QueryArrayResult } from 'pg';
import { errorCode } from '../platform/error-code';
import type { Query } from './views/query';

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
  const rowsOf = rowMaker();
  return async <Row>(sql: string, parameters: readonly unknown[] = [], planning = 'anew') => {
    const plain: QueryArrayConfig<unknown[]> = { text: sql, values: [...parameters], rowMode: 'array' };
    const name = planning === 'kept' ? nameOf(sql) : undefined;
    if (name === undefined) return rowsOf<Row>(await pool.query(plain));
    try {
      return rowsOf<Row>(await pool.query({ ...plain, name }));
    } catch (error) {
      if (NOT_AS_KEPT.includes(errorCode(error) ?? '')) return rowsOf<Row>(await pool.query(plain));
      throw error;
    }
  };
}

/** As many as the hub has; views that write a column each time in another way would fill the memory. */
const ROW_SHAPES_MAX = 1_000;

type MakeRow = (values: readonly unknown[]) => object;

/**
 * Objects with the columns as the statement names them. pg writes them column by column, whose names differ from statement to
 * statement: in a process that asks many, V8 is three times as long about it as about a literal.
 */
function rowMaker(): <Row>(result: QueryArrayResult) => Row[] {
  const makers = new Map<string, MakeRow>();
  return <Row>({ fields, rows }: QueryArrayResult) => {
    const names = JSON.stringify(fields.map(({ name }) => name));
    const make = makers.get(names) ?? makeRow(fields.map(({ name }) => name));
    if (makers.size < ROW_SHAPES_MAX) makers.set(names, make);
    return rows.map(make) as Row[];
  };
}

/** The names are those of the hub's own statements, and quoted. */
function makeRow(names: readonly string[]): MakeRow {
  const columns = names.map((name, index) => `${JSON.stringify(name)}: values[${index}]`);
  const make: unknown = new Function('values', `return { ${columns.join(', ')} };`);
  return make as MakeRow;
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
