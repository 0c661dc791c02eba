/** What `certhub start` does for somebody who tries the hub out. A hub that is not a trial is left as it is. */
import { sampleRegistry } from '../../src/domain/sample/sample-registry';
import { openHub } from '../../src/hub';
import type { Config } from '../../src/platform/config';
import type { Log } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import { readOccupations } from '../commands/read-occupations';
import { loadSample, readSampleClients, type SampleClients } from './load-sample';
import { makeSampleFeeds, type SampleFeeds } from './sample-feeds';

const SAMPLE_SEED = 1;

export interface Sample {
  readonly clients: SampleClients;
  /** Absent when the configuration names receivers of its own. */
  readonly feeds: SampleFeeds | undefined;
}

/** `undefined`: not in development, not the embedded database, or a hub that holds something else. */
export async function prepareSample(config: Config, databaseUrl: string, log: Log): Promise<Sample | undefined> {
  if (config.mode !== 'development' || config.databaseUrl !== null) return undefined;
  await migrate({ databaseUrl, redisUrl: config.redisUrl });
  const clients = await sampleClients(config, databaseUrl, log);
  if (clients === undefined) return undefined;
  const feeds = config.feeds.length === 0 ? await makeSampleFeeds(databaseUrl, config.dataDir, '') : undefined;
  return { clients, feeds };
}

async function sampleClients(config: Config, databaseUrl: string, log: Log): Promise<SampleClients | undefined> {
  const { hub, close } = await openHub(config, databaseUrl, log, 'producer');
  try {
    // Data that were thrown away take the sample with them, whatever file they left behind.
    if (!(await hub.transaction(({ registry }) => registry.isEmpty())))
      return await readSampleClients(hub, config.dataDir);
    return await loadSample(hub, sampleRegistry({ seed: SAMPLE_SEED, occupations: readOccupations() }), config.dataDir);
  } finally {
    await close();
  }
}
