/** A receiver's drop of files over SFTP: where it is, whom the hub takes for it, and as whom the hub comes. */
import { z } from 'zod';

export const SFTP_PORT = 22;
const PORT_MAX = 65_535;
const HOST_MAX = 253;
const USER_MAX = 100;
const PATH_MAX = 500;
/** A receiver has a key of each kind, and while it changes them twice as many. */
const HOST_KEYS_MAX = 8;

const filePath = z
  .string({ error: 'must be the path of a file' })
  .min(1, 'must be the path of a file')
  .max(PATH_MAX, `must have at most ${PATH_MAX} characters`);

/** As `ssh-keygen -lf` shows it. */
const fingerprint = z
  .string({ error: 'must be a text' })
  .regex(
    /^SHA256:[A-Za-z0-9+/]{43}$/,
    'must be the fingerprint of the receiver’s host key as ssh-keygen -lf shows it: SHA256: and 43 characters',
  );

const folder = z
  .string({ error: 'must be a text' })
  .max(PATH_MAX, `must have at most ${PATH_MAX} characters`)
  .regex(
    /^\/?[^/\p{Cc}]+(\/[^/\p{Cc}]+)*$/u,
    'must be a folder at the receiver such as /certhub/inbox, without / at its end',
  )
  .refine((path) => !path.split('/').includes('..'), 'must not lead upwards by ..');

export const sftpAddress = {
  host: z
    .string({ error: 'must be a text' })
    .max(HOST_MAX, `must have at most ${HOST_MAX} characters`)
    .regex(/^[A-Za-z0-9_:.-]+$/, 'must be a host name or an IP address, without port'),
  port: z
    .int({ error: `must be a whole number from 1 to ${PORT_MAX}` })
    .min(1, `must be a whole number from 1 to ${PORT_MAX}`)
    .max(PORT_MAX, `must be a whole number from 1 to ${PORT_MAX}`)
    .default(SFTP_PORT),
  user: z
    .string({ error: 'must be a text' })
    .max(USER_MAX, `must have at most ${USER_MAX} characters`)
    .regex(/^[^\s\p{Cc}]+$/u, 'must be the name of a user'),
  /** Nobody is taken for the receiver at first sight. */
  hostKeys: z
    .array(fingerprint, { error: 'must be a list of fingerprints' })
    .min(1, 'must not be empty: without a fingerprint nobody knows who answers')
    .max(HOST_KEYS_MAX, `must have at most ${HOST_KEYS_MAX} entries`),
  /** OpenSSH or PEM, without a passphrase. */
  privateKeyFile: filePath.optional(),
  passwordFile: filePath.optional(),
  /** Where the hub puts parcels. */
  inbox: folder,
  /** Where the receiver puts answers. */
  outbox: folder,
};

export interface SftpAddress {
  readonly connector: 'sftp';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeys: readonly string[];
  readonly privateKeyFile?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly inbox: string;
  readonly outbox: string;
}

interface Pairs {
  readonly privateKeyFile?: unknown;
  readonly passwordFile?: unknown;
  readonly inbox?: unknown;
  readonly outbox?: unknown;
}

export function problemsOfSftp({
  privateKeyFile,
  passwordFile,
  inbox,
  outbox,
}: Pairs): readonly { readonly path: readonly string[]; readonly message: string }[] {
  const keys = [privateKeyFile, passwordFile].filter((file) => file !== undefined).length;
  return [
    ...(keys === 1
      ? []
      : [{ path: ['privateKeyFile'], message: 'must be there, or passwordFile in its place, and not both' }]),
    ...(inbox !== undefined && inbox === outbox
      ? [{ path: ['outbox'], message: 'must be another folder than inbox' }]
      : []),
  ];
}
