/**
 * certhub start
 *
 * in    the configuration; nothing else is needed
 * out   database, API and workers run until Ctrl-C. In development an empty hub gets the sample province, so that
 *       everything can be tried at once.
 */
import { mkdir } from 'node:fs/promises';
import { Command } from 'commander';
import { openHub } from '../../src/hub';
import { createLog, type Log } from '../../src/platform/log';
import type { Config } from '../../src/platform/config';
import { migrate } from '../../src/platform/migrate';
import { createShutdown } from '../../src/platform/shutdown';
import { sampleRegistry } from '../../src/domain/sample/sample-registry';
import { processConfig, processEnv } from '../process-config';
import { loadSample, readSampleClients, type SampleClients } from '../sample/load-sample';
import { makeSampleFeeds } from '../sample/sample-feeds';
import { openDatabase, startStack, type Stack } from '../stack/stack';
import { readOccupations } from './read-occupations';

const SAMPLE_SEED = 1;

export const startCommand = new Command('start')
  .description('启动数据库、接口与后台进程 · start database, API and workers')
  .action(async () => {
    const config = processConfig();
    const log = createLog(config.logLevel, 'start');
    const shutdown = createShutdown({ log });
    await mkdir(config.dataDir, { recursive: true });
    const database = await openDatabase(config, log);
    shutdown.add('database', database.stop);
    const sample = config.mode === 'development' ? await prepareSample(config, database.url, log) : undefined;
    const stack = await startStack({
      config,
      database: { url: database.url, stop: async () => undefined },
      env: { ...processEnv(), ...(sample ? { CERTHUB_FEEDS_FILE: sample.feedsFile } : {}) },
      log,
    });
    shutdown.add('processes', stack.stop);
    for (const url of sample?.receivers ?? []) await stack.run(['sample-receiver'], { CERTHUB_RECEIVER_URL: url });
    process.stdout.write(welcome(stack, sample?.clients));
  });

interface Sample {
  readonly clients: SampleClients;
  readonly feedsFile: string;
  readonly receivers: readonly string[];
}

async function prepareSample(config: Config, databaseUrl: string, log: Log): Promise<Sample> {
  const { file, feeds } = await makeSampleFeeds(databaseUrl, config.dataDir, '');
  await migrate({ databaseUrl, redisUrl: config.redisUrl });
  const receivers = feeds.map(({ url }) => url);
  const existing = await readSampleClients(config.dataDir);
  if (existing) return { clients: existing, feedsFile: file, receivers };
  const open = await openHub({ ...config, feeds }, databaseUrl, log, 'producer');
  try {
    const registry = sampleRegistry({ seed: SAMPLE_SEED, occupations: readOccupations() });
    return { clients: await loadSample(open.hub, registry, config.dataDir), feedsFile: file, receivers };
  } finally {
    await open.close();
  }
}

function welcome(stack: Stack, clients: SampleClients | undefined): string {
  const lines = [
    '',
    'CertHub 已启动 is running',
    `  GraphQL        ${stack.url}/graphql`,
    `  令牌 tokens     ${stack.url}/oauth/token`,
  ];
  if (clients) {
    lines.push('', '示例凭证 sample credentials (client_id / client_secret)');
    for (const { clientId, clientSecret } of Object.values(clients))
      lines.push(`  ${clientId.padEnd(20)} ${clientSecret}`);
    lines.push(
      '',
      '取得令牌 get a token:',
      `  curl -u ${clients.institution.clientId}:${clients.institution.clientSecret} -d grant_type=client_credentials ${stack.url}/oauth/token`,
      `在浏览器中打开 ${stack.url}/graphql 使用 GraphQL 资源管理器。 Open it in a browser for the explorer.`,
    );
  }
  return [...lines, '', '按 Ctrl-C 停止。 Press Ctrl-C to stop.', ''].join('\n');
}
