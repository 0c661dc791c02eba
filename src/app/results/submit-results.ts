/**
 * Takes the results of a plan and sets the days of their notice (湘人社函〔2020〕47号 四(二)). In: the plan, one entry a
 * candidate, the days that the institution wishes. Out: the results as kept, or every place at fault. Of a person a masked
 * name, a masked number and a keyed digest are kept, of the scores only whether they pass.
 */
import { cstDate } from '../../domain/calendar/cst';
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import { normalisedNumber } from '../../domain/certificate/identity-document';
import { personText } from '../../domain/certificate/person-key';
import type { Place } from '../../domain/intake/place';
import type { Parameters } from '../../domain/packs/parameters';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { type NoticeChoice, noticeOf } from '../../domain/results/notice-days';
import { faultsOf, type ResultsEntry } from '../../domain/results/results-entry';
import type { ResultsState } from '../../domain/results/results-state';
import type { Caller } from '../caller';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { afterClosing } from './after-closing';
import { RESULTS_ENTRIES_MAX } from './results-limits';
import type { KeptEntry, PlanOfResults, Results } from './results-ports';
import { tellOffice } from './tell';
import { lapse } from './withdraw-results';

export interface GivenResults {
  readonly planNo: string;
  readonly entries: readonly ResultsEntry[];
  /** First day of the notice; `null`: today. */
  readonly noticeFrom: string | null;
  /** Last day; `null`: as early as the packs allow. */
  readonly noticeTo: string | null;
}
export interface ResultsSubmitted {
  readonly kind: 'submitted';
  readonly results: Results;
  /** The same was sent before; nothing was stored anew. */
  readonly repeated: boolean;
}

export async function submitResults(
  hub: Hub,
  caller: Caller,
  given: GivenResults,
): Promise<ResultsSubmitted | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const { length } = given.entries;
  if (length === 0 || length > RESULTS_ENTRIES_MAX) return refuse('RESULTS_INVALID', { places: [COUNT_FAULT] });
  return hub.transaction(async (stores) => {
    await stores.results.lockPlan(given.planNo);
    const plan = await stores.results.planOf(given.planNo, 'hold');
    if (plan?.institutionCode !== institutionCode) return refuse('PLAN_UNKNOWN');
    const contentKey = hub.keyedDigest(JSON.stringify([given.planNo, given.noticeFrom, given.noticeTo, given.entries]));
    const live = await stores.results.liveOf(given.planNo, 'change');
    if (live && (await stores.results.isSame(live.id, contentKey))) {
      return { kind: 'submitted', results: live, repeated: true };
    }
    const at = hub.now();
    const asked = await demanded(hub, stores, { plan, given, at });
    if (asked.kind === 'refused') return asked;
    if (live && !isReplaceable(live, cstDate(at))) return refuse('RESULTS_STATE_CONFLICT', { existingId: live.id });
    if (live) await replace(hub, stores, live, caller);
    const revision = (await stores.results.revisionsOf(given.planNo)) + 1;
    const results = resultsOf(hub, { plan, given, caller, revision, choice: asked.choice, at });
    await stores.results.insert(
      results,
      contentKey,
      given.entries.map((entry) => keptOf(hub, entry)),
    );
    if (results.state === 'CLOSED') await afterClosing(hub, stores, results, at);
    else await tellOffice(hub, stores, results, 'RESULTS_SUBMITTED', SUBMITTED_TEXT);
    return { kind: 'submitted', results, repeated: false };
  });
}

const COUNT_FAULT: Place = {
  record: null,
  field: 'entries',
  message: { zh: `须有 1–${RESULTS_ENTRIES_MAX} 条`, en: `Give 1–${RESULTS_ENTRIES_MAX} entries` },
};
const SUBMITTED_TEXT = {
  zh: '成绩已提交,即将或正在公示',
  en: 'Results were submitted; their notice begins or has begun',
};
const REPLACED = '由新提交的成绩替代 / Replaced by a new submission';

interface Submission {
  readonly plan: PlanOfResults;
  readonly given: GivenResults;
  readonly at: Date;
}
type Allowed = Extract<NoticeChoice, { readonly kind: 'none' | 'days' }>;

