/** What a feed refuses comes back to the institution as work with a term (内人社办发〔2024〕53号 第四十条). */
import { cstDate } from '../../domain/calendar/cst';
import type { Bilingual } from '../../domain/bilingual';
import type { RefusedItem } from '../forwarding-ports';
import type { Notification } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';
import { openTerm } from './open-term';

/** In the transaction that records the refusals. A correction or resubmission ends the term: `endTerms(…, 'FEEDBACK')`. */
export async function openFeedback(
  hub: Hub,
  stores: Stores,
  feed: { readonly title: Bilingual },
  refused: readonly RefusedItem[],
): Promise<void> {
  const at = hub.now();
  for (const id of new Set(refused.map(({ batchId }) => batchId))) {
    const batch = await stores.batches.placeOf(id);
    if (batch === undefined) continue;
    const { institutionCode, regionCode } = batch;
    const subject = { kind: 'BATCH', id } as const;
    const count = refused.filter(({ batchId }) => batchId === id).length;
    if (batch.origin === 'HUB') {
      await tellOffices(hub, stores, { feed, subject, regionCode, count, at });
      continue;
    }
    // A version that was corrected or revoked meanwhile leaves nothing to mend.
    if (await stores.certificateChanges.hasUnansweredRefusal(id)) {
      await openTerm(hub, stores, { term: 'FEEDBACK', subject, institutionCode, regionCode, on: cstDate(at) });
    }
    const audiences = [
      { role: 'INSTITUTION', institutionCode },
      { role: 'CITY', regionCode },
    ] as const;
    await stores.notifications.tell(
      audiences.map((audience): Notification => ({
        id: hub.newId(),
        audience,
        topic: 'FEEDBACK',
        subject,
        text: {
          zh: `${feed.title.zh}未接收该批次中的 ${count} 本证书,请核实更正后重报。`,
          en: `${feed.title.en} refused ${count} certificates of the batch; check them, mend them and send them again.`,
        },
        at,
      })),
    );
  }
}

/** Of what another hub handed up the institution mends nothing here: the offices take it to that hub. */
async function tellOffices(
  hub: Hub,
  stores: Stores,
  {
    feed,
    subject,
    regionCode,
    count,
    at,
  }: {
    readonly feed: { readonly title: Bilingual };
    readonly subject: Notification['subject'];
    readonly regionCode: string;
    readonly count: number;
    readonly at: Date;
  },
): Promise<void> {
  const audiences = [
    { role: 'CITY', regionCode },
    { role: 'PROVINCE', regionCode },
  ] as const;
  await stores.notifications.tell(
    audiences.map((audience): Notification => ({
      id: hub.newId(),
      audience,
      topic: 'FEEDBACK',
      subject,
      text: {
        zh: `${feed.title.zh}未接收下级枢纽上交批次中的 ${count} 本证书,须由该枢纽更正后上交。`,
        en: `${feed.title.en} refused ${count} certificates that another hub handed up; they are corrected at that hub.`,
      },
      at,
    })),
  );
}
