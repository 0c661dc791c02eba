/** The one typed way to send SQL: rows as the query names them, parameters never in the text. */
import type { EntityManager } from 'typeorm';

export async function rows<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const answer: unknown = await manager.query(sql, [...parameters]);
  // TypeORM answers UPDATE and DELETE with [rows, count].
  const found =
    Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number'
      ? answer[0]
      : answer;
  return Array.isArray(found) ? (found as Row[]) : [];
}

export async function row<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row | undefined> {
  return (await rows<Row>(manager, sql, parameters))[0];
}
