import { sendReport } from '../src/app/forwarding/send-report';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const sendReportJob = defineJob({
  name: 'send-report',
  length: 'short',
  concurrency: 1,
  parse: (payload) => ({ reportId: textIn(payload, 'reportId') }),
  run: (hub, { reportId }) => sendReport(hub, reportId),
});
