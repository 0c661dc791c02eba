/**
 * A bar ends before its last day: one regulator proposes it, another than proposed it and than put the bar in force confirms;
 * both of the province where that had a hand in the bar. Days until yesterday stay barred, because exams were judged by them.
 */
import { cstDate } from '../../domain/calendar/cst';
import { withoutBar } from '../../domain/staff/staff-filing';
import { isProvincesToLift, mayMoveBar } from '../../domain/staff/staff-state';
import type { Caller } from '../caller';
import { basisGiven, reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import type { ProposalNoun } from '../proposals/proposal-noun';
import type { Proposal } from '../proposals/proposal-ports';
import { propose, proposedBefore, type Proposed, type ToPropose } from '../proposals/propose';
import { type Refusal, refuse } from '../refusal';
import { barInSight, isOffice } from './bar-staff';
import { noteOfStaff } from './note-of-staff';
import type { StaffBar } from './staff-ports';

export interface LiftGiven {
  readonly barId: string;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

export async function liftBar(hub: Hub, caller: Caller, given: LiftGiven): Promise<Proposed | Refusal> {
  if (!isOffice(caller)) return refuse('FORBIDDEN');
  const [reason, basis] = [reasonGiven(given.reason), basisGiven(given.basis)];
  if (reason === undefined || basis === undefined) return refuse('REASON_MISSING');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const found = await barInSight(stores, caller, given.barId);
    if (!found) return refuse('STAFF_NOT_FOUND');
    const { bar, institutionCode } = found;
    if (isAbove(caller, bar)) return refuse('FORBIDDEN');
    const { id: subjectId, regionCode } = bar;
    const lift: ToPropose = { kind: 'BAR_LIFT', subjectId, institutionCode, regionCode, reason, basis };
    const before = await proposedBefore(stores, caller, lift);
    if (before) return before;
    return unliftable(bar, hub.now()) ?? propose(hub, stores, caller, lift, notedOn(bar));
  });
}

const isAbove = ({ role }: Caller, bar: StaffBar): boolean => role === 'CITY' && isProvincesToLift(bar);

/** All days of a bar that is over stay barred: nothing of it is left to lift. */
function unliftable({ state, staffId, to }: StaffBar, at: Date): Refusal | undefined {
  if (!mayMoveBar(state, 'LIFTED')) return refuse('STAFF_STATE_CONFLICT', { existingId: staffId });
  return to !== null && to < cstDate(at) ? refuse('STAFF_BAR_OVER', { existingId: staffId }) : undefined;
}

const notedOn = ({ staffId }: StaffBar) => ({ kind: 'STAFF', id: staffId }) as const;

export const BAR_LIFT: ProposalNoun = {
  hold: async ({ registry, plans }, barId) => {
    await registry.lock();
    const bar = await plans.bar(barId);
    if (!bar) throw new Error('A bar that a proposal names is gone.');
    return { noted: notedOn(bar), noticeId: null };
  },
  follow: lift,
};

async function lift(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { subjectId, reason, basis }: Proposal,
): Promise<Refusal | undefined> {
  const found = await barInSight(stores, caller, subjectId);
  if (!found) return refuse('STAFF_NOT_FOUND');
  const { bar: before, staff, institutionCode } = found;
  const { staffId, regionCode, from, to } = before;
  if (isAbove(caller, before)) return refuse('FORBIDDEN');
  // Whoever put it in force may propose that it ends, and does not decide it.
  if (before.decidedBy === caller.clientId) return refuse('FOUR_EYES');
  const at = hub.now();
  const lost = unliftable(before, at);
  if (lost) return lost;
  const { clientId: decidedBy, role: decidedRole } = caller;
  const bar: StaffBar = { ...before, state: 'LIFTED', decidedBy, decidedRole, decidedAt: at };
  if (!(await stores.plans.moveBar(bar, before.state))) return refuse('STAFF_STATE_CONFLICT', { existingId: staffId });
  const barred = withoutBar(staff.barred, { from, to }, cstDate(at));
  await stores.registry.save({ assessors: [{ ...staff, barred }] }, { at, by: caller.clientId });
  await noteOfStaff(hub, stores, caller, { staffId, institutionCode, regionCode, act: 'BAR_LIFTED', reason, basis });
  return undefined;
}
