import type { EntityManager } from 'typeorm';
import type { OddityStore } from '../app/forwarding/oddity-ports';

export const oddityStore = (_manager: EntityManager): OddityStore => ({});
