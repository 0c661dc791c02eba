import type { ActiveSet } from '../../domain/publishing/active-set';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { PacksUnusable } from './pack-ports';

/** The set that judges at `at`, or the refusal to judge by less. */
export async function usablePacks(hub: Hub, stores: Stores, at: Date): Promise<ActiveSet | Refusal> {
  try {
    return await hub.activePacks(stores, at);
  } catch (error) {
    if (!(error instanceof PacksUnusable)) throw error;
    return refuse('PACKS_UNUSABLE', { places: error.problems.map(problemPlace) });
  }
}

/** Problems of packs are told in English with the names that stand in the pack: they are for whoever writes packs. */
export const problemPlace = (problem: string): Place => ({
  record: null,
  field: null,
  message: { zh: `规则包问题:${problem}`, en: problem },
});
