/** What a proposal is about ended otherwise, so that nothing is left to confirm: noted, and told to the office that proposed. */
import type { ProposalKind } from '../../domain/proposal/proposal-state';
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import type { Hub, Stores } from '../ports';
import { noteOfProposal } from './note-of-proposal';
import { subjectOf } from './proposal-ports';
import { tellOfProposal } from './tell-of-proposal';

interface Lapsing {
  readonly kind: Exclude<ProposalKind, 'BAR_LIFT'>;
  readonly subjectIds: readonly string[];
  /** Absent: under what each proposal is about. */
  readonly noted?: Subject;
}

const ENDED = '所涉事项已另行了结 / What it was about ended otherwise';

/** `caller`: who ended the subjects, and holds them. The terms of the proposals end with those of the subjects. */
export async function lapseProposals(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { kind, subjectIds, noted }: Lapsing,
): Promise<void> {
  for (const proposal of await stores.proposals.lapse(kind, subjectIds, hub.now())) {
    const under = noted ?? subjectOf(proposal);
    await noteOfProposal(hub, stores, caller, { proposal, noted: under, act: 'LAPSED', reason: ENDED });
    await tellOfProposal(hub, stores, proposal, 'LAPSED');
  }
}
