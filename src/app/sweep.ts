/**
 * Says again whatever a row says is due. A queue that lost everything is refilled here; a reminder that still waits
 * keeps its id and is not said twice. The round changes every ten minutes, so that an id the queue holds on to by
 * mistake cannot block its subject for ever.
 */
import { closedFeeds } from './forwarding/feed-opening';
import { SWEEP_ROWS_MAX } from './limits';
import { dueCold } from './move-cold';
import type { Hub } from './ports';
import { sealClear } from './seal-clear';
import type { DueWork } from './work-views';

const ROUND_MS = 10 * 60 * 1_000;

export async function sweep(hub: Hub): Promise<DueWork> {
  const now = hub.now();
  const most = { limit: SWEEP_ROWS_MAX, window: hub.checkWindow, closedFeeds: await closedFeeds(hub, now) };
  const due = await hub.views.dueWork(now, most);
  const round = `s${Math.floor(now.getTime() / ROUND_MS)}`;
  await hub.reminders.remind('check-chunk', due.chunks, { round });
  await hub.reminders.remind('check-small-batch', due.smallBatches, { round });
  await hub.reminders.remind('settle-batch', due.smallSettlements, { round });
  await hub.reminders.remind('settle-middle-batch', due.middleSettlements, { round });
  await hub.reminders.remind('settle-large-batch', due.largeSettlements, { round });
  await hub.reminders.remind('deliver', due.deliveries, { round });
  await hub.reminders.remind('collect-answers', due.answers, { round });
  await hub.reminders.remind('watch-feeds', due.feedWatch, { round });
  await hub.reminders.remind('reconcile-feed', due.reconciliations, { round });
  await hub.reminders.remind('tally', due.tallies, { round });
  await hub.reminders.remind('make-reports', due.reportDays, { round });
  await hub.reminders.remind('send-report', due.reports, { round });
  await hub.reminders.remind('try-pack', due.trials, { round });
  await hub.reminders.remind('close-notices', due.notices, { round });
  await hub.reminders.remind('watch-deadlines', due.deadlines, { round });
  await hub.reminders.remind('watch-registry', due.registry, { round });
  await hub.reminders.remind('abandon-upload', due.abandoned, { round });
  await hub.reminders.remind('move-cold', await dueCold(hub, now), { round });
  await sealClear(hub);
  return due;
}
