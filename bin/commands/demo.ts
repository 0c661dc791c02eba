/**
 * certhub demo [--records N] [--seed N] [--json]
 *
 * in    nothing: database, hub, receivers and data are made for the run and removed after it
 * out   a table (and with --json one object on the last line); exit 0 only if everything was right
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { openHub } from '../../src/hub';
import { createLog, type Log } from '../../src/platform/log';
import type { Config } from '../../src/platform/config';
import { createDatabaseIfMissing } from '../../src/platform/embedded-postgres';
import { migrate } from '../../src/platform/migrate';
import { createShutdown } from '../../src/platform/shutdown';
import { sampleRegistry } from '../../src/domain/sample/sample-registry';
import { processConfig, processEnv } from '../process-config';
import { demoTable } from '../demo/demo-table';
import { demoPassed, runDemo, type DemoResult } from '../demo/run-demo';
import { numbersHeld } from '../receiver/numbers-held';
import { loadSample } from '../sample/load-sample';
import { makeSampleFeeds } from '../sample/sample-feeds';
import { openDatabase, startStack, type StackDatabase } from '../stack/stack';
import { readOccupations } from './read-occupations';
import { wholeNumber } from '../whole-number';

interface DemoFlags {
  readonly records: number;
  readonly seed: number;
  readonly json: boolean;
}

const RECORDS_MAX = 200_000;
const SEED_MAX = 2 ** 31;
export const demoCommand = new Command('demo')
  .description('完整演示:报送、核验、审核、转报、回执、统计 · the main job end to end')
  .option('--records <n>', '记录数 · records', wholeNumber(1, RECORDS_MAX), 10_000)
  .option('--seed <n>', '随机种子 · seed', wholeNumber(1, SEED_MAX), 1)
  .option('--json', '最后一行输出 JSON · one JSON object on the last line', false)
  .action(async (flags: DemoFlags) => {
    const dataDir = join(processConfig().dataDir, `demo-${process.pid}`);
    const config = processConfig({
      CERTHUB_DATA_DIR: dataDir,
      CERTHUB_PORT: '0',
      CERTHUB_KEYS_FILE: '',
      CERTHUB_PUBLIC_URL: '',
    });
    const log = createLog('warn', 'demo');
    const shutdown = createShutdown({ log });
    await mkdir(dataDir, { recursive: true });
    shutdown.add('folder', () => rm(dataDir, { recursive: true, force: true }));
    const result = await demo(config, flags, log, shutdown.add);
    await shutdown.run('done');
    process.stdout.write(`${demoTable(result)}\n`);
    // Last of all, so that it is the last line of whatever the reader joined together.
    if (flags.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    process.exitCode = demoPassed(result) ? 0 : 1;
  });

type Add = (name: string, stop: () => Promise<void>) => void;

async function demo(config: Config, flags: DemoFlags, log: Log, add: Add): Promise<DemoResult> {
  const say = flags.json
    ? (line: string) => void process.stderr.write(`${line}\n`)
    : (line: string) => void process.stdout.write(`${line}\n`);
  say('正在启动内置数据库、接口与后台进程 … starting everything embedded');
  const server = await openDatabase(config, log);
  add('database', server.stop);
  const database = await ownDatabase(config, server);
  const suffix = config.databaseUrl === null ? '' : `_demo_${process.pid}`;
  const { file, feeds, urls } = await makeSampleFeeds(database.url, config.dataDir, suffix);
  const registry = sampleRegistry({ seed: flags.seed, occupations: readOccupations() });
  await migrate({ databaseUrl: database.url, redisUrl: config.redisUrl });
  const open = await openHub({ ...config, feeds }, database.url, log, 'producer');
  const clients = await loadSample(open.hub, registry, config.dataDir).finally(open.close);
  const stack = await startStack({
    config,
    database: { url: database.url, stop: async () => undefined },
    env: {
      ...processEnv(),
      CERTHUB_DATA_DIR: config.dataDir,
      CERTHUB_KEYS_FILE: config.keysFile,
      CERTHUB_PORT: '0',
      CERTHUB_PUBLIC_URL: '',
      CERTHUB_FEEDS_FILE: file,
      CERTHUB_SWEEP_SECONDS: '5',
      CERTHUB_LOG_LEVEL: 'warn',
    },
    log,
  });
  add('processes', stack.stop);
  for (const url of Object.values(urls)) await stack.run(['sample-receiver'], { CERTHUB_RECEIVER_URL: url });
  say(`CertHub: ${stack.url}/graphql`);
  return runDemo({
    url: stack.url,
    clients,
    registry,
    records: flags.records,
    seed: flags.seed,
    receivers: receiversOf(urls),
    say,
  });
}

/** A server of the user's own is not written into: the demo makes a database of its own beside the others. */
async function ownDatabase(config: Config, server: StackDatabase): Promise<{ readonly url: string }> {
  if (config.databaseUrl === null) return server;
  const name = `certhub_demo_${process.pid}`;
  await createDatabaseIfMissing(server.url, name);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href };
}

const receiversOf = (urls: Readonly<Record<string, string>>): Record<string, () => Promise<readonly string[]>> =>
  Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, () => numbersHeld(url)]));
