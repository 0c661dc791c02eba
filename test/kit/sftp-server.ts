/** A receiver's SFTP server for a test: OpenSSH's own, on loopback, with keys of its own; it serves the user that runs the tests. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './redis-server';

/** Debian puts it where ordinary users do not look. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];
/** Of sshd as root; a system that never ran it does not have it yet. */
const PRIVILEGE_SEPARATION = '/run/sshd';
const START_TRIES = 200;
const TRY_MS = 50;

/** Where sshd is, or `undefined` when this machine has none. It wants to be called by its whole path. */
export function sshdProgram(): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS]
    .map((folder) => join(folder, 'sshd'))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** As `onEachBackend` does for Redis: seen where it is missing, and a failure where it must be there. */
export function onSftpServer(suite: () => void): void {
  if (sshdProgram() !== undefined) suite();
  else {
    test('an SFTP server: did not run, because sshd is not installed', () => {
      expect(process.env['CI']).not.toBe('true');
    });
  }
}

export interface SftpServer {
  readonly port: number;
  readonly user: string;
  /** Of its host key, as `ssh-keygen -lf` shows it. */
  readonly fingerprint: string;
  /** Of a user whom it lets in, and of one whom it does not. */
  readonly keyFile: string;
  readonly strangersKeyFile: string;
  readonly inbox: string;
  readonly outbox: string;
  /** For files of the test beside the two folders. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** `withheld`: requests and extensions that it neither offers nor grants (`sftp-server -P`). */
export async function startSftpServer({
  withheld = [],
}: { readonly withheld?: readonly string[] } = {}): Promise<SftpServer> {
  const program = sshdProgram();
  if (program === undefined) throw new Error('sshd is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'certhub-sftp-'));
  const [inbox, outbox] = [join(folder, 'inbox'), join(folder, 'outbox')];
  await Promise.all([mkdir(inbox), mkdir(outbox)]);
  const at = (name: string): string => join(folder, name);
  for (const name of ['host', 'user', 'stranger']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  }
  await copyFile(at('user.pub'), at('authorized_keys'));
  const port = await freePort();
  await writeFile(at('sshd_config'), configOf({ port, folder, withheld }));
  if (process.getuid?.() === 0) mkdirSync(PRIVILEGE_SEPARATION, { recursive: true, mode: 0o755 });
  const child = spawn(program, ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' });
  await untilListening(port, () => child.exitCode);
  return {
    port,
    user: userInfo().username,
    fingerprint: fingerprintOf(at('host.pub')),
    keyFile: at('user'),
    strangersKeyFile: at('stranger'),
    inbox,
    outbox,
    folder,
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const configOf = ({
  port,
  folder,
  withheld,
}: {
  readonly port: number;
  readonly folder: string;
  readonly withheld: readonly string[];
}): string => `
Port ${port}
ListenAddress 127.0.0.1
HostKey ${join(folder, 'host')}
AuthorizedKeysFile ${join(folder, 'authorized_keys')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 100
Subsystem sftp internal-sftp${withheld.length === 0 ? '' : ` -P ${withheld.join(',')}`}
`;

/** `256 SHA256:… comment (ED25519)` */
const fingerprintOf = (publicKeyFile: string): string =>
  execFileSync('ssh-keygen', ['-lf', publicKeyFile], { encoding: 'utf8' }).split(' ')[1] ?? '';

async function untilListening(port: number, exitCode: () => number | null): Promise<void> {
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if (exitCode() !== null) throw new Error('sshd did not start.');
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await sleep(TRY_MS);
  }
  throw new Error('sshd does not listen.');
}

/** What lies in a parcel's file, as `certificateNo/version` in order; nothing where there is no file. */
export async function keysInFile(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const { certificates }: { certificates: { certificateNo: string; version: number }[] } = JSON.parse(text);
  return certificates.map(({ certificateNo, version }) => `${certificateNo}/${version}`).sort();
}
