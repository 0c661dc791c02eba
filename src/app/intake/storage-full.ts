import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

/**
 * No room for what was to be stored. PostgreSQL's: disk_full and configuration_limit_exceeded (manual, appendix A). The
 * machine's own, where a content is put by until it has all come: errno of a full disk and of a quota that is used up.
 */
const NO_ROOM = new Set(['53100', '53400', 'ENOSPC', 'EDQUOT']);

function noRoom(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? String(Reflect.get(error, 'code')) : '';
  return NO_ROOM.has(code) ? code : undefined;
}

/** A disk that is full is an answer: what was stored stays, and the sender comes again. The transaction was rolled back. */
export async function refusingWhenFull<Outcome>(
  { log }: Pick<Hub, 'log'>,
  work: () => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  try {
    return await work();
  } catch (error) {
    const code = noRoom(error);
    if (code === undefined) throw error;
    log.error({ code }, 'There is no room for what is sent; senders are told to come again.');
    return refuse('STORAGE_FULL');
  }
}
