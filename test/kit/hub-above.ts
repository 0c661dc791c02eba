/** A second CertHub as a real process, for who hands up to it. It knows the regions and a client, and nothing else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { hashClientSecret } from '../../src/platform/identity/client-secrets';
import { freshDatabase } from './database';
import { HUB } from './handed-up';
import { type RoleProcess, startRole } from './role-process';

const SECRET = 'the secret of the hub below';

export interface HubAbove {
  readonly api: RoleProcess;
  readonly url: string;
  readonly database: Client;
  readonly clientId: string;
  /** Owner-only. */
  readonly clientSecretFile: string;
  readonly folder: string;
  /** Takes away what was handed up. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export async function startHubAbove(settings: NodeJS.ProcessEnv = {}): Promise<HubAbove> {
  const folder = await mkdtemp(join(tmpdir(), 'certhub-above-'));
  const { url: databaseUrl, connect } = await freshDatabase();
  const database = await connect();
  await database.query(
    `INSERT INTO region (code, name, grade) VALUES ('510000', '四川省', 'PROVINCE'), ('510300', '自贡市', 'CITY')`,
  );
  await database.query(
    `INSERT INTO api_client (client_id, name, secret_hash, role, region_code, created_at, created_by)
     VALUES ($1, '自贡市枢纽', $2, 'HUB', $3, now(), 'test')`,
    [HUB.clientId, hashClientSecret(SECRET), HUB.regionCode],
  );
  const clientSecretFile = join(folder, 'secret');
  await writeFile(clientSecretFile, `${SECRET}\n`, { mode: 0o600 });
  const api = await startRole(['api'], {
    DATABASE_URL: databaseUrl,
    CERTHUB_DATA_DIR: folder,
    CERTHUB_MODE: 'development',
    CERTHUB_PORT: '0',
    ...settings,
  });
  return {
    api,
    url: api.url ?? '',
    database,
    clientId: HUB.clientId,
    clientSecretFile,
    folder,
    forget: async () => {
      await database.query(
        `TRUNCATE received_version, received_parcel, certificate, certificate_version, record, batch, upload, institution CASCADE`,
      );
    },
    stop: async () => {
      await api.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
