import { type Refusal, refuse } from '../refusal';

/** disk_full and configuration_limit_exceeded (PostgreSQL manual, appendix A): no room for what was to be stored. */
const NO_ROOM = new Set(['53100', '53400']);

const isNoRoom = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && NO_ROOM.has(String(Reflect.get(error, 'code')));

/** A disk that is full is an answer: what was stored stays, and the sender comes again. The transaction was rolled back. */
export async function refusingWhenFull<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (isNoRoom(error)) return refuse('STORAGE_FULL');
    throw error;
  }
}
