/**
 * Certificates only after the notice (湘人社函〔2020〕47号 四(二)、四(三)). Asked at both steps of the review, before records
 * become certificates. Plans whose results never came to the hub go by the header of the batch, as CMP-027 and CMP-028 judge
 * it; a plan that was filed through the hub shows its results here where the packs ask for a notice.
 */
import { cstDate } from '../../domain/calendar/cst';
import type { Place } from '../../domain/intake/place';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { CheckedBatch, Stores } from '../ports';
import { PLACES_MAX, type Refusal, refuse } from '../refusal';
import { headerPlaces } from './notice-of-header';
import type { Results, StruckLine } from './results-ports';

/** Why the batch cannot go on; `undefined` when nothing of its notice stands in the way. Holds the results until the commit. */
export async function noticeGate(stores: Stores, batch: CheckedBatch, at: Date): Promise<Refusal | undefined> {
  const results = await stores.results.liveOf(batch.planNo, 'read');
  if (!results) return missing(stores, batch);
  if (results.state !== 'CLOSED') {
    return refuse('NOTICE_NOT_CLOSED', { places: [openPlace(results, cstDate(at))], existingId: results.id });
  }
  const waits = await withdrawalWaits(stores, results);
  if (waits) return waits;
  const differing = headerPlaces(results, batch.header);
  if (differing.length > 0) return refuse('NOTICE_DIFFERS', { places: differing, existingId: results.id });
  const struck = await stores.results.struckLines(results.id, batch.id, PLACES_MAX);
  return struck.total === 0
    ? undefined
    : refuse('RESULTS_STRUCK', {
        places: struck.lines.map(struckPlace),
        placesTotal: struck.total,
        existingId: results.id,
      });
}

/** Once certificates came of the results the withdrawal could not be confirmed any more: it is decided first. */
async function withdrawalWaits({ proposals }: Stores, { id }: Results): Promise<Refusal | undefined> {
  const latest = await proposals.latest('RESULTS_WITHDRAWAL', id);
  return latest?.state === 'PROPOSED'
    ? refuse('PROPOSAL_OPEN', { places: [WITHDRAWAL], existingId: latest.id })
    : undefined;
}

async function missing(stores: Stores, batch: CheckedBatch): Promise<Refusal | undefined> {
  // Otherwise taking a notice back would be a way around it.
  if ((await stores.results.revisionsOf(batch.planNo)) > 0)
    return refuse('NOTICE_NOT_CLOSED', { places: [TAKEN_BACK] });
  if (!(await stores.results.isFiledHere(batch.planNo))) return undefined;
  // Not held: the batch is locked already, and who voids a plan holds it while it waits for its batches.
  const plan = await stores.results.planOf(batch.planNo);
  if (!plan) return undefined;
  // By the packs that judge the batch: what was asked when it was sealed.
  const packs = await stores.packSets.load(batch.packSetDigest);
  const { noticeDays } = resolvePack(packs, batch.regionCode, plan.examTo).parameters;
  return noticeDays === null ? undefined : refuse('NOTICE_NOT_CLOSED', { places: [NO_RESULTS] });
}

const NO_RESULTS: Place = {
  record: null,
  field: 'planNo',
  message: { zh: '该计划尚未提交成绩', en: 'No results of the plan were submitted' },
};

const WITHDRAWAL: Place = {
  record: null,
  field: 'planNo',
  message: {
    zh: '撤回该计划成绩的提议待第二人确认',
    en: 'A proposal to withdraw the results of the plan waits for a second person',
  },
};
const OVER: Place['message'] = {
  zh: '公示期已满,待异议办结后结束',
  en: 'Its days are over; it closes once its objections are decided',
};
const TAKEN_BACK: Place = {
  record: null,
  field: 'planNo',
  message: {
    zh: '该计划的成绩已撤回,尚未重新提交',
    en: 'The results of the plan were withdrawn and not submitted anew',
  },
};
const openPlace = ({ noticeTo }: Results, today: string): Place => ({
  record: null,
  field: 'noticeTo',
  message:
    noticeTo === null || noticeTo < today
      ? OVER
      : { zh: `公示至 ${noticeTo}`, en: `The notice lasts until ${noticeTo}` },
});

const WHY: Readonly<Record<StruckLine['why'], Place['message']>> = {
  STRUCK: { zh: '因异议成立已撤销', en: 'Struck by an objection that was upheld' },
  FAILED: { zh: '公示为不合格', en: 'Shown as failed' },
  ABSENT: { zh: '不在公示名单中', en: 'Not in the results that were shown' },
};
const struckPlace = ({ line, why }: StruckLine): Place => ({ record: line, field: null, message: WHY[why] });
