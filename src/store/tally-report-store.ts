import type { EntityManager } from 'typeorm';
import type { TallyReportStore } from '../app/forwarding/tally-report-ports';

export const tallyReportStore = (_manager: EntityManager): TallyReportStore => ({});
