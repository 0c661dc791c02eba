import type { EntityManager } from 'typeorm';
import type { ReceivedStore } from '../app/forwarding/received-ports';

export const receivedStore = (_manager: EntityManager): ReceivedStore => ({});
