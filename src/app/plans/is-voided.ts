/** Whether a recall has voided the plan as a whole: nothing of it is received, approved or mended any more. */
import type { Stores } from '../ports';

export const VOIDED = 'VOIDED';

/**
 * As it is now. Whoever must not miss a recall that is under way has read the registry before, or holds the terms of the plan:
 * its confirmation takes both.
 */
export const isVoided = async ({ recalls }: Stores, planNo: string): Promise<boolean> =>
  (await recalls.plan(planNo))?.status === VOIDED;
