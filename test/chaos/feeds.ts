/** The receivers of the crash matrix, and what they do with answers. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../../bin/stack/child';
import { processEnv } from '../../bin/process-config';
import type { Log } from '../../src/app/ports';
import { ensureExchangeSchema } from '../../src/connectors/postgres-exchange';
import { createDatabaseIfMissing } from '../../src/platform/embedded-postgres';
import { Client } from 'pg';

export interface ChaosFeed {
  readonly name: string;
  readonly isDatabase: boolean;
  /** Of its database, where it keeps what it got. */
  readonly url: string;
  start(around: { readonly hubUrl: string; readonly log: Log }): Promise<readonly Child[]>;
  stop(): Promise<void>;
}

const OWNER_ONLY = 0o600;

/** What its register did with each certificate: an effect that happens twice is a certificate that counts twice. */
const EFFECTS = `
CREATE TABLE IF NOT EXISTS receiver_effect (certificate_no text NOT NULL, version integer NOT NULL);
CREATE TABLE IF NOT EXISTS receiver_register (
  certificate_no text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  data jsonb NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  kind text COLLATE "C" NOT NULL DEFAULT 'ISSUED'
);
CREATE OR REPLACE FUNCTION receiver_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO receiver_effect VALUES (new.certificate_no, new.version); RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER receiver_note AFTER INSERT OR UPDATE ON receiver_register FOR EACH ROW EXECUTE FUNCTION receiver_note()`;

export async function makeFeeds(
  databaseUrl: string,
  dataDir: string,
): Promise<{ readonly file: string; readonly feeds: readonly ChaosFeed[] }> {
  const entries = [
    { name: 'province', region: '510000', order: 'certificate' },
    { name: 'nation', region: '000000', order: 'any' },
  ];
  const feeds: ChaosFeed[] = [];
  const said: object[] = [];
  for (const { name, region, order } of entries) {
    const url = new URL(databaseUrl);
    url.pathname = `/chaos_${name}`;
    await createDatabaseIfMissing(databaseUrl, `chaos_${name}`);
    await ensureExchangeSchema(url.href);
    await withClient(url.href, EFFECTS);
    const codes = { 'R-PHOTO': { zh: '照片不符合要求', en: 'The photo does not meet the requirements' } };
    said.push({ name, connector: 'postgres', region, order, title: { zh: name, en: name }, codes, url: url.href });
    feeds.push({
      name,
      isDatabase: true,
      url: url.href,
      start: async ({ log }) => [
        await startChild({
          command: ['sample-receiver', '--refuse-every', '500', '--interval-ms', '100'],
          env: { ...processEnv(), CERTHUB_RECEIVER_URL: url.href, CERTHUB_LOG_LEVEL: 'fatal' },
          log,
        }),
      ],
      stop: async () => undefined,
    });
  }
  const file = join(dataDir, 'feeds.json');
  await writeFile(file, JSON.stringify(said), { mode: OWNER_ONLY });
  return { file, feeds };
}

async function withClient(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
