/** Reconciliations to go on with. */
import type { DueWork } from '../../app/work-views';
import type { Query } from './query';

export const dueReconciliations = async (
  _query: Query,
  _now: Date,
  _limit: number,
): Promise<Pick<DueWork, 'reconciliations'>> => ({ reconciliations: [] });
