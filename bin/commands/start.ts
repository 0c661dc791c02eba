/**
 * certhub start
 *
 * in    the configuration; nothing else is needed
 * out   database, API and workers run until Ctrl-C. In development an empty hub on the embedded database gets the
 *       sample province, so that everything can be tried at once; any other hub is left as it is.
 */
import { mkdir } from 'node:fs/promises';
import { Command } from 'commander';
import { JOB_LENGTHS } from '../../jobs/define-job';
import { connectionsOf } from '../../jobs/jobs-of-process';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';
import { processConfig, processEnv } from '../process-config';
import type { SampleClients } from '../sample/load-sample';
import { prepareSample } from '../sample/prepare-sample';
import { openDatabase, startStack, type Stack } from '../stack/stack';

export const startCommand = new Command('start')
  .description('启动数据库、接口与后台进程 · start database, API and workers')
  .action(async () => {
    // Said here once, and not by each of its workers.
    const config = processConfig({}, { connections: Math.max(...JOB_LENGTHS.map(connectionsOf)) });
    const log = createLog(config.logLevel, 'start');
    const shutdown = createShutdown({ log });
    await mkdir(config.dataDir, { recursive: true });
    const database = await openDatabase(config, log);
    shutdown.add('database', database.stop);
    const sample = await prepareSample(config, database.url, log);
    const stack = await startStack({
      config,
      database: { url: database.url, stop: async () => undefined },
      env: { ...processEnv(), ...(sample?.feeds ? { CERTHUB_FEEDS_FILE: sample.feeds.file } : {}) },
      log,
    });
    shutdown.add('processes', stack.stop);
    for (const url of Object.values(sample?.feeds?.urls ?? {}))
      await stack.run(['sample-receiver'], { CERTHUB_RECEIVER_URL: url });
    process.stdout.write(welcome(stack, sample?.clients));
  });

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
  } else {
    lines.push(
      '',
      '登记调用方,密钥仅显示一次 register a system that may call the hub; its secret is shown once:',
      '  certhub client create --name NAME --role OPERATOR',
      '  certhub client create --name NAME --role INSTITUTION --institution CODE',
    );
  }
  return [...lines, '', '按 Ctrl-C 停止。 Press Ctrl-C to stop.', ''].join('\n');
}
