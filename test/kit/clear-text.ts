/** Where in a database a value stands in clear. */
import type { DataSource } from 'typeorm';

/** Tables and columns that hold one of `values`, as text or as bytes, in whatever schema. */
export async function placesInClear(source: DataSource, values: readonly string[]): Promise<readonly string[]> {
  const columns: readonly { table: string; column: string }[] = await source.query(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS table, quote_ident(column_name) AS column
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      ORDER BY 1, ordinal_position`,
  );
  const patterns = values.flatMap((value) => [`%${value}%`, `%${Buffer.from(value).toString('hex')}%`]);
  const places: string[] = [];
  for (const { table, column } of columns) {
    const [found] = await source.query(`SELECT FROM ${table} WHERE ${column}::text LIKE ANY ($1::text[]) LIMIT 1`, [
      patterns,
    ]);
    if (found !== undefined) places.push(`${table}.${column}`);
  }
  return places;
}
