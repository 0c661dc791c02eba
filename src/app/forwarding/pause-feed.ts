/** Nothing more is handed to the feed until it is resumed; what was taken is still asked after. The operator's, for a feed is no region's. */
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { isStorable } from '../../domain/certificate/text';
import type { Caller } from '../caller';
import { REASON_CHARS_MAX } from '../limits';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { FeedPause } from './feed-state-ports';

export interface FeedPaused extends FeedPause {
  readonly kind: 'paused';
  readonly feed: string;
}

/** A feed that is paused stays so from the moment, by whom and why it first was. */
export async function pauseFeed(
  hub: Hub,
  caller: Caller,
  { feed, reason }: { readonly feed: string; readonly reason: string },
): Promise<FeedPaused | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const text = reason.trim();
  const isReason = text !== '' && text.length <= REASON_CHARS_MAX && isStorable(text);
  if (!isReason || holdsPersonalNumber(text)) return refuse('FEED_REASON_MISSING');
  const outcome = await hub.transaction(async ({ feedStates }): Promise<FeedPaused | Refusal> => {
    const paused = await feedStates.pause(feed, { pausedAt: hub.now(), pausedBy: caller.clientId, reason: text });
    return paused === undefined ? refuse('FEED_NOT_FOUND') : { kind: 'paused', feed, ...paused };
  });
  if (outcome.kind === 'paused') hub.log.info({ feed, by: caller.clientId }, 'The feed is paused.');
  return outcome;
}
