/** What waited for a paused feed goes on, the oldest first. */
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { remindOfRecovery } from './remind-feed';

export interface FeedResumed {
  readonly kind: 'resumed';
  readonly feed: string;
  readonly wasPaused: boolean;
}

export async function resumeFeed(
  hub: Hub,
  caller: Caller,
  { feed }: { readonly feed: string },
): Promise<FeedResumed | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const at = hub.now();
  const outcome = await hub.transaction(async ({ feedStates }): Promise<FeedResumed | Refusal> => {
    const wasPaused = await feedStates.resume(feed, at);
    return wasPaused === undefined ? refuse('FEED_NOT_FOUND') : { kind: 'resumed', feed, wasPaused };
  });
  if (outcome.kind === 'refused') return outcome;
  if (outcome.wasPaused) hub.log.info({ feed, by: caller.clientId }, 'The feed goes on.');
  await remindOfRecovery(hub, feed, `resume${at.getTime()}`);
  return outcome;
}
