import type { Bilingual } from '../../domain/bilingual';
import type { ActiveSet } from '../../domain/publishing/active-set';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { PacksUnusable } from './pack-ports';

/** The set that judges at `at`, or the refusal to judge by less. */
export const usablePacks = (hub: Hub, stores: Stores, at: Date): Promise<ActiveSet | Refusal> =>
  orUnusable(hub.activePacks(stores, at));

export async function orUnusable(asked: Promise<ActiveSet>): Promise<ActiveSet | Refusal> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof PacksUnusable)) throw error;
    return refuse('PACKS_UNUSABLE', { places: error.problems.map(problemPlace) });
  }
}

/** The place stands in the text, by the names of the pack. */
export const problemPlace = (message: Bilingual): Place => ({ record: null, field: null, message });
