/** The catalogue of jobs: one more is one file and one line here. */
import type { JobName } from '../src/app/reminders';
import { abandonUploadJob } from './abandon-upload.job';
import { checkChunkJob } from './check-chunk.job';
import { checkSmallBatchJob } from './check-small-batch.job';
import { closeNoticesJob } from './close-notices.job';
import { collectAnswersJob } from './collect-answers.job';
import { deliverJob } from './deliver.job';
import { makeReportsJob } from './make-reports.job';
import { moveColdJob } from './move-cold.job';
import { reconcileFeedJob } from './reconcile-feed.job';
import { sendReportJob } from './send-report.job';
import { settleBatchJob } from './settle-batch.job';
import { settleLargeBatchJob } from './settle-large-batch.job';
import { settleMiddleBatchJob } from './settle-middle-batch.job';
import { tallyJob } from './tally.job';
import { tryPackJob } from './try-pack.job';
import { watchDeadlinesJob } from './watch-deadlines.job';
import { watchFeedsJob } from './watch-feeds.job';
import { watchRegistryJob } from './watch-registry.job';

export const JOBS = {
  'check-chunk': checkChunkJob,
  'check-small-batch': checkSmallBatchJob,
  'settle-batch': settleBatchJob,
  'settle-middle-batch': settleMiddleBatchJob,
  'settle-large-batch': settleLargeBatchJob,
  deliver: deliverJob,
  'collect-answers': collectAnswersJob,
  'watch-feeds': watchFeedsJob,
  'reconcile-feed': reconcileFeedJob,
  tally: tallyJob,
  'make-reports': makeReportsJob,
  'send-report': sendReportJob,
  'try-pack': tryPackJob,
  'close-notices': closeNoticesJob,
  'watch-deadlines': watchDeadlinesJob,
  'watch-registry': watchRegistryJob,
  'move-cold': moveColdJob,
  'abandon-upload': abandonUploadJob,
} as const satisfies { readonly [Name in JobName]: { readonly name: Name } };
