/**
 * Says who of an office reviews which batches at its step: another, oneself, or nobody again. It is how an office divides its
 * work, not a right to decide: whoever decides first, decides.
 */
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { batchIdsOf, officeOf } from './office';
import type { Assignment, Office } from './review-ports';

export interface GivenAssignment {
  readonly batchIds: readonly string[];
  /** Client id of the same office; `null` gives the batches back. */
  readonly reviewer: string | null;
  /** Also batches that another reviewer has. */
  readonly reassign: boolean;
}

export interface ReviewAssigned {
  readonly kind: 'assigned';
  /** Batches that stand as asked for now, whether by this call or before. */
  readonly batchIds: readonly string[];
  /** Those that another reviewer has and keeps. */
  readonly taken: readonly Pick<Assignment, 'batchId' | 'reviewer'>[];
  /** Not at this office's step (any more), or not in its territory. */
  readonly notWaiting: readonly string[];
  /** Batches of the office that nobody reviews now. */
  readonly left: number;
}

export async function assignReview(
  hub: Hub,
  caller: Caller,
  { batchIds: given, reviewer, reassign }: GivenAssignment,
): Promise<ReviewAssigned | Refusal> {
  const office = officeOf(hub, caller);
  if (!office) return refuse('FORBIDDEN');
  const batchIds = batchIdsOf(given);
  if ('kind' in batchIds) return batchIds;
  return hub.transaction(async (stores) => {
    if (reviewer !== null && !(await isOfOffice(stores, caller, reviewer))) return refuse('REVIEWER_UNKNOWN');
    // Locked, so that of two who take the same batch at once the second one sees who has it.
    const waiting = await stores.reviewDesk.lockWaiting(office, batchIds);
    const standing = await stores.reviewDesk.assignments(waiting, office.step);
    // Whoever has a batch may hand it on.
    const own = [reviewer, caller.clientId];
    const taken = reassign ? [] : standing.filter((assignment) => !own.includes(assignment.reviewer));
    const free = waiting.filter((id) => !taken.some(({ batchId }) => batchId === id));
    await write(stores, office, { free, standing, reviewer, by: caller.clientId, at: hub.now() });
    return {
      kind: 'assigned',
      batchIds: free,
      taken: taken.map((assignment) => ({ batchId: assignment.batchId, reviewer: assignment.reviewer })),
      notWaiting: batchIds.filter((id) => !waiting.includes(id)),
      left: await stores.reviewDesk.unassigned(office),
    };
  });
}

/** A client that may decide at the same step in the same region. */
async function isOfOffice({ registry }: Stores, caller: Caller, reviewer: string): Promise<boolean> {
  const client = await registry.client(reviewer);
  return (
    client !== undefined &&
    client.disabledAt === null &&
    client.role === caller.role &&
    client.regionCode === caller.regionCode
  );
}

interface Written {
  readonly free: readonly string[];
  readonly standing: readonly Assignment[];
  readonly reviewer: string | null;
  readonly by: string;
  readonly at: Date;
}

/** What stands as asked for stays as it was said first. */
async function write(
  { reviewDesk }: Stores,
  { step }: Office,
  { free, standing, reviewer, by, at }: Written,
): Promise<void> {
  if (reviewer === null) return reviewDesk.release(free, step);
  const before = new Map(standing.map((assignment) => [assignment.batchId, assignment.reviewer]));
  const fresh = free.filter((batchId) => before.get(batchId) !== reviewer);
  await reviewDesk.assign(fresh.map((batchId) => ({ batchId, step, reviewer, assignedBy: by, assignedAt: at })));
}
