/**
 * The province shows to the public what a changed venue ended, and reports it to the nation (闽劳鉴〔2023〕10号 第十五条: 由省中心公示、
 * 报备人社部). The end itself holds from its confirmation; this opens the notice, which names the clauses of the packs and not the words
 * of an office. One person does it: two have decided what is shown.
 */
import { cstDate } from '../../domain/calendar/cst';
import { workingDaysOf } from '../../domain/calendar/working-days';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { isUuid } from '../../domain/intake/check-header';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { basisFrom } from '../packs/basis-in';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { announce } from './announce';
import { endEndingTerm } from './ending-term';
import { answerOf, type MeasureAnswer } from './measure-answer';
import { isShown, toldOfNotice } from './measure-effects';
import type { EndingShown, Measure } from './measure-ports';

export async function publishEnding(
  hub: Hub,
  caller: Caller,
  { measureId }: { readonly measureId: string },
): Promise<MeasureAnswer | Refusal> {
  if (caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  if (!isUuid(measureId)) return refuse('MEASURE_NOT_FOUND');
  const outcome = await hub.transaction(async (stores) => {
    await stores.registry.lock();
    const measure = await stores.codes.measure(measureId);
    if (measure === undefined || !coversRegion(territoryOf(caller), measure.regionCode))
      return refuse('MEASURE_NOT_FOUND');
    if (measure.noticeTo !== null) return answerOf(measure, true);
    if (!isShown(measure) || measure.state !== 'CONFIRMED' || !(await stillEnded(stores, measure))) {
      return refuse('MEASURE_DOES_NOT_FIT', { places: [NOTHING_TO_SHOW] });
    }
    const shown = await noticeOf(hub, stores, measure);
    return 'kind' in shown ? shown : show(hub, stores, caller, measure, shown);
  });
  if (outcome.kind === 'measure' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, measureId, noticeTo: outcome.noticeTo }, 'An end of filings is shown.');
  }
  return outcome;
}

const NOTHING_TO_SHOW = {
  record: null,
  field: 'measureId',
  message: {
    zh: '只公示已确认且未撤回的、因变更场地的终止',
    en: 'Only an end by a changed venue that is confirmed and was not taken back is shown',
  },
} as const;

async function stillEnded(
  { registry }: Stores,
  { institutionCode, filingIds, takenBackIds, from }: Measure,
): Promise<boolean> {
  const { filings = [] } = await registry.documentOf(institutionCode, '');
  return filings.some(
    ({ id, interruptions }) =>
      filingIds.includes(id) &&
      !takenBackIds.includes(id) &&
      interruptions.some((stop) => stop.kind === 'TERMINATED' && stop.from === from),
  );
}

/** Opens today, a day that is not counted. By the packs of the day of the end, and the calendar of today. */
async function noticeOf(hub: Hub, stores: Stores, { regionCode, from }: Measure): Promise<EndingShown | Refusal> {
  const at = hub.now();
  const today = cstDate(at);
  const active = await usablePacks(hub, stores, at);
  if ('kind' in active) return active;
  const then = resolvePack(active.packs, regionCode, from);
  const days = then.parameters.venueChangeNoticeWorkingDays;
  if (days === null) return refuse('TERMINATION_UNKNOWN_HERE');
  const { calendar } = resolvePack(active.packs, regionCode, today).parameters;
  const end = workingDaysOf(calendar).after(today, days);
  if (end.kind !== 'day') return refuse('FILING_CALENDAR_UNPUBLISHED');
  return { noticeFrom: today, noticeTo: end.day, basis: basisFrom(then, 'venueChangeNoticeWorkingDays') };
}

async function show(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  measure: Measure,
  shown: EndingShown,
): Promise<MeasureAnswer | Refusal> {
  const { id, institutionCode, regionCode, reason } = measure;
  if (!(await stores.codes.showEnding(id, shown))) return refuse('MEASURE_STATE_CONFLICT', { existingId: id });
  const at = hub.now();
  await endEndingTerm(stores, id, 'MET', at);
  const { noticeFrom, noticeTo, basis } = shown;
  const subject = { kind: 'INSTITUTION', id: institutionCode } as const;
  const act = 'TERMINATION_SHOWN';
  const noted = { id: hub.newId(), subject, institutionCode, regionCode, act, reason, basis };
  await stores.decisions.note({ ...noted, decidedBy: clientId, role, decidedAt: at });
  await announce(hub, stores, [{ topic: 'ENDING_SHOWN', subject, ...toldOfNotice(measure, noticeTo) }], at);
  return answerOf({ ...measure, noticeFrom, noticeTo }, false);
}
