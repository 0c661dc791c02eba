import type { Hub } from '../ports';

export const watchFeeds = async (_hub: Hub, _minute: string): Promise<object> => ({});
