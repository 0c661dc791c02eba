import { Command, Option } from 'commander';
import { JOB_LENGTHS } from '../../jobs/define-job';
import { connectionsOf, type JobsOfProcess } from '../../jobs/jobs-of-process';
import { startWorkers } from '../../jobs/main';
import { openHub } from '../../src/hub';
import { openInstruments } from '../../src/platform/instruments';
import { createLog } from '../../src/platform/log';
import { createShutdown, SHUTDOWN_LIMIT_MS } from '../../src/platform/shutdown';
import { stepBack, stepBackOnServer } from '../../src/platform/step-back';
import { poolOf } from '../../src/store/data-source';
import { processConfig } from '../process-config';
import { tellReady } from '../stack/child';
import { databaseUrlOf } from '../stack/database-url';
import { wholeNumber } from '../whole-number';

const MS_PER_SECOND = 1_000;
const STOP_SECONDS_MAX = 3_600;

interface WorkerFlags {
  readonly jobs: JobsOfProcess;
  readonly stopSeconds: number;
}

export const workerCommand = new Command('worker')
  .description('运行一个后台进程:核验、转报、统计 · run one worker process: checks, deliveries, tallies')
  .addOption(
    new Option('--jobs <which>', '长任务、短任务或全部 · long ones, short ones that somebody waits for, or all')
      .choices(['all', ...JOB_LENGTHS])
      .default('all'),
  )
  .option(
    '--stop-seconds <n>',
    '收到停止信号后等待在办任务的秒数 · seconds for what is under way to end, once told to stop',
    wholeNumber(1, STOP_SECONDS_MAX),
    SHUTDOWN_LIMIT_MS / MS_PER_SECOND,
  )
  .action(async ({ jobs, stopSeconds }: WorkerFlags) => {
    // What somebody waits for, the API and the database, goes first where they share the cores.
    if (jobs === 'long') await stepBack();
    const config = processConfig({}, { connections: connectionsOf(jobs) });
    const log = createLog(config.logLevel, 'worker');
    const shutdown = createShutdown({ log, limitMs: stopSeconds * MS_PER_SECOND });
    // Small batches look for few records at a time.
    const keys = jobs === 'short' ? { knownKeysMiB: 0 } : {};
    const watched = await openInstruments(config, 'worker', log);
    shutdown.add('traces', watched.close);
    const open = await openHub({ ...config, ...keys }, databaseUrlOf(config), log, 'worker', watched.instruments);
    shutdown.add('hub', open.close);
    shutdown.add('metrics', await watched.listen({ hub: open.hub, readsFigures: false }));
    if (jobs === 'long') stepBackOnServer(poolOf(open.source));
    const workers = startWorkers(open.hub, open.queues, {
      sweepMs: config.sweepMs,
      jobs,
      instruments: watched.instruments,
    });
    shutdown.add('workers', workers.close);
    log.info({ queue: open.queues.backend, jobs }, 'worker started');
    tellReady(null);
  });
