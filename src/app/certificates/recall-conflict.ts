import { RECALL_STATE_TEXTS } from '../../domain/recall/recall-state';
import { type Refusal, refuse } from '../refusal';
import { stateNow } from '../state-now';
import type { Recall } from './recall-ports';

/** The loser of a race, and whoever comes too early, hears where the recall stands. */
export const recallConflict = ({ id, state }: Recall): Refusal =>
  refuse('RECALL_STATE_CONFLICT', { places: [stateNow(RECALL_STATE_TEXTS[state])], existingId: id });
