import type { Hub } from '../ports';

export const makeReports = async (_hub: Hub, _day: string): Promise<object> => ({});
