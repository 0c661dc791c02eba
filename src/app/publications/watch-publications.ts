/** Tells a province once a month that approved filings can be published now. */
import { publicationDayOf } from '../../domain/filing/publication-day';
import { provinceOf } from '../../domain/tenancy/office';
import { announce } from './announce';
import type { Watch } from './watch-ports';

const EVERYWHERE = '';
const MONTH_CHARS = 7;

export async function tellDuePublications({ hub, day, now, packOf }: Watch): Promise<number> {
  return hub.transaction(async (stores) => {
    const due = new Map<string, number>();
    for (const { kind, regionCode, applications } of await stores.codes.approvedGroups(EVERYWHERE)) {
      const months = packOf(regionCode).parameters.filingPublicationMonths;
      if (publicationDayOf(kind, day, months) !== day) continue;
      due.set(provinceOf(regionCode), (due.get(provinceOf(regionCode)) ?? 0) + applications);
    }
    const told = [...due.keys()].map((subjectId) => ({
      topic: 'PUBLICATION_DUE' as const,
      subjectId,
      mark: day.slice(0, MONTH_CHARS),
    }));
    const fresh = (await stores.codes.markTold(told, now)).map(({ subjectId }) => subjectId);
    const announced = fresh.map((regionCode) => ({
      topic: 'PUBLICATION_DUE',
      subject: { kind: 'PUBLICATION', id: regionCode } as const,
      text: {
        zh: `已有 ${due.get(regionCode) ?? 0} 件获批申请可以公布`,
        en: `${due.get(regionCode) ?? 0} approved applications can be published now`,
      },
      audiences: [{ role: 'PROVINCE', regionCode } as const],
    }));
    await announce(hub, stores, announced, now);
    return fresh.length;
  });
}
