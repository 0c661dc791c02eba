/** Today (China Standard Time), until the registry was watched to its end. */
import { cstDate } from '../../domain/calendar/cst';
import type { Query } from './query';

export const dueWatch = (query: Query, now: Date): Promise<readonly { readonly day: string }[]> =>
  query(`SELECT $1::text AS day WHERE NOT EXISTS (SELECT FROM registry_watch_day WHERE day = $1::text::date)`, [
    cstDate(now),
  ]);
