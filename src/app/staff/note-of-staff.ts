/** A decision about a person of the register: noted, and told to the institution that the person belongs to. */
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';

export interface StaffAct {
  readonly staffId: string;
  readonly institutionCode: string | null;
  readonly regionCode: string;
  /** `CONFIRMED`, `DISMISSED`, `BAR_PROPOSED`, `BAR_DISMISSED`, `BAR_CONFIRMED`, `BAR_LIFTED`. */
  readonly act: keyof typeof NEWS;
  readonly reason: string;
  readonly basis: readonly string[];
}

const NEWS = {
  CONFIRMED: { zh: '已登记入库', en: 'stands in the register of people' },
  DISMISSED: { zh: '的登记未予确认', en: 'was not confirmed for the register of people' },
  BAR_PROPOSED: { zh: '被提请禁止从业', en: 'is proposed to be barred' },
  BAR_DISMISSED: { zh: '的禁止从业提议未予确认', en: 'is not barred: the proposal was dismissed' },
  BAR_CONFIRMED: { zh: '已被禁止从业', en: 'is barred' },
  BAR_LIFTED: { zh: '的禁止已解除', en: 'is no longer barred' },
} as const;

export async function noteOfStaff(hub: Hub, stores: Stores, caller: Caller, act: StaffAct): Promise<void> {
  const at = hub.now();
  const subject = { kind: 'STAFF', id: act.staffId } as const;
  await stores.decisions.note({
    id: hub.newId(),
    subject,
    institutionCode: act.institutionCode,
    regionCode: act.regionCode,
    act: act.act,
    reason: act.reason,
    basis: act.basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });
  // What is only proposed, or was never more, is the offices' own matter.
  if (act.institutionCode === null || act.act === 'BAR_PROPOSED' || act.act === 'BAR_DISMISSED') return;
  const { zh, en } = NEWS[act.act];
  await stores.notifications.tell([
    {
      id: hub.newId(),
      audience: { role: 'INSTITUTION', institutionCode: act.institutionCode },
      topic: `STAFF_${act.act}`,
      subject,
      text: { zh: `人员 ${act.staffId} ${zh}。`, en: `${act.staffId} ${en}.` },
      at,
    },
  ]);
}
