/**
 * Makes everything that a test hub stands on and holds it: embedded PostgreSQL, tables, sample province, callers,
 * receivers. Arguments: data folder and, for a province where nobody is filed yet, its regions (JSON, `EmptyProvince`). Prints one line of JSON when it is ready; ends on SIGTERM, and by itself when
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
import {
  CALLER_NAMES,
  OTHER_PROVINCE,
  OTHER_PROVINCE_CITY,
  TEST_CLIENTS,
  type CallerName,
  type ClientSecret,
  type EmptyProvince,
  type PreparedHub,
} from './hub-clients';
import { SAMPLE_SEED } from './sample-desk';

async function main(dataDir: string, empty: EmptyProvince | undefined): Promise<void> {
  const log = createLog('warn', 'prepare');
  const shutdown = createShutdown({ log });
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
  await mkdir(dataDir, { recursive: true });
  const database = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('database', database.stop);
  const { file, urls } = await makeSampleFeeds(database.url, dataDir, '', empty?.province.code);
  const config = loadConfig({ ...process.env, CERTHUB_DATA_DIR: dataDir, CERTHUB_FEEDS_FILE: file });
  await migrate({ databaseUrl: database.url, redisUrl: config.redisUrl });
  const { hub, close } = await openHub(config, database.url, log, 'producer');
  const prepared: PreparedHub = {
    databaseUrl: database.url,
    feedsFile: file,
    feeds: Object.entries(urls).map(([name, url]) => ({ name, url })),
    keysFile: config.keysFile,
    clients: await (empty === undefined ? registerCallers(hub, dataDir) : prepareEmpty(hub, empty)).finally(close),
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
  const made = await Promise.all(CALLER_NAMES.map((name) => registered(hub, name)));
  return Object.fromEntries(made) as PreparedHub['clients'];
}

/** Regions, the catalogue, and those who let others in: everything else comes through the hub. */
async function prepareEmpty(hub: Hub, { province, cities }: EmptyProvince): Promise<PreparedHub['clients']> {
  const occupations = readOccupations().map(({ code, name }) => ({ code, name, workTypes: [] }));
  accepted(
    await saveRegistry(hub, HOST_OPERATOR, {
      regions: [
        { code: '000000', name: '全国', grade: 'NATION', parentCode: null },
        { ...province, grade: 'PROVINCE', parentCode: '000000' },
        ...cities.map((city) => ({ ...city, grade: 'CITY', parentCode: province.code })),
      ],
      catalogue: [{ edition: '2022', from: '2022-09-28', to: null, occupations }],
    }),
  );
  return Object.fromEntries(
    await Promise.all((['operator', 'nation'] as const).map((name) => registered(hub, name))),
  ) as PreparedHub['clients'];
}

async function registered(hub: Hub, name: CallerName): Promise<readonly [CallerName, ClientSecret]> {
  const clientId = `test-${name}`;
  const { clientSecret } = accepted(
    await createClient(hub, HOST_OPERATOR, { name: clientId, clientId, ...TEST_CLIENTS[name] }),
  );
  return [name, { clientId, clientSecret }];
}

type Accepted<Outcome> = Exclude<Outcome, { readonly kind: 'refused' }>;
function accepted<Outcome extends { readonly kind: string }>(outcome: Outcome): Accepted<Outcome> {
  if (outcome.kind === 'refused') throw new Error(refusalText(outcome as never));
  return outcome as Accepted<Outcome>;
}

const [, , folder = '', regions] = process.argv;
main(folder, regions === undefined ? undefined : (JSON.parse(regions) as EmptyProvince)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
