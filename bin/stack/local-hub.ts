/** For commands of the operator on the host itself: the body without a face, on the configured or embedded database. */
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { openHub } from '../../src/hub';
import { createLog } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import { processConfig } from '../process-config';
import { openDatabase } from './stack';

/** Whoever may start commands on the host is the operator. */
export const HOST_OPERATOR: Caller = {
  clientId: 'host-operator',
  role: 'OPERATOR',
  institutionCode: null,
  regionCode: null,
};

export async function withLocalHub<T>(work: (hub: Hub) => Promise<T>): Promise<T> {
  const config = processConfig();
  const log = createLog(config.logLevel, 'command');
  const database = await openDatabase(config, log);
  try {
    await migrate({ databaseUrl: database.url, redisUrl: config.redisUrl });
    const open = await openHub(config, database.url, log, 'producer');
    try {
      return await work(open.hub);
    } finally {
      await open.close();
    }
  } finally {
    await database.stop();
  }
}
