/** One kind of proposal, beside the verb that it belongs to: what it holds, and what follows once a second person confirms it. */
import type { Caller } from '../caller';
import type { Subject } from '../decisions/decision-ports';
import type { Hub, Stores } from '../ports';
import type { Refusal } from '../refusal';
import type { Proposal } from './proposal-ports';

/** What a proposal is about, held until the transaction ends. */
export interface HeldSubject {
  /** What decisions about it are noted under. */
  readonly noted: Subject;
  /** The notice that may close when nothing stands in its way any more. */
  readonly noticeId: string | null;
}

export interface ProposalNoun {
  hold(stores: Stores, subjectId: string): Promise<HeldSubject>;
  /** What follows from the confirmation, or why it cannot: a refusal takes the confirmation back. */
  follow(hub: Hub, stores: Stores, caller: Caller, proposal: Proposal): Promise<Refusal | undefined>;
}
