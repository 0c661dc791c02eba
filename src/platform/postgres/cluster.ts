import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canReach, makeFolder, NOBODY_HOME, type Account } from './account';
import type { Binaries } from './binaries';
import { runProgram } from './run-program';

export const SUPERUSER = 'certhub';
const INITDB_TIMEOUT_MS = 120_000;

/**
 * Written once, at the end of postgresql.conf, so that an operator may change it. For one small machine.
 * Durability stays as PostgreSQL ships it: a commit that was acknowledged survives a power cut.
 */
const SETTINGS = `
# CertHub
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = on
jit = off
fsync = on
synchronous_commit = on
timezone = 'UTC'
# The log names no person: messages of refused statements quote values, so statements are not logged at all.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
`;

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
    await appendFile(join(draft, 'postgresql.conf'), SETTINGS);
    await rename(draft, clusterDir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}
