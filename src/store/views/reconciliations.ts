import type { ReconciliationViews } from '../../app/forwarding/reconciliation-ports';
import type { Query } from './query';

export const reconciliationViews = (_query: Query): ReconciliationViews => ({});
