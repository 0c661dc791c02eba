/**
 * Writes down what somebody said against a notice: the institution or the office that heard it by letter, telephone, on a
 * visit or online. After the last day of the notice it comes too late.
 */
import { cstDate } from '../../domain/calendar/cst';
import { reasonFault } from '../../domain/decision/declared-reason';
import type { Place } from '../../domain/intake/place';
import type { ObjectionChannel } from '../../domain/results/results-state';
import type { Caller } from '../caller';
import { openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { OBJECTIONS_OF_NOTICE_MAX } from './results-limits';
import type { Objection, Results } from './results-ports';
import { tellInstitution, tellOffice } from './tell';
import { isWithin } from './withdraw-results';

export interface GivenObjection {
  readonly noticeId: string;
  /** 1-based; `null`: the notice as a whole. */
  readonly entryNo: number | null;
  /** Holds no number of a person. */
  readonly text: string;
  readonly channel: ObjectionChannel;
}
export interface ObjectionRaised {
  readonly kind: 'raised';
  readonly objection: Objection;
  /** The same was written down before. */
  readonly repeated: boolean;
}

const RAISERS: readonly Caller['role'][] = ['INSTITUTION', 'CITY', 'PROVINCE'];

export async function raiseObjection(
  hub: Hub,
  caller: Caller,
  given: GivenObjection,
): Promise<ObjectionRaised | Refusal> {
  if (!RAISERS.includes(caller.role)) return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    const results = await stores.results.lock(given.noticeId);
    if (!results || !isWithin(caller, results)) return refuse('RESULTS_NOT_FOUND');
    const places = faultsOf(given, results);
    if (places.length > 0) return refuse('OBJECTION_INVALID', { places });
    const standing = await stores.results.objectionsOf(results.id);
    const same = standing.find((each) => isSame(each, caller, given));
    if (same) return { kind: 'raised', objection: same, repeated: true };
    const at = hub.now();
    const untimely = await timely(stores, results, at);
    if (untimely) return untimely;
    if (standing.length >= OBJECTIONS_OF_NOTICE_MAX) return refuse('OBJECTIONS_TOO_MANY');
    const objection = await keep(hub, stores, { results, given, caller, at });
    return { kind: 'raised', objection, repeated: false };
  });
}

function faultsOf({ entryNo, text }: GivenObjection, { candidates }: Results): readonly Place[] {
  const unfit = reasonFault(text);
  const isEntry = entryNo === null || (entryNo >= 1 && entryNo <= candidates);
  return [
    ...(isEntry ? [] : [{ record: null, field: 'entryNo', message: noEntry(candidates) }]),
    ...(unfit === undefined ? [] : [{ record: null, field: 'text', message: unfit }]),
  ];
}
const noEntry = (candidates: number): Place['message'] => ({
  zh: `序号须为 1–${candidates}`,
  en: `The number of an entry is 1–${candidates}`,
});

const isSame = (objection: Objection, { clientId }: Caller, { entryNo, text, channel }: GivenObjection): boolean =>
  objection.raisedBy === clientId &&
  objection.entryNo === entryNo &&
  objection.text === text.trim() &&
  objection.channel === channel;

/** By the days of the notice, not by whether the clock's job has come by. */
async function timely(stores: Stores, results: Results, at: Date): Promise<Refusal | undefined> {
  const { id, state, noticeFrom, noticeTo } = results;
  const today = cstDate(at);
  const isOver = state === 'CLOSED' || state === 'WITHDRAWN';
  if (isOver || noticeFrom === null || noticeTo === null || today > noticeTo) return refuse('OBJECTION_TOO_LATE');
  if (today < noticeFrom) return refuse('OBJECTION_TOO_EARLY');
  if (state === 'SUBMITTED') await stores.results.move(id, 'SUBMITTED', 'ON_NOTICE', at);
  return undefined;
}

async function keep(
  hub: Hub,
  stores: Stores,
  {
    results,
    given,
    caller,
    at,
  }: { readonly results: Results; readonly given: GivenObjection; readonly caller: Caller; readonly at: Date },
): Promise<Objection> {
  const { institutionCode, regionCode } = results;
  const objection: Objection = {
    id: hub.newId(),
    resultsId: results.id,
    entryNo: given.entryNo,
    institutionCode,
    regionCode,
    channel: given.channel,
    text: given.text.trim(),
    state: 'OPEN',
    raisedBy: caller.clientId,
    raisedRole: caller.role,
    raisedAt: at,
    decidedBy: null,
    decidedRole: null,
    decidedAt: null,
    reason: null,
    basis: [],
  };
  await stores.results.insertObjection(objection);
  const subject = { kind: 'OBJECTION', id: objection.id } as const;
  await openTerm(hub, stores, { term: 'OBJECTION', subject, institutionCode, regionCode, on: cstDate(at) });
  const text = { zh: '公示收到异议,待办理', en: 'An objection to the notice was raised and waits for a decision' };
  await tellOffice(hub, stores, results, 'OBJECTION_RAISED', text, subject);
  if (caller.role !== 'INSTITUTION') await tellInstitution(hub, stores, results, 'OBJECTION_RAISED', text, subject);
  return objection;
}
