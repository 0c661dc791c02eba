import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '../../src/app/views';
import { notFound } from '../errors';
import type { RequestContext } from '../request-context';
import type { ProgressEnd } from './input';

export const PROGRESS_POLL_MS = 500;
/** A subscriber that wants more subscribes again: an open stream holds a token that has expired by then. */
export const PROGRESS_STREAM_MS_MAX = 10 * 60 * 1_000;

/**
 * The batch whenever it changed. Reads the view instead of listening to the workers: what is told is what is
 * stored, and a hub restart loses nothing. The first event comes at once; the last one is the state it ended in.
 */
export async function batchProgress(context: RequestContext, asked: AskedProgress): Promise<AsyncGenerator<BatchView>> {
  // Told before the stream begins, because an error inside it can only end the connection.
  if ((await context.hub.views.batch(context.territory, asked.id)) === undefined) throw notFound();
  return changes(context, asked);
}

export interface AskedProgress {
  readonly id: string;
  readonly until: ProgressEnd;
}

async function* changes({ hub, territory }: RequestContext, { id, until }: AskedProgress): AsyncGenerator<BatchView> {
  const endsAtMs = hub.now().getTime() + PROGRESS_STREAM_MS_MAX;
  let told = '';
  while (hub.now().getTime() < endsAtMs) {
    const batch = await hub.views.batch(territory, id);
    if (batch === undefined) return;
    const feeds = batch.state === 'APPROVED' ? await hub.views.feedsOfBatch(territory, id) : [];
    const now = JSON.stringify([batch, feeds]);
    if (now !== told) yield batch;
    told = now;
    if (hasEnded(batch, feeds, until)) return;
    await sleep(PROGRESS_POLL_MS);
  }
}

function hasEnded({ state }: BatchView, feeds: readonly { readonly pending: number }[], until: ProgressEnd): boolean {
  if (state === 'CHECKING') return false;
  if (until === 'CHECKED' || state === 'RETURNED') return true;
  return state === 'APPROVED' && feeds.every(({ pending }) => pending === 0);
}
