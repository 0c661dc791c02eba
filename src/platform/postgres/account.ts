import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so root hands it to `nobody`, or, when the data are
 * already there, to whoever owns them. `undefined` for an ordinary user: nothing to change.
 */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Used only by root, for what `nobody` must reach and cannot where it was wanted. */
export const NOBODY_HOME = '/var/lib/certhub';

const NOBODY: Account = { uid: 65_534, gid: 65_534 };
const OTHERS_EXECUTE = 0o001;
const GROUP_EXECUTE = 0o010;
const OWNER_EXECUTE = 0o100;

export async function accountFor(clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== 'linux') {
    throw new Error('The embedded PostgreSQL does not run as root on this system. Start CertHub as an ordinary user.');
  }
  const owner = await stat(clusterDir).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** True when the account may pass through `folder` and everything above it. */
export async function canReach(account: Account | undefined, folder: string): Promise<boolean> {
  if (!account) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? OWNER_EXECUTE : gid === account.gid ? GROUP_EXECUTE : OTHERS_EXECUTE;
    if ((mode & bit) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** Makes a folder with this mode whatever the umask; one that is already there keeps its mode. */
export async function makeFolder(folder: string, mode: number): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode });
  if (made === undefined) return;
  for (let at = folder; ; at = dirname(at)) {
    await chmod(at, mode);
    if (at === made) return;
  }
}
