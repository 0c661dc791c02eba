/**
 * anew    planned for its values each time
 * kept    prepared, once a connection: for statements that take longer to plan than to run, and whose good plan is the same for
 *         all values. PostgreSQL still plans anew where its general plan looks dearer than those before it.
 */
export type Planning = 'anew' | 'kept';

/** One SQL statement, read only; rows as the query names them, values never in the text. */
export type Query = <Row>(sql: string, parameters?: readonly unknown[], planning?: Planning) => Promise<Row[]>;
