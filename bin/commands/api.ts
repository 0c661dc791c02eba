import { Command } from 'commander';
import { startApi } from '../../schema/main';
import { warnOfTakenNames } from '../../src/app/packs/taken-names';
import { openHub } from '../../src/hub';
import { openInstruments } from '../../src/platform/instruments';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { processConfig } from '../process-config';
import { tellReady } from '../stack/child';
import { databaseUrlOf } from '../stack/database-url';

export const apiCommand = new Command('api')
  .description('运行接口进程:GraphQL、上传、令牌 · run the API process: GraphQL, uploads, tokens')
  .action(async () => {
    const config = processConfig();
    const log = createLog(config.logLevel, 'api');
    const shutdown = createShutdown({ log });
    const watched = await openInstruments(config, 'api', log);
    shutdown.add('traces', watched.close);
    const open = await openHub(config, databaseUrlOf(config), log, 'api', watched.instruments);
    shutdown.add('hub', open.close);
    shutdown.add('metrics', await watched.listen({ hub: open.hub, readsFigures: true, replicas: open.replicas }));
    await warnOfTakenNames(open.hub);
    const api = await startApi(open, config, log, watched.instruments);
    shutdown.add('api', api.close);
    log.info({ at: api.url }, 'api started');
    tellReady(api.url);
  });
