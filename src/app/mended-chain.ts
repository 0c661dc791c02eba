/** What a resubmission mends: whatever batch a header names is soon named, so only what came back counts. */
import type { FirstOfChain } from './known-ports';
import type { Batch, Stores } from './ports';

export interface MendedChain {
  /** When the batch that this one names was returned, or what came back of it. */
  readonly returnedAt: Date | undefined;
  /** The first batch of the chain, where this one goes on with it: something was returned, and the plan is the same. */
  readonly first: FirstOfChain | undefined;
}

export async function mendedChain(
  { known }: Pick<Stores, 'known'>,
  { planNo, resubmissionOf }: Pick<Batch, 'planNo' | 'resubmissionOf'>,
): Promise<MendedChain> {
  const returnedAt = resubmissionOf === null ? undefined : await known.returnedAt(resubmissionOf);
  if (resubmissionOf === null || returnedAt === undefined) return { returnedAt, first: undefined };
  const first = await known.firstOfChain(resubmissionOf);
  return { returnedAt, first: first?.planNo === planNo ? first : undefined };
}
