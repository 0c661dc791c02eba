/** One SQL statement, read only; rows as the query names them, values never in the text. */
export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;
