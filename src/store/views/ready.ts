import type { Readiness } from '../../app/readiness';
import { MIGRATIONS } from '../migrations';
import type { Query } from './query';

/** SQLSTATE of a table that is not there: a database that nobody has migrated yet. */
const NO_TABLE = '42P01';

/** Whether the database answers, and every migration of this release is done. */
export async function readiness(query: Query): Promise<Readiness> {
  try {
    const [found] = await query<{ done: number }>(`SELECT count(*)::int AS done FROM migration`);
    const isDone = found !== undefined && found.done >= MIGRATIONS.length;
    return { database: 'ok', migrations: isDone ? 'done' : 'missing' };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === NO_TABLE
      ? { database: 'ok', migrations: 'missing' }
      : { database: 'away', migrations: 'unknown' };
  }
}

/** True when the database answers and every migration of this release is done. */
export async function ready(query: Query): Promise<boolean> {
  return (await readiness(query)).migrations === 'done';
}
