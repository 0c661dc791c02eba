import type { Hub } from '../ports';

export const reconcileFeed = async (_hub: Hub, _reconciliationId: string): Promise<object> => ({});
