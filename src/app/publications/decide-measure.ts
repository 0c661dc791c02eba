/**
 * A second person confirms a measure, or it is withdrawn. What is confirmed takes effect on its first day, never before
 * the day of the decision: exams that were held in good faith stay good.
 */
import { cstDate } from '../../domain/calendar/cst';
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { mayMove, takesBack } from '../../domain/filing/measure';
import { isUuid } from '../../domain/intake/check-header';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endProposal } from '../deadlines/proposal-term';
import { REASON_CHARS_MAX } from '../limits';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { announce, toOffices } from './announce';
import { decidingOffice } from './deciding-office';
import { isText } from './given-measure';
import { answerOf, type MeasureAnswer } from './measure-answer';
import { barAfterRevocation, changeFilings, toldOf } from './measure-effects';
import type { Measure } from './measure-ports';
import { type FiledInstitution, institutionInSight, measuredBy } from './filed-institution';
import { openEndingTerm } from './ending-term';
import { unfitPlaces } from './meant-filings';
import { withVenues } from './shared-venues';
import { takeBackEndings } from './take-back';
import { groundRefusal } from './termination-ground';

type Decided = { readonly to: 'CONFIRMED' } | { readonly to: 'WITHDRAWN'; readonly reason: string };

export const confirmMeasure = (
  hub: Hub,
  caller: Caller,
  { measureId }: { readonly measureId: string },
): Promise<MeasureAnswer | Refusal> => decide(hub, caller, measureId, { to: 'CONFIRMED' });

export async function withdrawMeasure(
  hub: Hub,
  caller: Caller,
  { measureId, reason }: { readonly measureId: string; readonly reason: string },
): Promise<MeasureAnswer | Refusal> {
  if (!isText(reason, REASON_CHARS_MAX) || holdsPersonalNumber(reason)) return refuse('REASON_MISSING');
  return decide(hub, caller, measureId, { to: 'WITHDRAWN', reason: reason.trim() });
}

async function decide(hub: Hub, caller: Caller, id: string, decided: Decided): Promise<MeasureAnswer | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  if (!isUuid(id)) return refuse('MEASURE_NOT_FOUND');
  const outcome = await hub.transaction(async (stores) => {
    await stores.registry.lock();
    const measure = await stores.codes.measure(id);
    if (measure === undefined || !coversRegion(territoryOf(caller), measure.regionCode))
      return refuse('MEASURE_NOT_FOUND');
    if (!mayMove(measure.state, decided.to)) return saidBefore(measure, caller, decided);
    if (measure.proposedRole === 'PROVINCE' && caller.role === 'CITY') return refuse('MEASURE_ABOVE_OFFICE');
    const found = await institutionInSight(stores, caller, measure);
    if (found === undefined) return refuse('MEASURE_NOT_FOUND');
    return decided.to === 'CONFIRMED'
      ? confirm(hub, stores, caller, measure, found)
      : withdraw(hub, stores, caller, measure, found, decided.reason);
  });
  if (outcome.kind === 'measure' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, measureId: id, state: outcome.state }, 'A measure was decided.');
  }
  return outcome;
}

/** Whoever says the same again hears the same again; others hear what was decided meanwhile. */
const saidBefore = (measure: Measure, { clientId }: Caller, { to }: Decided): MeasureAnswer | Refusal =>
  measure.state === to && measure.decidedBy === clientId
    ? answerOf(measure, true)
    : refuse('MEASURE_STATE_CONFLICT', {
        existingId: measure.id,
        places: [
          {
            record: null,
            field: 'state',
            message:
              measure.state === 'CONFIRMED'
                ? { zh: '已由他人确认', en: 'Somebody confirmed it meanwhile' }
                : { zh: '已由他人撤回', en: 'Somebody withdrew it meanwhile' },
          },
        ],
      });

async function confirm(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  measure: Measure,
  found: FiledInstitution,
): Promise<MeasureAnswer | Refusal> {
  if (measure.proposedBy === caller.clientId) return refuse('FOUR_EYES');
  const at = hub.now();
  const today = cstDate(at);
  const { institution } = found;
  const measured = measuredBy(found, measure.filingIds);
  const active = await usablePacks(hub, stores, at);
  if ('kind' in active) return active;
  const resolved = resolvePack(active.packs, institution.regionCode, today);
  const from = measure.from < today ? today : measure.from;
  const { office, because } = await decidingOffice(stores, { ...measure, from }, measured, resolved);
  if (caller.role === 'CITY' && office === 'PROVINCE') return refuse('MEASURE_ABOVE_OFFICE', { places: [because] });
  // Since the proposal a batch may have been approved.
  const groundless = await groundRefusal(stores, measure, { resolved, found, today });
  if (groundless !== undefined) return groundless;
  const { filings: meant } = measured;
  const placed = await withVenues(stores, found, measure, resolved.parameters);
  const unfit = unfitPlaces(placed, meant, measure, from);
  if (unfit.length > 0) return refuse('MEASURE_DOES_NOT_FIT', { places: unfit });
  if (measure.to !== null && measure.to < from) return refuse('MEASURE_DOES_NOT_FIT', { places: [LAPSED] });
  const confirmed: Measure = { ...measure, state: 'CONFIRMED', from };
  await changeFilings(stores, confirmed, meant, { at, by: caller.clientId });
  if (measure.kind === 'REVOCATION') {
    const { revocationBarYears } = resolvePack(active.packs, measure.regionCode, from).parameters;
    await barAfterRevocation(stores, confirmed, institution.creditCode, revocationBarYears);
  }
  const takenBack = takesBack(measure) ? await takeBackEndings(stores, found.endings, meant, { from, at }) : [];
  return settle(hub, stores, caller, confirmed, { institution, takenBack, reason: null });
}

const LAPSED = {
  record: null,
  field: 'to',
  message: { zh: '暂停期限已过', en: 'The last day of the suspension has passed' },
} as const;

const withdraw = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  measure: Measure,
  { institution }: FiledInstitution,
  reason: string,
): Promise<MeasureAnswer | Refusal> =>
  settle(hub, stores, caller, { ...measure, state: 'WITHDRAWN' }, { institution, takenBack: [], reason });

interface Settled {
  readonly institution: FiledInstitution['institution'];
  /** Ends that it undoes. */
  readonly takenBack: readonly Measure[];
  readonly reason: string | null;
}

async function settle(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  measure: Measure,
  { institution: { code, grade }, takenBack, reason }: Settled,
): Promise<MeasureAnswer | Refusal> {
  const { id, state, from, basis, regionCode, kind } = measure;
  if (state === 'PROPOSED') return refuse('MEASURE_STATE_CONFLICT', { existingId: id });
  const at = hub.now();
  const isFirst = await stores.codes.decideMeasure(id, {
    to: state,
    from,
    by: clientId,
    role,
    at,
    reason,
  });
  if (!isFirst) return refuse('MEASURE_STATE_CONFLICT', { existingId: id });
  await endProposal(stores, { kind: 'MEASURE', id }, state === 'CONFIRMED' ? 'MET' : 'CANCELLED', at);
  await openEndingTerm(hub, stores, measure);
  const subject = { kind: 'INSTITUTION', id: code } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode: code,
    regionCode,
    act: `${kind}_${state}`,
    reason: reason ?? measure.reason,
    basis,
    decidedBy: clientId,
    role,
    decidedAt: at,
  });
  const offices = toOffices(role === 'PROVINCE' ? role : grade, regionCode);
  await announce(hub, stores, [{ topic: `MEASURE_${state}`, subject, ...toldOf(measure, offices, takenBack) }], at);
  return answerOf(measure, false);
}
