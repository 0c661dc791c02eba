/** What an attempt says of its feed: somebody was reached there, or nobody. In the transaction that records the attempt. */
import { afterTry, type Breaker, CLOSED, type EndedTry } from '../../domain/forwarding/breaker';
import { retryAfterOf } from '../../domain/forwarding/retry';
import type { Answer } from '../connector';
import type { Hub, Stores } from '../ports';

export interface NotedAttempt {
  readonly feed: string;
  readonly isProbe: boolean;
  readonly answer: Answer;
  readonly at: Date;
  readonly jitter: number;
}

export interface BreakerMove {
  readonly before: Breaker['state'];
  readonly breaker: Breaker;
}

export const STILL_CLOSED: BreakerMove = { before: 'CLOSED', breaker: CLOSED };

export async function noteAttempt(stores: Stores, noted: NotedAttempt): Promise<BreakerMove> {
  const { feed, isProbe, answer, at, jitter } = noted;
  if (answer.kind === 'taken' && (await stores.feedStates.noteTaken(feed, at))) return STILL_CLOSED;
  const retryAfterMs = answer.kind === 'unreachable' ? retryAfterOf(answer) : 0;
  return moveBreaker(stores, feed, {
    ended: { isReached: answer.kind !== 'unreachable', isProbe, at, jitter, retryAfterMs },
    failure: answer.kind === 'taken' ? null : answer.reason,
    freeAt: retryAfterMs > 0 ? new Date(at.getTime() + retryAfterMs) : null,
  });
}

/** A question for answers that was a probe. */
export const noteAsking = (
  stores: Stores,
  { feed, ...ended }: Omit<EndedTry, 'isProbe'> & { readonly feed: string },
): Promise<BreakerMove> =>
  moveBreaker(stores, feed, { ended: { ...ended, isProbe: true }, failure: null, freeAt: null });

/** As the breaker closes, all that the feed waits to try again is due at once: it recovers by itself. */
async function moveBreaker(
  stores: Stores,
  feed: string,
  {
    ended,
    failure,
    freeAt,
  }: { readonly ended: EndedTry; readonly failure: string | null; readonly freeAt: Date | null },
): Promise<BreakerMove> {
  const standing = await stores.feedStates.lock(feed);
  const breaker = afterTry(standing, ended);
  await stores.feedStates.saveBreaker(feed, breaker, { at: ended.at, failure, freeAt });
  if (standing.state !== 'CLOSED' && breaker.state === 'CLOSED') await stores.deliveries.wake(feed, ended.at);
  return { before: standing.state, breaker };
}

/** After the commit. */
export function logBreaker(hub: Pick<Hub, 'log'>, feed: string, { before, breaker }: BreakerMove): void {
  const { failures, probeAt } = breaker;
  if (before === 'CLOSED' && breaker.state === 'OPEN') {
    hub.log.warn({ feed, failures, probeAt }, 'Nobody is reached at the feed; it is only probed until somebody is.');
  } else if (before !== 'CLOSED' && breaker.state === 'CLOSED') {
    hub.log.info({ feed }, 'The feed is reached again; what waited is due now.');
  }
}
