/** 内人社办发〔2024〕53号 第十一条(三): a filing that is proposed is shown to the public for some working days. */
import { workingDaysOf } from '../calendar/working-days';
import type { Parameters } from '../packs/parameters';

/**
 * The last day of a notice that opens on `from`, which itself is not counted; `null` where the packs ask for none, `undefined`
 * where it would end in a year whose calendar nobody has published.
 */
export function noticeEnd(
  from: string,
  { filingNoticeWorkingDays: days, calendar }: Pick<Parameters, 'filingNoticeWorkingDays' | 'calendar'>,
): string | null | undefined {
  if (days === null) return null;
  const end = workingDaysOf(calendar).after(from, days);
  return end.kind === 'day' ? end.day : undefined;
}
