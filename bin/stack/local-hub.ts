/** For commands of the operator on the host itself: the body without a face, on the configured or embedded database. */
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { type HubRole, openHub } from '../../src/hub';
import { hasEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import type { QueueSettings } from '../../src/platform/queue';
import { unusable } from '../input/unusable-input';
import { processConfig } from '../process-config';
import { openDatabase } from './stack';

/** Whoever may start commands on the host is the operator. */
export const HOST_OPERATOR: Caller = {
  clientId: 'host-operator',
  role: 'OPERATOR',
  institutionCode: null,
  regionCode: null,
};

/** Brings the database to this release first. */
export const withLocalHub = <T>(work: (hub: Hub) => Promise<T>): Promise<T> =>
  onLocalHub('producer', ({ databaseUrl, redisUrl }) => migrate({ databaseUrl, redisUrl }), work);

/**
 * Leaves the database as it is; `undefined` where it is not of this release. Throws UnusableInput where there is none:
 * who only looks makes none.
 */
export async function readLocalHub<T>(work: (hub: Hub) => Promise<T>): Promise<T | undefined> {
  const { databaseUrl, dataDir } = processConfig();
  if (databaseUrl === null && !(await hasEmbeddedPostgres(dataDir))) {
    throw unusable(
      `文件夹 ${dataDir} 中没有平台数据;请在平台所在的文件夹运行,或设置 CERTHUB_DATA_DIR 或 DATABASE_URL。`,
      `${dataDir} holds no data of a hub; run this where the hub runs, or set CERTHUB_DATA_DIR or DATABASE_URL.`,
    );
  }
  return onLocalHub(
    'reader',
    async () => undefined,
    async (hub) => ((await hub.views.ready()) ? work(hub) : undefined),
  );
}

async function onLocalHub<T>(
  role: HubRole,
  prepare: (settings: QueueSettings) => Promise<void>,
  work: (hub: Hub) => Promise<T>,
): Promise<T> {
  const config = processConfig();
  const log = createLog(config.logLevel, 'command');
  const database = await openDatabase(config, log);
  try {
    await prepare({ databaseUrl: database.url, redisUrl: config.redisUrl });
    const open = await openHub(config, database.url, log, role);
    try {
      return await work(open.hub);
    } finally {
      await open.close();
    }
  } finally {
    await database.stop();
  }
}
