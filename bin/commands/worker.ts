import { Command } from 'commander';
import { startWorkers } from '../../jobs/main';
import { openHub } from '../../src/hub';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { processConfig } from '../process-config';
import { tellReady } from '../stack/child';
import { databaseUrlOf } from '../stack/database-url';

export const workerCommand = new Command('worker')
  .description('运行一个后台进程:核验、转报、统计 · run one worker process: checks, deliveries, tallies')
  .action(async () => {
    const config = processConfig();
    const log = createLog(config.logLevel, 'worker');
    const shutdown = createShutdown({ log });
    const open = await openHub(config, databaseUrlOf(config), log, 'worker');
    shutdown.add('hub', open.close);
    const workers = startWorkers(open.hub, open.queues, { sweepMs: config.sweepMs });
    shutdown.add('workers', workers.close);
    log.info({ queue: open.queues.backend }, 'worker started');
    tellReady(null);
  });
