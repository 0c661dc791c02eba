/** The two receivers of the sample: front-end databases beside the hub's own, and a process that plays each receiver. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureExchangeSchema } from '../../src/connectors/postgres-exchange';
import { type FeedConfig, feedsFile } from '../../src/platform/feeds-file';
import { createDatabaseIfMissing } from '../../src/platform/embedded-postgres';

const FEEDS_FILE = 'sample-feeds.json';
const OWNER_ONLY = 0o600;
const SAMPLE_PROVINCE = '510000';
/** What the sample receiver refuses by (`../receiver/run-receiver.ts`). */
const CODES = { 'R-PHOTO': { zh: '照片不符合要求', en: 'The photo does not meet the requirements' } };

export interface SampleFeeds {
  /** Of the receivers, by name of the feed. */
  readonly urls: Readonly<Record<string, string>>;
  readonly file: string;
  readonly feeds: readonly FeedConfig[];
}

/** `suffix` keeps the receivers of several hubs on one server apart. */
export async function makeSampleFeeds(
  databaseUrl: string,
  dataDir: string,
  suffix: string,
  province: string = SAMPLE_PROVINCE,
): Promise<SampleFeeds> {
  const entries = [
    {
      name: 'province-statistics',
      connector: 'postgres',
      region: province,
      title: { zh: '省级统计数据接收库(示例)', en: 'Provincial statistics (sample)' },
      codes: CODES,
      url: await receiver(databaseUrl, `receiver_province${suffix}`),
    },
    {
      name: 'national-database',
      connector: 'postgres',
      region: '000000',
      title: { zh: '全国联网数据接收库(示例)', en: 'National database (sample)' },
      codes: CODES,
      url: await receiver(databaseUrl, `receiver_nation${suffix}`),
    },
  ];
  const file = join(dataDir, FEEDS_FILE);
  await writeFile(file, JSON.stringify(entries, null, 2), { mode: OWNER_ONLY });
  return {
    file,
    feeds: feedsFile.parse(entries),
    urls: Object.fromEntries(entries.map(({ name, url }) => [name, url])),
  };
}

async function receiver(databaseUrl: string, name: string): Promise<string> {
  await createDatabaseIfMissing(databaseUrl, name);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await ensureExchangeSchema(url.href);
  return url.href;
}
