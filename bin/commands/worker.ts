import { constants, setPriority } from 'node:os';
import { Command, Option } from 'commander';
import { JOB_LENGTHS } from '../../jobs/define-job';
import { connectionsOf, type JobsOfProcess } from '../../jobs/jobs-of-process';
import { startWorkers } from '../../jobs/main';
import { openHub } from '../../src/hub';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { processConfig } from '../process-config';
import { tellReady } from '../stack/child';
import { databaseUrlOf } from '../stack/database-url';

export const workerCommand = new Command('worker')
  .description('运行一个后台进程:核验、转报、统计 · run one worker process: checks, deliveries, tallies')
  .addOption(
    new Option('--jobs <which>', '长任务、短任务或全部 · long ones, short ones that somebody waits for, or all')
      .choices(['all', ...JOB_LENGTHS])
      .default('all'),
  )
  .action(async ({ jobs }: { readonly jobs: JobsOfProcess }) => {
    // What somebody waits for, the API and the database, goes first where they share the cores.
    if (jobs === 'long') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    const config = processConfig({}, { connections: connectionsOf(jobs) });
    const log = createLog(config.logLevel, 'worker');
    const shutdown = createShutdown({ log });
    const open = await openHub(config, databaseUrlOf(config), log, 'worker');
    shutdown.add('hub', open.close);
    const workers = startWorkers(open.hub, open.queues, { sweepMs: config.sweepMs, jobs });
    shutdown.add('workers', workers.close);
    log.info({ queue: open.queues.backend, jobs }, 'worker started');
    tellReady(null);
  });
