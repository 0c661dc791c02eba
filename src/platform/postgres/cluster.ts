import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canReach, makeFolder, NOBODY_HOME, type Account } from './account';
import type { Binaries } from './binaries';
import { runProgram } from './run-program';
import { settingsFor, usableMemory } from './settings';

export const SUPERUSER = 'certhub';
const INITDB_TIMEOUT_MS = 120_000;

/**
 * Where the data go: `<data folder>/postgres`. Only when PostgreSQL runs as another user who cannot reach it (a clone
 * under /root) they go to /var/lib/certhub, named after a digest of the wanted place. No folder's mode is ever changed.
 */
export async function chooseClusterDir(dataDir: string, account: Account | undefined): Promise<string> {
  if (await canReach(account, dataDir)) return join(dataDir, 'postgres');
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(NOBODY_HOME, `postgres-${digest}`);
}

export const clusterExists = (clusterDir: string): Promise<boolean> =>
  stat(join(clusterDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/**
 * initdb: UTF-8 with the builtin C.UTF-8 locale (the same order on every machine, none of the system's locales needed),
 * checksums, and SCRAM passwords, because other users of the machine can reach the port too.
 * Made beside its place and renamed into it, so a cluster that is there is complete.
 */
export async function makeCluster(
  binaries: Binaries,
  clusterDir: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const draft = `${clusterDir}.${randomUUID()}`;
  const passwordFile = `${draft}.password`;
  await makeFolder(dirname(clusterDir), 0o711);
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const args = [
      '-D',
      draft,
      '-U',
      SUPERUSER,
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--no-instructions',
    ];
    const { code, output } = await runProgram(join(binaries, 'bin', 'initdb'), args, account, INITDB_TIMEOUT_MS);
    if (code !== 0)
      throw new Error(`PostgreSQL could not make its data folder in ${dirname(clusterDir)}: ${output.trim()}`);
    await appendFile(join(draft, 'postgresql.conf'), settingsFor(usableMemory()));
    await rename(draft, clusterDir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}
