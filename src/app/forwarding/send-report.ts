import type { Hub } from '../ports';

export const sendReport = async (_hub: Hub, _reportId: string): Promise<object> => ({});
