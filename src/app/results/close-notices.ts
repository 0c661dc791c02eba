/**
 * What the clock does with notices: it opens them on their first day, closes them after their last one, and tells the office
 * where open objections keep one from closing. Each in a transaction of its own, by whoever claims the row first.
 */
import { cstDate } from '../../domain/calendar/cst';
import { dueStep, type NoticeStep } from '../../domain/results/results-state';
import { SWEEP_ROWS_MAX } from '../limits';
import type { Hub, Stores } from '../ports';
import { afterClosing } from './after-closing';
import type { Results } from './results-ports';
import { tellOffice } from './tell';

export interface NoticeSeen {
  readonly kind: 'opened' | 'closed' | 'told' | 'nothing-to-do';
}

export const closeNotice = (hub: Hub, { resultsId }: { readonly resultsId: string }): Promise<NoticeSeen> =>
  hub.transaction(async (stores) => {
    const results = await stores.results.claim(resultsId);
    if (!results) return { kind: 'nothing-to-do' };
    const objections = await stores.results.objectionsOf(resultsId);
    const at = hub.now();
    const openObjections = objections.filter(({ state }) => state === 'OPEN').length;
    const standing = { ...results, openObjections, isOfficeTold: results.overdueToldAt !== null };
    const step = dueStep(standing, cstDate(at));
    return { kind: step === undefined ? 'nothing-to-do' : await STEPS[step](hub, stores, results, at) };
  });

type Taken = (hub: Hub, stores: Stores, results: Results, at: Date) => Promise<NoticeSeen['kind']>;

const STEPS: Readonly<Record<NoticeStep, Taken>> = {
  OPEN: async (_hub, stores, { id }, at) => {
    await stores.results.move(id, 'SUBMITTED', 'ON_NOTICE', at);
    return 'opened';
  },
  CLOSE: async (hub, stores, results, at) => {
    await stores.results.move(results.id, 'ON_NOTICE', 'CLOSED', at);
    await afterClosing(hub, stores, results, at);
    return 'closed';
  },
  TELL: async (hub, stores, results, at) => {
    await stores.results.noteOfficeTold(results.id, at);
    await tellOffice(hub, stores, results, 'NOTICE_HELD_OPEN', {
      zh: '公示期已满,尚有异议未办结,公示不能结束',
      en: 'The days of the notice are over; objections that are not decided keep it from closing',
    });
    return 'told';
  },
};

export interface NoticesClosed {
  readonly kind: 'done';
  readonly opened: number;
  readonly closed: number;
  readonly told: number;
}

/** All that is due now; at most `SWEEP_ROWS_MAX` notices a run. */
export async function closeNotices(hub: Hub): Promise<NoticesClosed> {
  const counts = { opened: 0, closed: 0, told: 0 };
  for (const due of await hub.views.dueNotices(cstDate(hub.now()), SWEEP_ROWS_MAX)) {
    const { kind } = await closeNotice(hub, due);
    if (kind !== 'nothing-to-do') counts[kind] += 1;
  }
  return { kind: 'done', ...counts };
}
