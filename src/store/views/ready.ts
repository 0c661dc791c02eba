import { MIGRATIONS } from '../migrations';
import type { Query } from './query';

/** True when the database answers and every migration of this release is done. */
export async function ready(query: Query): Promise<boolean> {
  try {
    const [found] = await query<{ done: number }>(`SELECT count(*)::int AS done FROM migration`);
    return found !== undefined && found.done >= MIGRATIONS.length;
  } catch {
    return false;
  }
}
