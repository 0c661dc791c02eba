/** What a proposal is about ended otherwise, so that nothing is left to confirm: noted, and told to the office that proposed. */
import type { ProposalKind } from '../../domain/proposal/proposal-state';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { noteOfProposal } from './note-of-proposal';
import { subjectOf } from './proposal-ports';
import { tellOfProposal } from './tell-of-proposal';

/** Noted under what the proposals are about. */
type Lapsing = Exclude<ProposalKind, 'BAR_LIFT'>;

const ENDED = '所涉事项已另行了结 / What it was about ended otherwise';

/** `caller`: who ended the subjects, and holds them. The terms of the proposals end with those of the subjects. */
export async function lapseProposals(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { kind, subjectIds }: { readonly kind: Lapsing; readonly subjectIds: readonly string[] },
): Promise<void> {
  for (const proposal of await stores.proposals.lapse(kind, subjectIds, hub.now())) {
    await noteOfProposal(hub, stores, caller, { proposal, noted: subjectOf(proposal), act: 'LAPSED', reason: ENDED });
    await tellOfProposal(hub, stores, proposal, 'LAPSED');
  }
}
