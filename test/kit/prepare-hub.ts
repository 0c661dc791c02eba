/**
 * Makes everything that a test hub stands on and holds it: embedded PostgreSQL, tables, sample province, callers,
 * receivers. Argument: data folder. Prints one line of JSON when it is ready; ends on SIGTERM, and by itself when
 * standard input ends, so that a jest that was killed leaves no server behind.
 */
import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { readOccupations } from '../../bin/commands/read-occupations';
import { refusalText } from '../../bin/print-refusal';
import { loadSample } from '../../bin/sample/load-sample';
import { makeSampleFeeds } from '../../bin/sample/sample-feeds';
import { HOST_OPERATOR } from '../../bin/stack/local-hub';
import { createClient } from '../../src/app/create-client';
import type { Hub } from '../../src/app/ports';
import { saveRegistry } from '../../src/app/save-registry';
import { sampleRegistry } from '../../src/domain/sample/sample-registry';
import { openHub } from '../../src/hub';
import { loadConfig } from '../../src/platform/config';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import { createShutdown } from '../../src/platform/shutdown';
import { CALLER_NAMES, OTHER_PROVINCE, OTHER_PROVINCE_CITY, TEST_CLIENTS, type PreparedHub } from './hub-clients';
import { SAMPLE_SEED } from './sample-desk';

async function main(dataDir: string): Promise<void> {
  const log = createLog('warn', 'prepare');
  const shutdown = createShutdown({ log });
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
  await mkdir(dataDir, { recursive: true });
  const database = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('database', database.stop);
  const { file, feeds } = await makeSampleFeeds(database.url, dataDir, '');
  const config = loadConfig({ ...process.env, CERTHUB_DATA_DIR: dataDir, CERTHUB_FEEDS_FILE: file });
  await migrate({ databaseUrl: database.url, redisUrl: config.redisUrl });
  const { hub, close } = await openHub(config, database.url, log, 'producer');
  const prepared: PreparedHub = {
    databaseUrl: database.url,
    feedsFile: file,
    feeds: feeds.map(({ name, url }) => ({ name, url })),
    keysFile: config.keysFile,
    clients: await registerCallers(hub, dataDir).finally(close),
  };
  process.stdout.write(`${JSON.stringify(prepared)}\n`);
}

async function registerCallers(hub: Hub, dataDir: string): Promise<PreparedHub['clients']> {
  await loadSample(hub, sampleRegistry({ seed: SAMPLE_SEED, occupations: readOccupations() }), dataDir);
  accepted(
    await saveRegistry(hub, HOST_OPERATOR, {
      regions: [
        { code: OTHER_PROVINCE, name: '湖南省', grade: 'PROVINCE', parentCode: '000000' },
        { code: OTHER_PROVINCE_CITY, name: '长沙市', grade: 'CITY', parentCode: OTHER_PROVINCE },
      ],
    }),
  );
  const made = await Promise.all(
    CALLER_NAMES.map(async (name) => {
      const clientId = `test-${name}`;
      const { clientSecret } = accepted(
        await createClient(hub, HOST_OPERATOR, { name: clientId, clientId, ...TEST_CLIENTS[name] }),
      );
      return [name, { clientId, clientSecret }] as const;
    }),
  );
  return Object.fromEntries(made) as PreparedHub['clients'];
}

type Accepted<Outcome> = Exclude<Outcome, { readonly kind: 'refused' }>;
function accepted<Outcome extends { readonly kind: string }>(outcome: Outcome): Accepted<Outcome> {
  if (outcome.kind === 'refused') throw new Error(refusalText(outcome as never));
  return outcome as Accepted<Outcome>;
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
