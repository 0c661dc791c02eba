/** One connection to a receiver's SSH server with one SFTP channel on it, to a server whose key is known beforehand. */
import { createHash } from 'node:crypto';
import { type Algorithms, Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { readSecretFile } from '../platform/secret-file';
import type { SftpAddress } from './sftp-address';
import { problemOfOpening, SftpProblem } from './sftp-failure';

const READY_TIMEOUT_MS = 15_000;
/** A line that is only believed to stand is found out. */
const KEEPALIVE_INTERVAL_MS = 10_000;
const KEEPALIVES_LOST_MAX = 3;
/** What servers of the last ten years have; SHA-1 and CBC are for none of them. */
const ALGORITHMS: Algorithms = {
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'aes256-gcm@openssh.com',
    'aes128-gcm@openssh.com',
    'chacha20-poly1305@openssh.com',
    'aes256-ctr',
    'aes128-ctr',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
};

export interface SftpSession {
  readonly sftp: SFTPWrapper;
  /** Ends it in order. */
  end(): void;
}

export interface OpeningSession {
  readonly session: Promise<SftpSession>;
  /** At once, before it stands too: what is under way on it fails. */
  drop(): void;
}

export function openSession(address: SftpAddress, onEnd: () => void): OpeningSession {
  const client = new Client();
  let isDropped = false;
  // Every error of the line ends in a failed call or in `close`; without a listener it would end the process as well.
  client.on('error', () => undefined);
  client.on('close', onEnd);
  const session = (async () => {
    const config = await configOf(address);
    if (isDropped) throw new SftpProblem('CONNECTION', false);
    return connected(client, address, config);
  })();
  const drop = (): void => {
    isDropped = true;
    client.destroy();
  };
  return { session, drop };
}

async function connected(client: Client, address: SftpAddress, config: ConnectConfig): Promise<SftpSession> {
  let isStranger = false;
  const hostVerifier = (key: Buffer): boolean => {
    isStranger = !address.hostKeys.includes(fingerprintOf(key));
    return !isStranger;
  };
  await new Promise<void>((resolve, reject) => {
    client.once('ready', () => {
      // Work is many small questions one after another: none of them waits to be put together with the next.
      client.setNoDelay(true);
      resolve();
    });
    client.once('error', (error) => {
      reject(isStranger ? new SftpProblem('HOST_KEY', false, { cause: error }) : problemOfOpening(error));
    });
    client.once('close', () => reject(new SftpProblem('CONNECTION', false)));
    begin(client, { ...config, hostVerifier }, reject);
  });
  const sftp = await channelOn(client);
  sftp.on('error', () => client.destroy());
  return { sftp, end: () => void client.end() };
}

/** A key that cannot be read is thrown, not told. */
function begin(client: Client, config: ConnectConfig, reject: (error: unknown) => void): void {
  try {
    client.connect(config);
  } catch (error) {
    reject(new SftpProblem('KEY_FILE', false, { cause: error }));
  }
}

async function configOf({ host, port, user, privateKeyFile, passwordFile }: SftpAddress): Promise<ConnectConfig> {
  const line = {
    host,
    port,
    username: user,
    algorithms: ALGORITHMS,
    readyTimeout: READY_TIMEOUT_MS,
    keepaliveInterval: KEEPALIVE_INTERVAL_MS,
    keepaliveCountMax: KEEPALIVES_LOST_MAX,
  };
  try {
    if (privateKeyFile !== undefined) return { ...line, privateKey: await readSecretFile(privateKeyFile) };
    const password = passwordFile === undefined ? '' : (await readSecretFile(passwordFile)).toString();
    return { ...line, password: password.replace(/\r?\n$/, '') };
  } catch (error) {
    throw new SftpProblem('KEY_FILE', false, { cause: error });
  }
}

/** As OpenSSH writes it: Base64 without padding. */
export const fingerprintOf = (hostKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`;

const channelOn = (client: Client): Promise<SFTPWrapper> =>
  new Promise((resolve, reject) => {
    client.once('close', () => reject(new SftpProblem('CONNECTION', false)));
    client.sftp((error, sftp) => {
      // The login is good, and the server gives it no file transfer.
      if (error) reject(new SftpProblem('SETUP', false, { cause: error }));
      else resolve(sftp);
    });
  });
