/** What an office does with a proposal is its own matter (`OFFICE_ACTS`); what follows from a confirmation its verb notes. */
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import type { Hub, Stores } from '../ports';
import type { Proposal } from './proposal-ports';

export interface ProposalAct {
  readonly proposal: Proposal;
  readonly noted: Subject;
  readonly act: 'PROPOSED' | 'DISMISSED' | 'LAPSED';
  readonly reason: string;
}

export const noteOfProposal = (
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  { proposal, noted, act, reason }: ProposalAct,
): Promise<void> =>
  stores.decisions.note({
    id: hub.newId(),
    subject: noted,
    institutionCode: proposal.institutionCode,
    regionCode: proposal.regionCode,
    act: `${proposal.kind}_${act}`,
    reason,
    basis: proposal.basis,
    decidedBy: clientId,
    role,
    decidedAt: hub.now(),
  });
