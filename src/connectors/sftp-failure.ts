/** Why nobody was reached by SFTP, or nothing could be put down there, as a short code. */
import type { Unreachable } from '../app/connector';

/** The call took longer than its limit. */
export class SftpTimeout extends Error {}

/** Beside PARCEL_DIFFERS and REPORT_DIFFERS; docs/receiver-sftp.md says what they mean. */
export const SFTP_REASONS = [
  'CONNECTION',
  'TIMEOUT',
  'HOST_KEY',
  'LOGIN',
  'KEY_FILE',
  'PROTOCOL',
  'SETUP',
  'FULL',
  'CHECKSUM',
  'BUSY',
  'MISSHAPEN',
] as const;
export type SftpReason = (typeof SFTP_REASONS)[number];

/** What is known by its code. `isLineGood`: the line itself did what it should, so that it is kept. */
export class SftpProblem extends Error {
  constructor(
    readonly reason: SftpReason,
    readonly isLineGood: boolean,
    options?: ErrorOptions,
  ) {
    super(`SFTP: ${reason}.`, options);
  }
}

/** SSH_FXP_STATUS of version 3, and two later ones that some servers send all the same. */
export const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;
const OP_UNSUPPORTED = 8;
const LATER_NO_SUCH_PATH = 10;
const LATER_WRITE_PROTECT = 12;
const LATER_NO_SPACE = 14;
const LATER_QUOTA = 15;

const SETUP = [NO_SUCH_FILE, PERMISSION_DENIED, OP_UNSUPPORTED, LATER_NO_SUCH_PATH, LATER_WRITE_PROTECT];
const FULL = [LATER_NO_SPACE, LATER_QUOTA];

/** What the server said of one command; `undefined`: it said nothing, the line broke. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;

/** Version 3 has one word for everything else: while writing that is a disk or quota that is full. */
export function problemOf(error: unknown, isWriting: boolean): unknown {
  const status = statusOf(error);
  if (status === undefined) return error;
  if (SETUP.includes(status)) return new SftpProblem('SETUP', true, { cause: error });
  if (FULL.includes(status) || (status === FAILURE && isWriting))
    return new SftpProblem('FULL', true, { cause: error });
  return new SftpProblem('BUSY', true, { cause: error });
}

export const isLineGood = (error: unknown): boolean => error instanceof SftpProblem && error.isLineGood;

/** Trying again does not mend these: somebody has to look. */
const TOLD: ReadonlySet<SftpReason> = new Set(['HOST_KEY', 'CHECKSUM']);

export function unreachableBySftp(error: unknown): Unreachable {
  if (error instanceof SftpTimeout) return { kind: 'unreachable', reason: 'TIMEOUT' };
  const reason = error instanceof SftpProblem ? error.reason : 'CONNECTION';
  return { kind: 'unreachable', reason, ...(TOLD.has(reason) ? { oddities: [{ code: reason, count: 1 }] } : {}) };
}

const LEVELS: Readonly<Record<string, SftpReason>> = {
  'client-authentication': 'LOGIN',
  'client-timeout': 'TIMEOUT',
  handshake: 'PROTOCOL',
  protocol: 'PROTOCOL',
};

/** Of an error before the line stood. */
export function problemOfOpening(error: unknown): SftpProblem {
  const level = error instanceof Error && 'level' in error && typeof error.level === 'string' ? error.level : '';
  return new SftpProblem(LEVELS[level] ?? 'CONNECTION', false, { cause: error });
}
