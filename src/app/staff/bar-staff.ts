/**
 * A person of the register is barred for a term (川 2021-06-16 通知 七(五)): one regulator proposes, another confirms, and from
 * then on the person serves in no post anywhere. A bar is lifted by another person than confirmed it.
 */
import { cstDate } from '../../domain/calendar/cst';
import { isUuid } from '../../domain/intake/check-header';
import { placeAt } from '../../domain/plan/plan-filing';
import type { Term } from '../../domain/reference/snapshot';
import { overlaps, STAFF_BARS_MAX, termPlaces, withoutBar } from '../../domain/staff/staff-filing';
import { mayMoveBar, type BarState } from '../../domain/staff/staff-state';
import type { Caller } from '../caller';
import { endProposal, openProposal } from '../deadlines/proposal-term';
import { basisGiven, reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { noteOfStaff, type StaffAct } from './note-of-staff';
import type { StaffBar } from './staff-ports';
import { isWithin } from './staff-walls';

export interface StaffBarred {
  readonly kind: 'barred';
  readonly barId: string;
  readonly staffId: string;
  readonly state: BarState;
  readonly repeated: boolean;
}

export interface BarGiven extends Term {
  readonly staffId: string;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

const subjectOf = ({ id }: StaffBar) => ({ kind: 'BAR', id }) as const;

const isOffice = ({ role }: Caller): boolean => role === 'CITY' || role === 'PROVINCE';

export async function barStaff(hub: Hub, caller: Caller, given: BarGiven): Promise<StaffBarred | Refusal> {
  if (!isOffice(caller)) return refuse('FORBIDDEN');
  const [reason, basis] = [reasonGiven(given.reason), basisGiven(given.basis)];
  if (reason === undefined || basis === undefined) return refuse('REASON_MISSING');
  const places = termPlaces(given);
  if (places.length > 0) return refuse('STAFF_BAR_OVERLAPS', { places });
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const found = await stores.plans.member(given.staffId);
    if (!found || found.regionCode === null || !isWithin(caller, found)) return refuse('STAFF_NOT_FOUND');
    const bars = await stores.plans.bars(given.staffId);
    const same = bars.find((bar) => bar.state !== 'LIFTED' && bar.from === given.from && bar.to === given.to);
    if (same?.proposedBy === caller.clientId && same.reason === reason) return outcomeOf(same, true);
    const standing = bars.filter(({ state }) => state === 'PROPOSED');
    const waits = standing.find((bar) => overlaps(bar, given));
    if (waits) return refuse('STAFF_BAR_OVERLAPS', { existingId: waits.id });
    if (found.staff.barred.some((bar) => overlaps(bar, given))) return refuse('STAFF_BAR_OVERLAPS');
    if (standing.length + found.staff.barred.length >= STAFF_BARS_MAX)
      return refuse('STAFF_BAR_OVERLAPS', { places: [TOO_MANY] });
    const bar: StaffBar = {
      id: hub.newId(),
      staffId: given.staffId,
      regionCode: found.regionCode,
      from: given.from,
      to: given.to,
      state: 'PROPOSED',
      reason,
      basis,
      proposedBy: caller.clientId,
      proposedRole: caller.role,
      proposedAt: hub.now(),
      decidedBy: null,
      decidedAt: null,
    };
    await stores.plans.insertBar(bar);
    const office = bar.proposedRole === 'PROVINCE' ? 'PROVINCE' : 'CITY';
    const { regionCode } = bar;
    await openProposal(hub, stores, { subject: subjectOf(bar), office, institutionCode: null, regionCode });
    await note(hub, stores, caller, { bar, act: 'BAR_PROPOSED', institutionCode: found.institutionCode });
    return outcomeOf(bar, false);
  });
}

const TOO_MANY = placeAt('staffId', `禁止期最多 ${STAFF_BARS_MAX} 段`, `At most ${STAFF_BARS_MAX} terms`);

