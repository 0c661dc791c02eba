import type { ColdViews } from '../../app/cold-ports';
import { NEXT_COLD } from '../cold-chunks';
import type { Query } from './query';

export const coldViews = (query: Query): ColdViews => ({
  coldDue: async (before) => (await query(NEXT_COLD, [before])).length > 0,
});
