/**
 * A second person confirms a measure, or it is withdrawn. What is confirmed takes effect on its first day, never before
 * the day of the decision: exams that were held in good faith stay good.
 */
import { cstDate } from '../../domain/calendar/cst';
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { interruptionsAfter, mayMove } from '../../domain/filing/measure';
import { measureOffice } from '../../domain/filing/measure-office';
import { lastDayOf } from '../../domain/filing/terms';
import { isUuid } from '../../domain/intake/check-header';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { endTerms } from '../deadlines/open-term';
import { endProposal } from '../deadlines/proposal-term';
import { REASON_CHARS_MAX } from '../limits';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { announce, toInstitution, toOffices } from './announce';
import { isText } from './given-measure';
import type { Measure } from './measure-ports';
import type { FiledInstitution, MeasureAnswer } from './propose-measure';
import { answerOf, institutionInSight, MEASURE_LABELS, measuredBy, unfitPlaces } from './propose-measure';

const MONTHS_PER_YEAR = 12;

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
  const { parameters, origins } = resolvePack(active.packs, institution.regionCode, today);
  if (caller.role === 'CITY' && measureOffice(measure.kind, measured, parameters) === 'PROVINCE') {
    return refuse('MEASURE_ABOVE_OFFICE', { places: [provincesToDecide(origins['measureOffices']?.basis)] });
  }
  const from = measure.from < today ? today : measure.from;
  const { filings: meant } = measured;
  const unfit = unfitPlaces(meant, measure.kind, from);
  if (unfit.length > 0) return refuse('MEASURE_DOES_NOT_FIT', { places: unfit });
  if (measure.to !== null && measure.to < from) return refuse('MEASURE_DOES_NOT_FIT', { places: [LAPSED] });
  const term = { from, to: measure.to };
  await stores.registry.save(
    { filings: meant.map((filing) => ({ ...filing, interruptions: interruptionsAfter(measure.kind, filing, term) })) },
    { at, by: caller.clientId },
  );
  if (measure.kind === 'REVOCATION') {
    const barred = await barAfterRevocation(hub, stores, measure, { creditCode: institution.creditCode, from, at });
    if (barred !== undefined) return barred;
  }
  const confirmed: Measure = { ...measure, state: 'CONFIRMED', from };
  return settle(hub, stores, caller, confirmed, institution, null);
}

const provincesToDecide = (basis: readonly string[] = []): Place => ({
  record: null,
  field: 'measureOffices',
  message: { zh: `由省级决定。依据:${basis.join('、')}`, en: `The province decides. Basis: ${basis.join(', ')}` },
});

const LAPSED = {
  record: null,
  field: 'to',
  message: { zh: '暂停期限已过', en: 'The last day of the suspension has passed' },
} as const;

/** 闽劳鉴〔2023〕10号 第二十三条: no application for three years. Nothing of the filing is left to renew. */
async function barAfterRevocation(
  hub: Hub,
  stores: Stores,
  measure: Measure,
  { creditCode, from, at }: { readonly creditCode: string; readonly from: string; readonly at: Date },
): Promise<Refusal | undefined> {
  const active = await usablePacks(hub, stores, at);
  if ('kind' in active) return active;
  const { revocationBarYears } = resolvePack(active.packs, measure.regionCode, from).parameters;
  if (revocationBarYears !== null && revocationBarYears > 0) {
    const to = lastDayOf(from, revocationBarYears * MONTHS_PER_YEAR);
    await stores.codes.bar({ measureId: measure.id, creditCode, from, to, reason: measure.reason });
  }
  for (const id of measure.filingIds) await endTerms(stores, { kind: 'FILING', id }, 'CANCELLED', at, 'RENEWAL');
  return undefined;
}

const withdraw = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  measure: Measure,
  { institution }: FiledInstitution,
  reason: string,
): Promise<MeasureAnswer | Refusal> =>
  settle(hub, stores, caller, { ...measure, state: 'WITHDRAWN' }, institution, reason);

async function settle(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  measure: Measure,
  { code, grade }: FiledInstitution['institution'],
  reason: string | null,
): Promise<MeasureAnswer | Refusal> {
  const { id, kind, state, from, basis, regionCode } = measure;
  if (state === 'PROPOSED') return refuse('MEASURE_STATE_CONFLICT', { existingId: id });
  const at = hub.now();
  const isFirst = await stores.codes.decideMeasure(id, { to: state, from, by: clientId, at, reason });
  if (!isFirst) return refuse('MEASURE_STATE_CONFLICT', { existingId: id });
  await endProposal(stores, { kind: 'MEASURE', id }, state === 'CONFIRMED' ? 'MET' : 'CANCELLED', at);
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
  const [label, offices] = [MEASURE_LABELS[kind], toOffices(role === 'PROVINCE' ? role : grade, regionCode)];
  const told =
    state === 'CONFIRMED'
      ? {
          text: { zh: `${label.zh},自 ${from} 起`, en: `Of your filings: ${label.en} from ${from} on` },
          audiences: [toInstitution(code), ...offices],
        }
      : { text: { zh: `${label.zh}的提议已撤回`, en: `The proposed ${label.en} was withdrawn` }, audiences: offices };
  await announce(hub, stores, [{ topic: `MEASURE_${state}`, subject, ...told }], at);
  return answerOf(measure, false);
}
