/** What a confirmed measure brings: to the filings, to what may be applied for, and to those who hear of it. */
import { workingDaysOf } from '../../domain/calendar/working-days';
import { endsFilings, interruptionsAfter } from '../../domain/filing/measure';
import { lastDayOf } from '../../domain/filing/terms';
import type { Parameters } from '../../domain/packs/parameters';
import type { RegistryFiling } from '../../domain/registry/document';
import { endTerms } from '../deadlines/open-term';
import type { Recorded, Stores } from '../ports';
import { type Announced, toInstitution } from './announce';
import { MEASURE_LABELS } from './measure-answer';
import type { Measure } from './measure-ports';

const MONTHS_PER_YEAR = 12;

type EndNotice = Pick<Measure, 'noticeFrom' | 'noticeTo'>;
const NO_NOTICE: EndNotice = { noticeFrom: null, noticeTo: null };

/** 闽劳鉴〔2023〕10号 第十五条: what a changed venue ends is shown to the public. */
const isShown = ({ kind, reasonCode }: Measure): boolean => kind === 'TERMINATION' && reasonCode === 'VENUE_CHANGED';

/** The notice that opens `today`, a day that is not counted; `undefined` where it would end in a year without a published calendar. */
export function endNotice(
  measure: Measure,
  { venueChangeNoticeWorkingDays: days, calendar }: Pick<Parameters, 'venueChangeNoticeWorkingDays' | 'calendar'>,
  today: string,
): EndNotice | undefined {
  if (!isShown(measure) || days === null) return NO_NOTICE;
  const end = workingDaysOf(calendar).after(today, days);
  return end.kind === 'day' ? { noticeFrom: today, noticeTo: end.day } : undefined;
}

/** Nothing is left to renew of filings that end. */
export async function changeFilings(
  stores: Stores,
  { kind, from, to }: Measure,
  filings: readonly RegistryFiling[],
  recorded: Recorded,
): Promise<void> {
  await stores.registry.save(
    {
      filings: filings.map((filing) => ({ ...filing, interruptions: interruptionsAfter(kind, filing, { from, to }) })),
    },
    recorded,
  );
  if (!endsFilings(kind)) return;
  for (const { id } of filings) await endTerms(stores, { kind: 'FILING', id }, 'CANCELLED', recorded.at, 'RENEWAL');
}

/** 闽劳鉴〔2023〕10号 第二十三条: no application for three years. `years`: by the packs of the region. */
export async function barAfterRevocation(
  { codes }: Stores,
  { id, from, reason }: Measure,
  creditCode: string,
  years: number | null,
): Promise<void> {
  if (years === null || years === 0) return;
  await codes.bar({ measureId: id, creditCode, from, to: lastDayOf(from, years * MONTHS_PER_YEAR), reason });
}

/** What is withdrawn was the offices' own matter; what is shown to the public is reported to the nation too (报备人社部). */
export function toldOf(measure: Measure, offices: Announced['audiences']): Pick<Announced, 'text' | 'audiences'> {
  const { kind, state, from, noticeTo, institutionCode } = measure;
  const label = MEASURE_LABELS[kind];
  if (state !== 'CONFIRMED') {
    return {
      text: { zh: `${label.zh}的提议已撤回`, en: `The proposed ${label.en} was withdrawn` },
      audiences: offices,
    };
  }
  const duties =
    kind === 'TERMINATION'
      ? { zh: ';此前考试的数据仍须上传和维护', en: '; data of earlier exams are still uploaded and mended' }
      : { zh: '', en: '' };
  const shown =
    noticeTo === null
      ? { zh: '', en: '' }
      : { zh: `;公示至 ${noticeTo}`, en: `; shown to the public up to ${noticeTo}` };
  return {
    text: {
      zh: `机构 ${institutionCode}:${label.zh},自 ${from} 起${shown.zh}${duties.zh}`,
      en: `Filings of institution ${institutionCode}: ${label.en} from ${from} on${shown.en}${duties.en}`,
    },
    audiences: [toInstitution(institutionCode), ...offices, ...(isShown(measure) ? [{ role: 'NATION' } as const] : [])],
  };
}
