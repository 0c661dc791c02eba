/**
 * The office takes a bylaw down: one person of the city or the province proposes it with reason and basis, another confirms.
 * Until then it stays open to everybody. The institution, which hears once it holds, may publish another at any time.
 */
import { BYLAW_KINDS } from '../../domain/registry/bylaw';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { basisGiven, reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import type { ProposalNoun } from '../proposals/proposal-noun';
import { propose, proposedBefore, type Proposed, type ToPropose } from '../proposals/propose';
import { type Refusal, refuse } from '../refusal';
import type { PlacedBylaw } from './bylaw-ports';
import { notedOn } from './lapse-withdrawal';

export interface BylawWithdrawalGiven {
  readonly bylawId: string;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

export async function proposeBylawWithdrawal(
  hub: Hub,
  caller: Caller,
  given: BylawWithdrawalGiven,
): Promise<Proposed | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const [reason, basis] = [reasonGiven(given.reason), basisGiven(given.basis)];
  if (reason === undefined || basis === undefined) return refuse('REASON_MISSING');
  return hub.transaction(async (stores) => {
    const held = await holdInSight(stores, caller, given.bylawId);
    if (held === undefined) return refuse('BYLAW_NOT_FOUND');
    const { id: subjectId, institutionCode, regionCode } = held.bylaw;
    const withdrawal: ToPropose = { kind: 'BYLAW_WITHDRAWAL', subjectId, institutionCode, regionCode, reason, basis };
    const before = await proposedBefore(stores, caller, withdrawal);
    if (before) return before;
    return held.stands ? propose(hub, stores, caller, withdrawal, notedOn(held.bylaw)) : refuse('BYLAW_NOT_FOUND');
  });
}

interface HeldBylaw {
  readonly bylaw: PlacedBylaw;
  /** Neither replaced nor taken down. */
  readonly stands: boolean;
}

/** Held until the transaction ends; `undefined` where there is none in the caller's territory. */
async function holdInSight(stores: Stores, caller: Caller, bylawId: string): Promise<HeldBylaw | undefined> {
  const bylaw = await stores.bylaws.find(bylawId);
  if (bylaw === undefined || !coversRegion(territoryOf(caller), bylaw.regionCode)) return undefined;
  const standing = await stores.bylaws.lock(bylaw.institutionCode, bylaw.kind);
  return { bylaw, stands: standing?.id === bylaw.id };
}

export const BYLAW_WITHDRAWAL: ProposalNoun = {
  hold: async ({ bylaws }, id) => {
    const bylaw = await bylaws.find(id);
    // Its proposal can still be dismissed; `follow` refuses to confirm it.
    if (bylaw === undefined) return { noted: { kind: 'BYLAW', id }, noticeId: null };
    await bylaws.lock(bylaw.institutionCode, bylaw.kind);
    return { noted: notedOn(bylaw), noticeId: null };
  },

  follow: async (hub, stores, caller, { subjectId, reason, basis }) => {
    // Asked again of the caller: the institution may have moved to another territory since the proposal.
    const held = await holdInSight(stores, caller, subjectId);
    if (held === undefined || !held.stands) return refuse('BYLAW_NOT_FOUND');
    const at = hub.now();
    await stores.bylaws.withdraw(held.bylaw.id, caller.clientId, at);
    await noteAndTell(hub, stores, caller, { bylaw: held.bylaw, reason, basis, at });
    return undefined;
  },
};

interface TakenDown extends Omit<BylawWithdrawalGiven, 'bylawId'> {
  readonly bylaw: PlacedBylaw;
  readonly at: Date;
}

async function noteAndTell(
  hub: Hub,
  { decisions, notifications }: Stores,
  { clientId, role }: Caller,
  { bylaw, reason, basis, at }: TakenDown,
): Promise<void> {
  const { institutionCode, regionCode, kind } = bylaw;
  const subject = notedOn(bylaw);
  const named = BYLAW_KINDS.find(({ code }) => code === kind)?.zh ?? kind;
  await decisions.note({
    id: hub.newId(),
    ...{ subject, institutionCode, regionCode, act: 'BYLAW_WITHDRAWN', reason, basis },
    ...{ decidedBy: clientId, role, decidedAt: at },
  });
  await notifications.tell([
    {
      id: hub.newId(),
      audience: { role: 'INSTITUTION', institutionCode },
      topic: 'BYLAW_WITHDRAWN',
      subject,
      text: {
        zh: `公开的管理办法(${named})已由主管部门撤下,理由见决定;更正后可重新公开。`,
        en: `The published bylaw ${kind} was taken down by the office, for the reason in its decision; mend it and publish it again.`,
      },
      at,
    },
  ]);
}
