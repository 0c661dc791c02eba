/** What a view reads: rows that each part of its plans handed on or threw away, all together. */
import type { DataSource } from 'typeorm';
import type { Query } from '../../src/store/views/query';

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const visitedBy = (plan: Plan): number =>
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] +
  (plan.Plans ?? []).reduce((sum, part) => sum + visitedBy(part), 0);

/** `look` asks by `query`; it finds no rows. */
export async function rowsVisited(source: DataSource, look: (query: Query) => Promise<unknown>): Promise<number> {
  let visited = 0;
  await look(async (sql, parameters = []) => {
    const [explained] = await source.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters]);
    visited += visitedBy(explained['QUERY PLAN'][0].Plan);
    return [];
  });
  return visited;
}
