import { createHash } from 'node:crypto';

const GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * A feed is compared once a day: the reconciliation of a day has its id before anybody began it, so that to remind of it and to
 * begin it twice is to begin it once. `src/store/views/due-reconciliations.ts` says the same in SQL.
 */
export const dailyReconciliationId = (feed: string, day: string): string =>
  createHash('md5').update(`reconciliation ${feed} ${day}`).digest('hex').replace(GROUPS, '$1-$2-$3-$4-$5');
