import type { EntityManager } from 'typeorm';
import type { ReconciliationStore } from '../app/forwarding/reconciliation-ports';

export const reconciliationStore = (_manager: EntityManager): ReconciliationStore => ({});
