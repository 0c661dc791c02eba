import type { TallyReportViews } from '../../app/forwarding/tally-report-ports';
import type { Query } from './query';

export const tallyReportViews = (_query: Query): TallyReportViews => ({});