/** What the packs of the region, as of the last exam day, say of the submission. */
async function demanded(
  hub: Hub,
  stores: Stores,
  { plan, given, at }: Submission,
): Promise<{ readonly kind: 'allowed'; readonly choice: Allowed } | Refusal> {
  const today = cstDate(at);
  if (plan.status !== 'APPROVED' || today < plan.examTo) return refuse('RESULTS_TOO_EARLY');
  const usable = await usablePacks(hub, stores, at);
  if ('kind' in usable) return usable;
  const { parameters } = resolvePack(usable.packs, plan.regionCode, plan.examTo);
  const places = faultsOf(given.entries, { ...plan, planNo: given.planNo, parameters });
  if (places.length > 0) return refuse('RESULTS_INVALID', { places });
  return choiceOf(given, parameters, today);
}

function choiceOf(
  given: GivenResults,
  parameters: Parameters,
  today: string,
): { readonly kind: 'allowed'; readonly choice: Allowed } | Refusal {
  const choice = noticeOf(given, parameters, today);
  const place = (field: string, message: Place['message']): readonly Place[] => [{ record: null, field, message }];
  switch (choice.kind) {
    case 'invalid':
      return refuse('NOTICE_INVALID', { places: place(choice.field, choice.message) });
    case 'too-short':
      return refuse('NOTICE_TOO_SHORT', { places: place('noticeTo', lastDayText(choice.firstLastDay)) });
    case 'unpublished':
      return refuse('NOTICE_CALENDAR_UNPUBLISHED', { places: place('noticeFrom', yearText(choice.year)) });
    default:
      return { kind: 'allowed', choice };
  }
}
const lastDayText = (day: string): Place['message'] => ({ zh: `最早 ${day}`, en: `${day} at the earliest` });
const yearText = (year: number): Place['message'] => ({ zh: `${year} 年`, en: `The year ${year}` });

/** What the public has seen is withdrawn with a reason, not replaced; its first day counts, not the job that comes after it. */
const isReplaceable = ({ state, noticeFrom }: Results, today: string): boolean =>
  state === 'SUBMITTED' && noticeFrom !== null && noticeFrom > today;

async function replace(hub: Hub, stores: Stores, live: Results, caller: Caller): Promise<void> {
  await stores.results.move(live.id, 'SUBMITTED', 'WITHDRAWN', hub.now());
  await stores.results.noteWithdrawal(live.id, caller.clientId, REPLACED);
  await lapse(hub, stores, caller, live.id);
}

function resultsOf(
  hub: Hub,
  {
    plan,
    given,
    caller,
    revision,
    choice,
    at,
  }: Submission & { readonly caller: Caller; readonly revision: number; readonly choice: Allowed },
): Results {
  const state = stateOf(choice, cstDate(at));
  return {
    id: hub.newId(),
    planNo: given.planNo,
    revision,
    institutionCode: plan.institutionCode,
    regionCode: plan.regionCode,
    state,
    noticeFrom: choice.kind === 'days' ? choice.from : null,
    noticeTo: choice.kind === 'days' ? choice.to : null,
    candidates: given.entries.length,
    passed: given.entries.filter(({ passed }) => passed).length,
    submittedBy: caller.clientId,
    submittedAt: at,
    overdueToldAt: null,
    closedAt: state === 'CLOSED' ? at : null,
    withdrawnAt: null,
    withdrawnBy: null,
  };
}

function stateOf(choice: Allowed, today: string): ResultsState {
  if (choice.kind === 'none') return 'CLOSED';
  return choice.from <= today ? 'ON_NOTICE' : 'SUBMITTED';
}

const keptOf = (hub: Hub, { name, idType, idNumber, passed }: ResultsEntry): KeptEntry => ({
  nameMasked: maskName(name.trim()),
  idType,
  idNumberMasked: maskDocumentNumber(normalisedNumber(idNumber)),
  personKey: hub.keyedDigest(personText(idType, idNumber)),
  passed,
});
