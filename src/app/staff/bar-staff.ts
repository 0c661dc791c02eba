/**
 * A person of the register is barred for a term (川 2021-06-16 通知 七(五)): one regulator proposes, another confirms, and from
 * then on the person serves in no post anywhere. Two people also end it: lift-bar.ts.
 */
import { isUuid } from '../../domain/intake/check-header';
import { placeAt } from '../../domain/plan/plan-filing';
import type { Term } from '../../domain/reference/snapshot';
import { overlaps, STAFF_BARS_MAX, termPlaces } from '../../domain/staff/staff-filing';
import { mayMoveBar, type BarState } from '../../domain/staff/staff-state';
import type { Caller } from '../caller';
import { endProposal, openProposal } from '../deadlines/proposal-term';
import { basisGiven, reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { noteOfStaff, type StaffAct } from './note-of-staff';
import type { BarredMember, StaffBar } from './staff-ports';
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

export const isOffice = ({ role }: Caller): boolean => role === 'CITY' || role === 'PROVINCE';

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
    const same = bars.find((bar) => stands(bar) && bar.from === given.from && bar.to === given.to);
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
      decidedRole: null,
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

const stands = ({ state }: StaffBar): boolean => state === 'PROPOSED' || state === 'CONFIRMED';

const TOO_MANY = placeAt('staffId', `禁止期最多 ${STAFF_BARS_MAX} 段`, `At most ${STAFF_BARS_MAX} terms`);

export const confirmBar = (
  hub: Hub,
  caller: Caller,
  { barId }: { readonly barId: string },
): Promise<StaffBarred | Refusal> => decide(hub, caller, { barId, state: 'CONFIRMED', reason: null });

/** Of a bar that nobody confirmed; whoever proposed it may take it back. */
export async function dismissBar(
  hub: Hub,
  caller: Caller,
  given: { readonly barId: string; readonly reason: string },
): Promise<StaffBarred | Refusal> {
  const reason = reasonGiven(given.reason);
  if (reason === undefined) return refuse('REASON_MISSING');
  return decide(hub, caller, { barId: given.barId, state: 'DISMISSED', reason });
}

/** Under the lock of the registry; what is outside the territory is not there. */
export async function barInSight({ plans }: Stores, caller: Caller, barId: string): Promise<BarredMember | undefined> {
  const bar = isUuid(barId) ? await plans.bar(barId) : undefined;
  if (!bar || !isWithin(caller, { institutionCode: null, regionCode: bar.regionCode })) return undefined;
  const member = await plans.member(bar.staffId);
  return member && { ...member, bar };
}

interface Decision {
  readonly barId: string;
  readonly state: 'CONFIRMED' | 'DISMISSED';
  readonly reason: string | null;
}

async function decide(hub: Hub, caller: Caller, { barId, state, reason }: Decision): Promise<StaffBarred | Refusal> {
  if (!isOffice(caller)) return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const found = await barInSight(stores, caller, barId);
    if (!found) return refuse('STAFF_NOT_FOUND');
    const { bar: before, staff, institutionCode } = found;
    if (before.state === state && before.decidedBy === caller.clientId) return outcomeOf(before, true);
    if (before.proposedRole === 'PROVINCE' && caller.role === 'CITY') return refuse('FORBIDDEN');
    if (!mayMoveBar(before.state, state)) return refuse('STAFF_STATE_CONFLICT', { existingId: before.staffId });
    if (state === 'CONFIRMED' && before.proposedBy === caller.clientId) return refuse('FOUR_EYES');
    const at = hub.now();
    const bar: StaffBar = { ...before, state, decidedBy: caller.clientId, decidedRole: caller.role, decidedAt: at };
    if (!(await stores.plans.moveBar(bar, before.state)))
      return refuse('STAFF_STATE_CONFLICT', { existingId: before.staffId });
    await endProposal(stores, subjectOf(bar), state === 'CONFIRMED' ? 'MET' : 'CANCELLED', at);
    if (state === 'CONFIRMED') {
      const barred = [...staff.barred, { from: bar.from, to: bar.to }].sort((one, other) =>
        one.from < other.from ? -1 : 1,
      );
      await stores.registry.save({ assessors: [{ ...staff, barred }] }, { at, by: caller.clientId });
    }
    const said = { ...bar, reason: reason ?? bar.reason };
    await note(hub, stores, caller, { bar: said, act: `BAR_${state}`, institutionCode });
    return outcomeOf(bar, false);
  });
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
