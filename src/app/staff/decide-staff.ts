/** A regulator confirms a proposal for the register of people, or dismisses it; another person than proposed it. */
import { isUuid } from '../../domain/intake/check-header';
import type { RegistryStaff } from '../../domain/registry/document';
import { STAFF_PROPOSAL_MOVES, type StaffProposalState } from '../../domain/staff/staff-state';
import type { Caller } from '../caller';
import { endProposal } from '../deadlines/proposal-term';
import { NATIONAL_BASIS } from '../packs/basis-in';
import { reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { noteOfStaff } from './note-of-staff';
import type { StaffProposal } from './staff-ports';
import { isWithin } from './staff-walls';

export interface StaffDecided {
  readonly kind: 'decided';
  readonly staffId: string;
  readonly proposalId: string;
  readonly state: StaffProposalState;
  readonly repeated: boolean;
}

type Outcome = keyof { [state in (typeof STAFF_PROPOSAL_MOVES)['PROPOSED'][number]]: true };

export const confirmStaff = (
  hub: Hub,
  caller: Caller,
  { proposalId }: { readonly proposalId: string },
): Promise<StaffDecided | Refusal> => decide(hub, caller, { proposalId, state: 'CONFIRMED', reason: null });

export async function dismissStaff(
  hub: Hub,
  caller: Caller,
  given: { readonly proposalId: string; readonly reason: string },
): Promise<StaffDecided | Refusal> {
  const reason = reasonGiven(given.reason);
  if (reason === undefined) return refuse('REASON_MISSING');
  return decide(hub, caller, { proposalId: given.proposalId, state: 'DISMISSED', reason });
}

interface Given {
  readonly proposalId: string;
  readonly state: Outcome;
  readonly reason: string | null;
}

async function decide(hub: Hub, caller: Caller, { proposalId, state, reason }: Given): Promise<StaffDecided | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  if (!isUuid(proposalId)) return refuse('STAFF_NOT_FOUND');
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const waits = await stores.plans.proposal(proposalId);
    if (!waits || !isWithin(caller, waits)) return refuse('STAFF_NOT_FOUND');
    if (waits.state !== 'PROPOSED') {
      return waits.state === state && waits.decidedBy === caller.clientId
        ? outcomeOf(waits, true)
        : refuse('STAFF_STATE_CONFLICT', { existingId: waits.staffId });
    }
    if (waits.proposedBy === caller.clientId) return refuse('FOUR_EYES');
    const at = hub.now();
    const decided: StaffProposal = { ...waits, state, decidedBy: caller.clientId, decidedAt: at, reason };
    if (!(await stores.plans.decideProposal(decided)))
      return refuse('STAFF_STATE_CONFLICT', { existingId: waits.staffId });
    if (state === 'CONFIRMED') {
      const refused = await enterRegister(stores, decided, { at, by: caller.clientId });
      if (refused) return refused;
    }
    const how = state === 'CONFIRMED' ? 'MET' : 'CANCELLED';
    await endProposal(stores, { kind: 'STAFF', id: decided.staffId }, how, at);
    await noteOfStaff(hub, stores, caller, {
      ...decided,
      act: state,
      reason: reason ?? FOUND_SOUND,
      basis: NATIONAL_BASIS,
    });
    return outcomeOf(decided, false);
  });
}

/** Of a confirmation, which is given without words. */
const FOUND_SOUND = '证卡与期限经核对 / Certificate and term were checked';

const outcomeOf = ({ staffId, id, state }: StaffProposal, repeated: boolean): StaffDecided => ({
  kind: 'decided',
  staffId,
  proposalId: id,
  state,
  repeated,
});

/** Bars stay as the register has them: a renewal lifts none. */
async function enterRegister(
  stores: Stores,
  { staffId, content }: StaffProposal,
  recorded: { readonly at: Date; readonly by: string },
): Promise<Refusal | undefined> {
  const { certificateNo } = content;
  if (certificateNo && (await stores.plans.certificateHolder(certificateNo, content, staffId)) !== undefined) {
    return refuse('STAFF_CERTIFICATE_USED');
  }
  const standing = await stores.plans.member(staffId);
  const member: RegistryStaff = { ...content, barred: standing?.staff.barred ?? [] };
  await stores.registry.save({ assessors: [member] }, recorded);
  return undefined;
}