export const confirmBar = (
  hub: Hub,
  caller: Caller,
  { barId }: { readonly barId: string },
): Promise<StaffBarred | Refusal> => decide(hub, caller, { barId, state: 'CONFIRMED', reason: null });

export async function liftBar(
  hub: Hub,
  caller: Caller,
  given: { readonly barId: string; readonly reason: string },
): Promise<StaffBarred | Refusal> {
  const reason = reasonGiven(given.reason);
  if (reason === undefined) return refuse('REASON_MISSING');
  return decide(hub, caller, { barId: given.barId, state: 'LIFTED', reason });
}

interface Decision {
  readonly barId: string;
  readonly state: 'CONFIRMED' | 'LIFTED';
  readonly reason: string | null;
}

async function decide(hub: Hub, caller: Caller, { barId, state, reason }: Decision): Promise<StaffBarred | Refusal> {
  if (!isOffice(caller)) return refuse('FORBIDDEN');
  if (!isUuid(barId)) return refuse('STAFF_NOT_FOUND');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const before = await stores.plans.bar(barId);
    const found = before && (await stores.plans.member(before.staffId));
    if (!before || !found || !isWithin(caller, { institutionCode: null, regionCode: before.regionCode })) {
      return refuse('STAFF_NOT_FOUND');
    }
    if (before.state === state && before.decidedBy === caller.clientId) return outcomeOf(before, true);
    if (before.proposedRole === 'PROVINCE' && caller.role === 'CITY') return refuse('FORBIDDEN');
    if (!mayMoveBar(before.state, state)) return refuse('STAFF_STATE_CONFLICT', { existingId: before.staffId });
    // Whoever proposed may take its own proposal back, but not confirm it.
    const hands = before.state === 'PROPOSED' ? (state === 'CONFIRMED' ? before.proposedBy : null) : before.decidedBy;
    if (hands === caller.clientId) return refuse('FOUR_EYES');
    const bar: StaffBar = { ...before, state, decidedBy: caller.clientId, decidedAt: hub.now() };
    if (!(await stores.plans.moveBar(bar, before.state)))
      return refuse('STAFF_STATE_CONFLICT', { existingId: before.staffId });
    await endProposal(stores, subjectOf(bar), state === 'CONFIRMED' ? 'MET' : 'CANCELLED', hub.now());
    const barred = barredAfter(found.staff.barred, before, { state, today: cstDate(hub.now()) });
    await stores.registry.save({ assessors: [{ ...found.staff, barred }] }, { at: hub.now(), by: caller.clientId });
    const act = state === 'CONFIRMED' ? 'BAR_CONFIRMED' : 'BAR_LIFTED';
    await note(hub, stores, caller, {
      bar: { ...bar, reason: reason ?? bar.reason },
      act,
      institutionCode: found.institutionCode,
    });
    return outcomeOf(bar, false);
  });
}

function barredAfter(
  barred: readonly Term[],
  before: StaffBar,
  { state, today }: { readonly state: Decision['state']; readonly today: string },
): readonly Term[] {
  const term = { from: before.from, to: before.to };
  if (state === 'CONFIRMED') return [...barred, term].sort((one, other) => (one.from < other.from ? -1 : 1));
  return before.state === 'CONFIRMED' ? withoutBar(barred, term, today) : barred;
}

const note = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  {
    bar,
    act,
    institutionCode,
  }: { readonly bar: StaffBar; readonly act: StaffAct['act']; readonly institutionCode: string | null },
): Promise<void> =>
  noteOfStaff(hub, stores, caller, {
    staffId: bar.staffId,
    institutionCode,
    regionCode: bar.regionCode,
    act,
    reason: bar.reason,
    basis: bar.basis,
  });

const outcomeOf = ({ id, staffId, state }: StaffBar, repeated: boolean): StaffBarred => ({
  kind: 'barred',
  barId: id,
  staffId,
  state,
  repeated,
});
