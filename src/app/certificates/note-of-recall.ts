import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import type { Recall } from './recall-ports';

export interface RecallAct {
  readonly recall: Recall;
  /** `RECALL_PROPOSED`, `RECALL_CONFIRMED`, `RECALL_WITHDRAWN`, or `SUBSIDY_` and what became of it. */
  readonly act: string;
  readonly reason: string;
  readonly at: Date;
}

/** In the transaction of the act itself, on the basis of the recall. */
export const noteOfRecall = (
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { recall, act, reason, at }: RecallAct,
): Promise<void> =>
  stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'RECALL', id: recall.id },
    institutionCode: recall.institutionCode,
    regionCode: recall.regionCode,
    act,
    reason,
    basis: recall.basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });
